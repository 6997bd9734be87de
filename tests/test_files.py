"""Files are written whole or not at all."""

import os
import subprocess
import sys
import time

import pytest

from newsl10n.errors import FileError
from newsl10n.files import locked, read_whole, write_whole


@pytest.fixture(autouse=True)
def state_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path):
    path = tmp_path / "sub" / "a.po"
    write_whole(path, b"one")
    path.chmod(0o640)
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in path.parent.iterdir()] == ["a.po"]


def test_a_symbolic_link_stays_one(tmp_path):
    (tmp_path / "real.po").write_bytes(b"one")
    (tmp_path / "link.po").symlink_to("real.po")
    write_whole(tmp_path / "link.po", b"two")
    assert (tmp_path / "link.po").is_symlink()
    assert (tmp_path / "real.po").read_bytes() == b"two"


def test_a_file_that_cannot_be_written_to_its_end_leaves_the_old_one(tmp_path):
    """The limit on file sizes, which any user may set, stops the write half-way, as a full disk does."""
    script = """
import pathlib, resource, signal, sys
from newsl10n.errors import FileError
from newsl10n.files import write_whole
path = pathlib.Path(sys.argv[1]) / "a.po"
write_whole(path, b"old")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, 65_536))
try:
    write_whole(path, b"x" * 1_000_000)
except FileError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout == (
        f"{tmp_path / 'a.po'}: cannot write (File too large); nothing was changed; free some space, or raise its limit\n"
    )
    assert (tmp_path / "a.po").read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.po"]


def test_missing_and_large_files_are_named(tmp_path):
    with pytest.raises(FileError, match="no such file; check the path"):
        read_whole(tmp_path / "none.po")
    with pytest.raises(FileError, match="cannot read"):
        read_whole(tmp_path)
    (tmp_path / "big").write_bytes(b"x" * 2_000_001)
    with pytest.raises(FileError, match="larger than 2 MB"):
        read_whole(tmp_path / "big", limit=2_000_000)


def test_processes_that_add_under_the_lock_lose_nothing(tmp_path):
    path = tmp_path / "count"
    write_whole(path, b"0")
    script = (
        "import sys, pathlib\n"
        "from newsl10n.files import locked, read_whole, write_whole\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "for _ in range(20):\n"
        "    with locked(path):\n"
        "        write_whole(path, str(int(read_whole(path)) + 1).encode())\n"
    )
    runs = [subprocess.Popen([sys.executable, "-c", script, str(path)]) for _ in range(3)]
    assert [run.wait() for run in runs] == [0, 0, 0]
    assert path.read_bytes() == b"60"


def test_a_lock_that_is_held_too_long_is_named(tmp_path):
    path = tmp_path / "a.po"
    script = "import sys, pathlib\nfrom newsl10n.files import locked\nwith locked(pathlib.Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()\n"
    other = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    with pytest.raises(FileError, match="another process has held it"), locked(path, timeout=0.2):
        pass
    other.communicate()
    with locked(path, timeout=5):
        pass


@pytest.mark.parametrize("expected", [None, b"another text"])
def test_an_interrupt_at_any_step_leaves_no_temporary_file(tmp_path, expected):
    """KeyboardInterrupt strikes before the first step of the interpreter inside files.py, then before the second, and so on."""
    script = """
import pathlib, sys
from newsl10n import files
path, expected = pathlib.Path(sys.argv[1]) / "a.po", eval(sys.argv[2])
files.write_whole(path, b"old")

def run(step):
    left = step
    def strike(frame, event, argument):
        nonlocal left
        if frame.f_code.co_filename != files.__file__:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            left -= 1
            if left == 0:
                raise KeyboardInterrupt
        return strike
    sys.settrace(strike)
    try:
        files.write_whole(path, b"new", expected=expected)
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(None)
    return False

step = 1
while run(step):
    names = [p.name for p in path.parent.iterdir()]
    assert names == ["a.po"], (step, names)
    assert path.read_bytes() in (b"old", b"new")
    step += 1
print(step)
"""
    folder = tmp_path / "folder"
    folder.mkdir()
    done = subprocess.run([sys.executable, "-c", script, folder, repr(expected)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 100


def test_what_killed_processes_left_goes_with_a_later_write(tmp_path):
    path = tmp_path / "a.po"
    for name, hours in ((".a.po.s7c2a4j_.tmp", 2), (".a.po.0123abcd.tmp", 0), (".b.po.s7c2a4j_.tmp", 2)):
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, (time.time() - hours * 3600,) * 2)
    write_whole(path, b"one")
    assert sorted(p.name for p in tmp_path.iterdir()) == [".a.po.0123abcd.tmp", ".b.po.s7c2a4j_.tmp", "a.po"]


def test_a_new_file_has_the_permissions_that_the_user_gives_new_files(tmp_path):
    old = os.umask(0o027)
    try:
        write_whole(tmp_path / "a.po", b"one")
    finally:
        os.umask(old)
    assert (tmp_path / "a.po").stat().st_mode & 0o777 == 0o640
