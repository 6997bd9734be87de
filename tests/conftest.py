"""Shared: the repository's own model and example, a scratch project, the real command line."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODEL = ROOT / "models" / "newsl10n-starter"


@pytest.fixture(autouse=True)
def user_folders(tmp_path_factory, monkeypatch):
    """Locks and pulled models of a test stay out of the user's folders."""
    folder = tmp_path_factory.mktemp("user")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


@pytest.fixture
def project(tmp_path):
    """A project folder with one small article and no catalogs."""
    (tmp_path / "flood.md").write_text(
        "# The river is falling\n\n"
        "NEHIRKENT — The river fell by 12 centimeters on Monday, officials said. Some 1,200 people went home.\n\n"
        "“We are **not** afraid,” said Mariam Aziz. See https://example.org/level for the level.\n",
        encoding="utf-8",
    )
    return tmp_path


class Result:
    """What a command printed and how it ended."""

    def __init__(self, done):
        self.status, self.out, self.err = done.returncode, done.stdout, done.stderr


@pytest.fixture
def newsl10n(project):
    """Run the command line in the project."""

    def run(*words, folder=project, **variables):
        command = [sys.executable, "-m", "newsl10n", *map(str, words)]
        return Result(
            subprocess.run(
                command, cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, **variables}
            )
        )

    return run


@pytest.fixture
def example(tmp_path):
    """A copy of this repository's example with its reviewed catalogs."""
    folder = tmp_path / "example"
    for name in ("examples", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "newsl10n.toml", folder)
    return folder


def edit(path, source, target, *, confirm):
    """What a translator does in a PO editor: type a target, and take the fuzzy flag off or leave it."""
    text = path.read_text(encoding="utf-8")
    entries = text.split("\n\n")
    at = next(i for i, entry in enumerate(entries) if f'msgid "{source}"' in entry)
    entry = re.sub(r'msgstr ".*"', lambda m: f'msgstr "{target}"', entries[at])
    entries[at] = entry.replace("#, fuzzy\n", "") if confirm else entry
    path.write_text("\n\n".join(entries), encoding="utf-8")
