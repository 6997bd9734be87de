"""Both engines on each layout of the hub: tiny models with random weights, which only show whether the two agree."""

from __future__ import annotations

import shutil
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from newsl10n.errors import MissingExtraError, ModelError
from newsl10n.models import ModelFolder, convert_model, pull_model, read_model_folder, verify_model
from newsl10n.translate import Decoding, Engine, open_engine
from newsl10n.translate.ctranslate2_engine import CTranslate2Engine
from newsl10n.translate.transformers_engine import TransformersEngine
from tests import tiny_models
from tests.hub_server import Hub, serve_hub

pytestmark = pytest.mark.torch

SENTENCES = [
    "The ferry is late.",
    "“We are not afraid,” said the captain.",
    "Some 1,200 people (or \u265e) went home on 5 May.",
]
SPECIAL = ("<s>", "</s>", "<pad>", "<unk>", "<2", ">>", "<mask>", "_Arab", "_Latn", "_AR", "_TR", "madeup", "\u2581")
BUILDERS: dict[str, Callable[[Path], None]] = {
    "marian-many": partial(tiny_models.build_marian, target="mul", tokens=[">>ara<<", ">>fra<<", ">>tur<<"]),
    "marian-one": partial(tiny_models.build_marian, target="tr"),
    "nllb": tiny_models.build_nllb,
    "t5": tiny_models.build_madlad,
    "mbart": tiny_models.build_mbart50,
}
MANY = ("marian-many", "nllb", "t5", "mbart")
PAIRS = [*((name, locale) for name in MANY for locale in ("ar", "tr")), ("marian-one", "tr")]


@dataclass(frozen=True)
class Pair:
    """One model in both engines."""

    folder: ModelFolder
    ours: CTranslate2Engine
    theirs: TransformersEngine


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pair]:
    """Every layout, converted and opened once."""
    place = tmp_path_factory.mktemp("models")
    return {name: _open(build, place / name) for name, build in BUILDERS.items()}


def _open(build: Callable[[Path], None], path: Path) -> Pair:
    build(path)
    convert_model(path, quantization="float32")
    folder = read_model_folder(path)
    ours = open_engine(folder, compute_type="float32", threads=1)
    theirs = open_engine(folder, engine="transformers", threads=1)
    assert isinstance(ours, CTranslate2Engine)
    assert isinstance(theirs, TransformersEngine)
    return Pair(folder, ours, theirs)


@pytest.mark.parametrize("name, locale", PAIRS)
def test_engines_write_the_same_text(pairs: dict[str, Pair], name: str, locale: str) -> None:
    pair, greedy = pairs[name], Decoding(beam=1)
    ours, theirs = (e.translate(SENTENCES, locale=locale, decoding=greedy) for e in (pair.ours, pair.theirs))

    assert [h.text for h in ours] == [h.text for h in theirs]
    # CTranslate2 divides by one token more where a language token begins the text.
    assert [h.score for h in ours] == pytest.approx([h.score for h in theirs], rel=0.05)
    assert len({h.text for h in ours}) > 1
    assert not [mark for mark in SPECIAL for h in ours if mark in h.text]


@pytest.mark.parametrize("name", MANY)
def test_language_token_changes_what_is_written(pairs: dict[str, Pair], name: str) -> None:
    arabic, turkish = (pairs[name].ours.translate(SENTENCES, locale=x, decoding=Decoding()) for x in ("ar", "tr"))

    assert [h.text for h in arabic] != [h.text for h in turkish]


@pytest.mark.parametrize(
    "name, locale, first, prefix",
    [
        ("marian-many", "ar", [">>ara<<", "\u2581T"], []),
        ("marian-many", "tr", [">>tur<<", "\u2581T"], []),
        ("marian-many", "ar-EG", [">>ara<<", "\u2581T"], []),
        ("marian-one", "tr", ["\u2581T"], []),
        ("nllb", "ar", ["eng_Latn", "\u2581T"], ["arb_Arab"]),
        ("nllb", "tr", ["eng_Latn", "\u2581T"], ["tur_Latn"]),
        ("t5", "ar", ["\u2581", "<2ar>", "\u2581T"], []),
        ("t5", "tr", ["\u2581", "<2tr>", "\u2581T"], []),
        ("mbart", "ar", ["en_XX", "\u2581T"], ["ar_AR"]),
        ("mbart", "tr", ["en_XX", "\u2581T"], ["tr_TR"]),
    ],
)
def test_language_tokens_stand_where_the_model_expects_them(
    pairs: dict[str, Pair], name: str, locale: str, first: list[str], prefix: list[str]
) -> None:
    tokens = pairs[name].ours.tokenizer.source_tokens(SENTENCES[0], locale)

    assert (tokens[: len(first)], tokens[-1]) == (first, "</s>")
    assert pairs[name].ours.tokenizer.target_prefix(locale) == prefix


@pytest.mark.parametrize("name, locale", PAIRS)
def test_engines_read_the_same_tokens(pairs: dict[str, Pair], name: str, locale: str) -> None:
    pair = pairs[name]
    known = pair.ours.tokenizer.known

    for sentence in SENTENCES:
        ours = pair.ours.tokenizer.source_tokens(sentence, locale)
        theirs = pair.theirs.tokenizer.convert_ids_to_tokens(pair.theirs._source_ids(sentence, locale))
        assert [token if token in known else "<unk>" for token in ours] == theirs


@pytest.mark.parametrize("engine", ["ours", "theirs"])
@pytest.mark.parametrize("name, locale", [*((name, "el") for name in BUILDERS), ("marian-one", "ar")])
def test_unknown_language_is_refused(pairs: dict[str, Pair], name: str, locale: str, engine: str) -> None:
    opened: Engine = getattr(pairs[name], engine)

    with pytest.raises(ModelError, match=f"does not translate into '{locale}'"):
        opened.translate(SENTENCES[:1], locale=locale, decoding=Decoding())


def test_opus_model_of_one_language_names_it(pairs: dict[str, Pair]) -> None:
    assert pairs["marian-one"].folder.manifest.targets == ("tr",)
    assert pairs["marian-many"].folder.manifest.targets == ()


def test_piece_of_the_source_side_is_kept_in_the_text(pairs: dict[str, Pair]) -> None:
    tokenizer = pairs["marian-many"].ours.tokenizer

    assert tokenizer.target.piece_to_id("ickets") == tokenizer.target.unk_id()
    assert tokenizer.text(["\u2581Bilet", "ickets", ">>tur<<", "\u2581the", "</s>"]) == "Biletickets the"


@pytest.mark.parametrize("name", BUILDERS)
def test_pull_keeps_every_file_a_layout_needs(
    pairs: dict[str, Pair], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = Path(shutil.copytree(pairs[name].folder.path, tmp_path / "served", ignore=shutil.ignore_patterns("ct2")))
    published = sorted(path.name for path in served.iterdir())
    for unwanted in ("pytorch_model.bin", "tf_model.h5", "rust_model.ot", "model-q4k.gguf", "run.py"):
        (served / unwanted).write_bytes(b"no")

    with serve_hub(Hub(served, "owner/tiny")) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        folder = pull_model("owner/tiny", into=tmp_path / "models", quantization="float32")

    kept = sorted(path.name for path in folder.path.iterdir())
    assert kept == sorted([*published, "SHA256SUMS", "ct2", "newsl10n.json"])
    assert sum(file.endswith(".safetensors") for file in kept) > 1
    assert verify_model(folder.path) == []
    again = open_engine(folder, compute_type="float32", threads=1).translate(
        SENTENCES, locale="tr", decoding=Decoding()
    )
    assert again == pairs[name].ours.translate(SENTENCES, locale="tr", decoding=Decoding())


def test_opus_model_loads_without_advice_on_other_packages(pairs: dict[str, Pair]) -> None:
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        open_engine(pairs["marian-one"].folder, engine="transformers", threads=1)

    assert not [str(warning.message) for warning in said if "sacremoses" in str(warning.message)]


@pytest.fixture
def without_protobuf(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine where protobuf is not installed."""
    monkeypatch.setitem(sys.modules, "google.protobuf", None)


@pytest.mark.usefixtures("without_protobuf")
@pytest.mark.parametrize("name", ["nllb", "t5", "mbart"])
def test_vocabulary_that_needs_protobuf_says_so(pairs: dict[str, Pair], name: str, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(pairs[name].folder.path, tmp_path / "copy"))
    (copy / "tokenizer.json").unlink()

    with pytest.raises(MissingExtraError, match=r"read with protobuf; pip install protobuf"):
        convert_model(copy)
    with pytest.raises(MissingExtraError, match=r"read with protobuf; pip install protobuf"):
        open_engine(read_model_folder(copy), engine="transformers")
    assert open_engine(read_model_folder(copy)).translate([], locale="tr", decoding=Decoding()) == []


def test_mbart_of_the_first_kind_is_refused(pairs: dict[str, Pair], tmp_path: Path) -> None:
    copy = Path(shutil.copytree(pairs["mbart"].folder.path, tmp_path / "copy"))
    (copy / "tokenizer_config.json").unlink()
    (copy / "config.json").write_text('{"model_type": "mbart"}')

    with pytest.raises(ModelError, match=r"mBART-25, .* is not one newsl10n can run; use a model made from mBART-50"):
        read_model_folder(copy)
