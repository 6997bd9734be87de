"""Training: stopping and going on changes nothing, and each optimizer learns."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.torch
STARTER = Path(__file__).parent.parent / "models" / "newsl10n-starter"
PAIRS = (
    ("The bridge is open.", "Köprü açık.", "الجسر مفتوح."),
    ("Water is rising.", "Su yükseliyor.", "الماء يرتفع."),
    ("Two people came back.", "İki kişi geri döndü.", "عاد شخصان."),
    ("The council met on Monday.", "Meclis pazartesi toplandı.", "اجتمع المجلس يوم الاثنين."),
)


def make_work(folder: Path) -> Path:
    from training.vocabulary import encode_pairs

    (folder / "pairs").mkdir(parents=True)
    shutil.copy(STARTER / "sentencepiece.bpe.model", folder / "spm.model")
    for column, locale in ((1, "tr"), (2, "ar")):
        lines = "".join(f"{pair[0]}\t{pair[column]}\n" for pair in PAIRS)
        for kind in ("gloss", "general"):
            (folder / "pairs" / f"{kind}.{locale}.tsv").write_text(lines, encoding="utf-8")
    encode_pairs(folder, seed=7)
    return folder


def run(work: Path, steps: int, *more: str) -> dict[str, Any]:
    """Train a tiny model up to a step; its weights."""
    from training.train import build_parser, train

    size = "--width 16 --feed-forward 32 --encoder-layers 1 --decoder-layers 1 --heads 2 --batch-tokens 40 --accumulate-from 2"
    train(build_parser().parse_args(["--work", str(work), "--steps", str(steps), "--no-fused", *size.split(), *more]))
    weights: dict[str, Any] = torch.load(work / "checkpoint.pt")["model"]
    return weights


@pytest.mark.parametrize("optimizer", ["adamw", "muon"])
def test_a_stopped_training_goes_on_as_if_it_had_not_stopped(tmp_path: Path, optimizer: str) -> None:
    straight = run(make_work(tmp_path / "straight"), 4, "--optimizer", optimizer)
    stopped = make_work(tmp_path / "stopped")
    first = run(stopped, 2, "--optimizer", optimizer)
    second = run(stopped, 4, "--optimizer", optimizer)
    assert any(not torch.equal(first[name], second[name]) for name in first)
    assert all(torch.equal(straight[name], second[name]) for name in straight)


def test_learning_rate_warms_up_falls_and_cools_down() -> None:
    from training.train import WARM_UP, learning_rate

    def rate(step: int, *, since_start: int = 1000, left: float = 5.0) -> float:
        return float(learning_rate(step, since_start, 1.0, left))

    assert rate(WARM_UP // 2) == pytest.approx(0.5)
    assert rate(WARM_UP) == pytest.approx(1.0)
    assert rate(4 * WARM_UP) == pytest.approx(0.5)
    assert rate(4 * WARM_UP, left=0.5) == pytest.approx(0.25)
    assert rate(4 * WARM_UP, since_start=19) == pytest.approx(0.1)


def test_a_smaller_batch_size_after_a_stop_begins_the_next_epoch_where_the_old_place_is_gone(tmp_path: Path) -> None:
    from training.train import Stream

    path = make_work(tmp_path) / "tokens" / "general.tr.npz"
    stream = Stream(path, 10, 11, budget=1000, longest=128, seed=1)
    stream.position = (3, 7)
    source, target = stream.next_batch()
    assert stream.position == (4, 1)
    assert source[0, 0] == 10
    assert target[0, 0] == 11
