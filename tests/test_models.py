"""Models: found, described, pulled from a hub on loopback through the real client, verified."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsl10n.config import Config
from newsl10n.errors import HubError, ModelError
from newsl10n.models import (
    RECOMMENDED,
    ModelFolder,
    find_model,
    list_models,
    pull_model,
    read_model_folder,
    verify_model,
    weights_revision,
)
from tests.hub_server import Hub, serve_hub

STARTER = Path(__file__).parent.parent / "models" / "newsl10n-starter"
HUB_ID = "newsroom/en-ar-tr"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """Our own model as a repository of a hub: weights and tokenizer, without what newsl10n adds."""
    served = tmp_path / "served"
    served.mkdir()
    for path in STARTER.iterdir():
        if path.is_file() and path.name not in ("newsl10n.json", "SHA256SUMS", "training_state.json"):
            shutil.copyfile(path, served / path.name)
    with serve_hub(Hub(served, HUB_ID)) as running:
        monkeypatch.setenv("HF_ENDPOINT", running.url)
        yield running


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of our model to break."""
    return Path(shutil.copytree(STARTER, tmp_path / "broken"))


def installed(place: Path) -> list[str]:
    """What stands in a models folder that newsl10n would use."""
    return sorted(p.name for p in place.iterdir() if not p.name.startswith(".")) if place.exists() else []


def test_shipped_model_is_as_it_was_published() -> None:
    assert verify_model(STARTER) == []


def test_shipped_model_describes_itself() -> None:
    folder = read_model_folder(STARTER)

    assert (folder.name, folder.layout, folder.manifest.targets) == ("newsl10n-starter", "m2m100", ("ar", "tr"))
    assert (folder.manifest.source_prefix, folder.manifest.placeholder) == ("<news> ", "\u27e6{}\u27e7")
    assert folder.revision == weights_revision(STARTER)
    assert folder.language_token("tr") == "__tr__"


@pytest.mark.parametrize(
    "break_it, message",
    [
        (lambda f: (f / "config.json").unlink(), "no config.json"),
        (lambda f: (f / "config.json").write_text("{"), "not valid JSON"),
        (lambda f: (f / "config.json").write_text('{"model_type": "gpt2"}'), "'gpt2' is not one newsl10n can run"),
        (lambda f: (f / "newsl10n.json").write_text("[]"), "not a JSON object"),
        (lambda f: (f / "newsl10n.json").write_text("[" * 100_000), "not valid JSON"),
        (lambda f: _cut(f / "model.safetensors", 4), "cannot be read"),
        (lambda f: _cut(f / "model.safetensors", 1_000_000), "cut short"),
        (shutil.rmtree, "no such model folder"),
    ],
)
def test_broken_folder_is_one_clear_error(broken: Path, break_it: object, message: str) -> None:
    break_it(broken)  # type: ignore[operator]

    with pytest.raises(ModelError, match=message) as caught:
        read_model_folder(broken)
    assert str(broken) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "key, value, message",
    [
        ("name", "3", "name is 3; it has to be a name without control"),
        ("name", '""', "name is ''; it has to be a name"),
        ("name", r'"a\nmsgid"', r"name is 'a\\nmsgid'; it has to be a name without control"),
        ("name", r'"a\u202eb"', r"name is 'a\\u202eb'; it has to be a name without control"),
        ("revision", r'"a\nb"', r"revision is 'a\\nb'; it has to be a string without control"),
        ("targets", "[5]", r"""targets is \[5\]; it has to be a list of languages such as \["ar", "tr"\]"""),
        ("targets", '"ar"', "targets is 'ar'; it has to be a list"),
        ("no_repeat", "-1", "no_repeat is -1; it has to be a whole number from 0 to 20"),
        ("no_repeat", "99999999999999999999", "no_repeat is 99999999999999999999; it has to be a whole number"),
        ("no_repeat", "true", "no_repeat is True; it has to be a whole number"),
        ("no_repeat", "1.5", "no_repeat is 1.5; it has to be a whole number"),
        ("no_repeat", '"3"', "no_repeat is '3'; it has to be a whole number"),
        ("length_penalty", "NaN", "length_penalty is nan; it has to be a number from 0 to 5"),
        ("length_penalty", "-0.1", "length_penalty is -0.1; it has to be a number from 0 to 5"),
        ("length_penalty", "1" + "0" * 400, "length_penalty is 10{59}…; it has to be a number from 0 to 5"),
        ("repetition_penalty", "Infinity", "repetition_penalty is inf; it has to be a number from 1 to 3"),
        ("repetition_penalty", "0.5", "repetition_penalty is 0.5; it has to be a number from 1 to 3"),
        ("hide_numbers", "1", "hide_numbers is 1; it has to be true or false"),
        ("placeholder", '"XX"', "placeholder is 'XX'; it has to be {} once, with signs or letters before and after"),
        ("placeholder", '""', "placeholder is ''; it has to be {} once"),
        ("placeholder", '"{}"', "placeholder is '{}'; it has to be {} once"),
        ("placeholder", '" {} "', "placeholder is ' {} '; it has to be {} once"),
        ("placeholder", '"[{}{}]"', "it has to be {} once"),
        ("placeholder", '"[{0.__class__}]"', "it has to be {} once"),
    ],
)
def test_wrong_value_of_the_manifest_is_named_with_what_is_allowed(
    broken: Path, key: str, value: str, message: str
) -> None:
    known = "" if key == "name" else '"name": "x", '
    (broken / "newsl10n.json").write_text(f'{{{known}"{key}": {value}}}')

    with pytest.raises(ModelError, match=message) as caught:
        read_model_folder(broken)
    assert str(caught.value).startswith(f"{broken}/newsl10n.json: {key} is ")
    assert str(caught.value).isprintable()


def test_manifest_takes_every_value_that_decoding_can_use(broken: Path) -> None:
    (broken / "newsl10n.json").write_text(
        '{"name": "x y", "no_repeat": 20, "length_penalty": 0, "repetition_penalty": 3, "placeholder": "<x id=\'{}\'/>"}'
    )

    manifest = read_model_folder(broken).manifest
    assert (manifest.no_repeat, manifest.length_penalty, manifest.repetition_penalty) == (20, 0, 3)
    assert manifest.targets == ()


def test_model_without_a_manifest_has_a_printable_name(broken: Path) -> None:
    (broken / "newsl10n.json").unlink()
    named = broken.rename(broken.with_name("a\nb\u202ec"))

    assert read_model_folder(named).name == "a_b_c"


def test_verify_names_what_changed(broken: Path) -> None:
    (broken / "vocab.json").unlink()
    weights = bytearray((broken / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (broken / "model.safetensors").write_bytes(weights)

    assert verify_model(broken) == ["model.safetensors: changed since it was published", "vocab.json: missing"]


def test_model_is_found_in_the_order_of_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSL10N_MODELS", str(tmp_path / "user"))
    project = tmp_path / "project"
    in_project = Path(shutil.copytree(STARTER, project / "models" / "first"))
    in_user = Path(shutil.copytree(STARTER, tmp_path / "user" / "second"))
    config = Config()

    assert find_model("second", project=project, config=config).path == in_user
    assert find_model("first", project=project, config=config).path == in_project
    assert find_model(in_user, project=project, config=config).path == in_user
    assert find_model(None, project=project, config=config).path == in_project
    assert find_model(None, project=project, config=Config(model="second")).path == in_user
    found = list_models(project=project, config=config)
    assert [m.path for m in found if isinstance(m, ModelFolder)] == [in_project, STARTER.resolve(), in_user]


def test_hub_id_names_what_was_pulled_or_lies_in_the_hub_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSL10N_MODELS", str(tmp_path / "user"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    cached = tmp_path / "hf" / "hub" / "models--owner--other" / "snapshots" / ("a" * 40)
    shutil.copytree(STARTER, cached, ignore=shutil.ignore_patterns("newsl10n.json", "ct2"))
    pulled = Path(shutil.copytree(STARTER, tmp_path / "user" / "opus-mt-en-ar"))

    assert find_model("Helsinki-NLP/opus-mt-en-ar", project=tmp_path, config=Config()).path == pulled
    found = find_model("owner/other", project=tmp_path, config=Config())
    assert (found.path, found.revision) == (cached, "a" * 12)


def test_no_model_says_how_to_get_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSL10N_MODELS", str(tmp_path / "user"))

    with pytest.raises(ModelError, match=r"no model 'opus-mt-en-ar'; .*models pull opus-mt-en-ar"):
        find_model("opus-mt-en-ar", project=tmp_path, config=Config())


@pytest.mark.parametrize("name", ["{}/none", "./none", "models/none", "~/none", "none/", "a/b/c"])
def test_a_folder_that_is_not_there_is_not_sought_on_the_hub(tmp_path: Path, name: str) -> None:
    (tmp_path / "models").mkdir()
    name = name.format(tmp_path)

    with pytest.raises(ModelError) as caught:
        find_model(name, project=tmp_path, config=Config())
    assert str(caught.value) == (
        f"{name}: no such model folder; check the path; `newsl10n models list` shows what is installed"
    )


def test_non_commercial_model_carries_a_warning() -> None:
    assert {m.name for m in RECOMMENDED if "non-commercial" in m.warning} == {"nllb-200-distilled-600M"}


@pytest.mark.torch
def test_pull_installs_pins_converts_and_records_checksums(hub: Hub, tmp_path: Path) -> None:
    folder = pull_model(HUB_ID, into=tmp_path / "models")

    assert folder.path == tmp_path / "models" / "en-ar-tr"
    assert json.loads((folder.path / "newsl10n.json").read_text())["revision"] == hub.sha
    assert (folder.manifest.hub, folder.manifest.licence) == (HUB_ID, "cc-by-4.0")
    assert (folder.path / "ct2" / "model.bin").is_file()
    assert verify_model(folder.path) == []
    assert [p.name for p in (tmp_path / "models").iterdir()] == ["en-ar-tr"]
    assert not (folder.path / ".cache").exists()


@pytest.mark.torch
def test_pull_again_replaces_the_model_whole(hub: Hub, tmp_path: Path) -> None:
    first = pull_model(HUB_ID, into=tmp_path / "models")
    (first.path / "vocab.json").write_text("damaged")

    assert verify_model(pull_model(HUB_ID, into=tmp_path / "models").path) == []
    assert [p.name for p in (tmp_path / "models").iterdir()] == ["en-ar-tr"]


@pytest.mark.torch
def test_cut_connection_resumes_where_it_was(hub: Hub, tmp_path: Path) -> None:
    hub.cut["model.safetensors"] = 1

    folder = pull_model(HUB_ID, into=tmp_path / "models")

    # The client writes in pieces of 10 MiB; what arrived of a piece is lost with the connection.
    assert f"GET /{HUB_ID}/resolve/{hub.sha}/model.safetensors bytes={10 * 1024 * 1024}-" in hub.log
    assert verify_model(folder.path) == []


@pytest.mark.torch
def test_broken_download_installs_nothing_and_the_next_pull_loads_only_the_rest(hub: Hub, tmp_path: Path) -> None:
    hub.failing["model.safetensors"] = 403

    with pytest.raises(HubError, match=f"the download of {HUB_ID} broke off .*nothing was installed; pull again"):
        pull_model(HUB_ID, into=tmp_path / "models")
    assert installed(tmp_path / "models") == []
    whole = {p.name for p in (tmp_path / "models").rglob("*") if p.is_file() and ".cache" not in p.parts}
    hub.failing.clear()
    hub.log.clear()

    pull_model(HUB_ID, into=tmp_path / "models")
    loaded = {line.rpartition("/")[2] for line in hub.log if line.startswith("GET") and "/resolve/" in line}
    assert "model.safetensors" in loaded
    assert not loaded & whole, "files that came whole are not loaded again"


def _corrupt(hub: Hub) -> None:
    hub.corrupt.add("model.safetensors")


def _corrupt_small(hub: Hub) -> None:
    hub.corrupt.add("vocab.json")


def _lack_file(hub: Hub) -> None:
    hub.missing.add("vocab.json")


def _no_safetensors(hub: Hub) -> None:
    hub.left_out.add("model.safetensors")


def _sound(hub: Hub) -> None:
    pass


@pytest.mark.parametrize(
    "wrong, name, revision, message",
    [
        (_corrupt, HUB_ID, None, "model.safetensors does not have the checksum that the hub gives for it"),
        (_corrupt_small, HUB_ID, None, "vocab.json does not have the checksum that the hub gives for it"),
        (_lack_file, HUB_ID, None, "lists a file of newsroom/en-ar-tr that it does not have .vocab.json."),
        (_no_safetensors, HUB_ID, None, "has no safetensors weights at revision main; .*--revision refs/pr/1"),
        (_sound, HUB_ID, "0" * 40, "has no revision 0{40}, or it was moved"),
        (_sound, "newsroom/other", None, "the hub has no model newsroom/other"),
        (_sound, "opus", None, "no model 'opus' is known; give a hub id such as owner/model, or one of opus-mt-en-ar"),
        (_sound, "a--b/..", None, "cannot be a hub id"),
    ],
)
def test_failed_pull_says_why_and_installs_nothing(
    hub: Hub, tmp_path: Path, wrong: object, name: str, revision: str | None, message: str
) -> None:
    wrong(hub)  # type: ignore[operator]

    with pytest.raises(HubError, match=message) as caught:
        pull_model(name, revision=revision, into=tmp_path / "models")
    assert installed(tmp_path / "models") == []
    assert "\n" not in str(caught.value)


def test_no_network_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")

    with pytest.raises(HubError, match=r"no connection to the hub .http://127.0.0.1:9.; check the network"):
        pull_model(HUB_ID, into=tmp_path / "models")
    assert installed(tmp_path / "models") == []


def _cut(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (
            lambda f: (f / "config.json").write_bytes(b"{"),
            "config.json: changed since it was published; get the folder again",
        ),
        (lambda f: (f / "config.json").unlink(), "config.json: missing; get the folder again"),
        (lambda f: (f / "newsl10n.json").write_bytes(b"[]"), "newsl10n.json: changed since it was published"),
        (lambda f: (f / "model.safetensors").write_bytes(b"x"), "model.safetensors: changed since it was published"),
    ],
)
def test_verify_says_which_file_is_damaged_where_nothing_can_be_read(
    broken: Path, newsl10n: Any, damage: Any, said: str
) -> None:
    damage(broken)
    done = newsl10n("models", "verify", broken, folder=broken.parent)
    assert (done.status, done.err) == (1, "")
    assert done.out.startswith(f"{broken}: {said}")
    assert len(done.out.splitlines()) == 1


def test_verify_without_checksums_does_not_advise_itself(broken: Path, newsl10n: Any) -> None:
    (broken / "SHA256SUMS").unlink()
    (broken / "config.json").write_bytes(b"{")
    done = newsl10n("models", "verify", broken)
    assert (done.status, done.out) == (2, "")
    assert done.err == f"newsl10n: {broken}/config.json: not valid JSON; get the folder again\n"
    unknown = newsl10n("models", "verify", "nothing-like-it")
    assert (unknown.status, "no model 'nothing-like-it'" in unknown.err) == (2, True)


@pytest.mark.parametrize(("source", "reference", "named"), [("", "", "a.txt"), ("One.\n", " \n", "b.txt")])
def test_evaluate_says_which_file_is_empty(
    project: Path, newsl10n: Any, source: str, reference: str, named: str
) -> None:
    (project / "a.txt").write_text(source)
    (project / "b.txt").write_text(reference)
    done = newsl10n("evaluate", "--source", "a.txt", "--reference", "b.txt", "--to", "tr")
    assert (done.status, done.err) == (2, f"newsl10n: {named}: the file is empty; write one sentence a line\n")
