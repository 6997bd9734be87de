"""Both engines on our own model."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from newsl10n import __version__
from newsl10n.errors import ModelError, UsageError
from newsl10n.models import convert_model, read_model_folder
from newsl10n.translate import Decoding, Engine, open_engine
from newsl10n.translate.ctranslate2_engine import batches_by_length

STARTER = Path(__file__).parent.parent / "models" / "newsl10n-starter"
SENTENCES = [
    "The war is over.", "He left the city.", "They are at home.", "We need water.", "The school is closed.",
    "She is a doctor.", "The army came back.", "It is cold today.", "I do not know.", "The bank opened on Monday.",
    "People want peace.", "The road is long.", "He said nothing.", "The children sleep.", "Bread is expensive.",
    "The president spoke.", "They found the car.", "Nobody was hurt.", "The talks failed.", "Rain fell all night.",
]  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Engine:
    return open_engine(read_model_folder(STARTER))


def test_sentences_come_back_in_order_with_scores(engine: Engine) -> None:
    together = engine.translate(SENTENCES, locale="tr", decoding=Decoding())
    alone = engine.translate(SENTENCES[7:8], locale="tr", decoding=Decoding())

    assert len(together) == len(SENTENCES)
    assert together[7].text == alone[0].text
    assert all(h.score <= 0 for h in together)
    assert all("<" not in h.text and "__" not in h.text for h in together)


def test_locales_give_their_own_scripts(engine: Engine) -> None:
    arabic = engine.translate(SENTENCES, locale="ar", decoding=Decoding())

    assert sum(any("\u0600" <= c <= "\u06ff" for c in h.text) for h in arabic) > len(SENTENCES) / 2
    assert engine.translate(SENTENCES[:1], locale="ar-EG", decoding=Decoding()) == arabic[:1]


def test_nothing_in_nothing_out(engine: Engine) -> None:
    assert engine.translate([], locale="tr", decoding=Decoding()) == []


def test_sentence_beyond_the_positions_of_the_model_does_not_stop_it(engine: Engine) -> None:
    assert len(engine.translate(["word " * 3000], locale="tr", decoding=Decoding(beam=1))) == 1


def test_signature_says_how_a_text_was_made(engine: Engine) -> None:
    revision = read_model_folder(STARTER).revision

    assert (
        engine.signature(Decoding(beam=5))
        == f"newsl10n-starter@{revision}|ctranslate2|int8|beam:5|newsl10n:{__version__}"
    )


@pytest.mark.parametrize("name", ["ctranslate2", pytest.param("transformers", marks=pytest.mark.torch)])
def test_unknown_language_is_refused(name: str) -> None:
    opened = open_engine(read_model_folder(STARTER), engine=name)

    with pytest.raises(ModelError, match="does not translate into 'de', only into ar, tr"):
        opened.translate(["Hello."], locale="de", decoding=Decoding())


def test_unknown_engine_is_refused() -> None:
    with pytest.raises(UsageError, match="no engine 'marian'; use one of ctranslate2, transformers"):
        open_engine(read_model_folder(STARTER), engine="marian")


@pytest.mark.parametrize(
    "break_it, message",
    [
        (
            lambda f: shutil.rmtree(f / "ct2"),
            r"not converted for the default engine; `newsl10n models convert .*broken`",
        ),
        (lambda f: _cut(f / "ct2" / "model.bin"), "weights cannot be loaded"),
        (lambda f: _cut(f / "sentencepiece.bpe.model"), "vocabulary is broken"),
        (lambda f: (f / "ct2" / "shared_vocabulary.json").write_text("["), "broken|cannot be loaded"),
        (lambda f: (f / "sentencepiece.bpe.model").unlink(), "no SentencePiece vocabulary"),
    ],
)
def test_broken_model_is_one_clear_error(tmp_path: Path, break_it: object, message: str) -> None:
    folder = Path(shutil.copytree(STARTER, tmp_path / "broken"))
    break_it(folder)  # type: ignore[operator]

    with pytest.raises(ModelError, match=message) as caught:
        open_engine(read_model_folder(folder))
    assert "\n" not in str(caught.value)


@pytest.mark.torch
def test_engines_agree_in_float(tmp_path: Path) -> None:
    single = Path(shutil.copytree(STARTER, tmp_path / "single"))
    convert_model(single, quantization="float32")
    folder = read_model_folder(single)
    ours, theirs = open_engine(folder, compute_type="float32"), open_engine(folder, engine="transformers")

    equal = 0
    for locale in ("ar", "tr"):
        a, b = (e.translate(SENTENCES, locale=locale, decoding=Decoding(beam=1)) for e in (ours, theirs))
        equal += sum(x.text == y.text for x, y in zip(a, b, strict=True))
    assert equal >= 0.95 * 2 * len(SENTENCES)
    assert theirs.signature(Decoding()).split("|")[1:3] == ["transformers", "float32"]


@pytest.mark.torch
@pytest.mark.parametrize("name", ["ctranslate2", "transformers"])
def test_the_whole_beam_comes_back_where_it_is_asked_for(name: str) -> None:
    opened = open_engine(read_model_folder(STARTER), engine=name)
    for wanted, others in ((Decoding(beam=4, whole_beam=True), 3), (Decoding(beam=4), 0), (Decoding(beam=1), 0)):
        for found in opened.translate(SENTENCES[:3], locale="tr", decoding=wanted):
            scores = [found.score, *(other.score for other in found.others)]
            assert len(found.others) == others
            assert scores == sorted(scores, reverse=True)
            assert others == 0 or len({found.text, *(other.text for other in found.others)}) > 1


def test_default_engine_runs_without_torch() -> None:
    program = (
        "import sys; sys.modules['torch'] = None; sys.modules['transformers'] = None\n"
        "from pathlib import Path\n"
        "from newsl10n.errors import MissingExtraError\n"
        "from newsl10n.models import read_model_folder\n"
        "from newsl10n.translate import Decoding, open_engine\n"
        "folder = read_model_folder(Path(sys.argv[1]))\n"
        "print(len(open_engine(folder).translate(['The war is over.'], locale='tr', decoding=Decoding())))\n"
        "try: open_engine(folder, engine='transformers')\n"
        "except MissingExtraError as error: print(type(error).__name__, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(STARTER)], capture_output=True, text=True, check=True, env=dict(os.environ)
    )

    assert done.stdout.splitlines() == [
        "1",
        "MissingExtraError the transformers engine needs torch; pip install 'newsl10n[torch]'",
    ]


def test_import_loads_nothing_heavy() -> None:
    program = (
        "import sys, newsl10n.translate, newsl10n.models\n"
        "print([n for n in ('torch', 'transformers', 'ctranslate2', 'huggingface_hub', 'sentencepiece', 'numpy') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "lengths, budget, expected",
    [
        ([], 10, []),
        ([3, 5, 2], 10, [[1, 0], [2]]),
        ([3, 5, 2], 15, [[1, 0, 2]]),
        ([50], 10, [[0]]),
        ([1, 1, 1, 1], 2, [[0, 1], [2, 3]]),
    ],
)
def test_batches_hold_sentences_of_similar_length(lengths: list[int], budget: int, expected: list[list[int]]) -> None:
    assert batches_by_length(lengths, budget=budget) == expected


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1000])
