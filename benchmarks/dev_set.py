"""What the benchmarks of models share: aligned files, a sentence a line, and a score."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path


def parse_dev_set(description: str | None, *, sentences: int) -> argparse.ArgumentParser:
    """A parser with ``--source``, ``--target`` (once for each language), ``--model`` and ``--sentences``."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--target", action="append", required=True, metavar="LOCALE=FILE")
    parser.add_argument("--model", type=Path, default=Path("models/newsl10n-starter"))
    parser.add_argument("--sentences", type=int, default=sentences)
    return parser


def read_lines(path: Path | str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines()


def chrf(texts: Sequence[str], references: Sequence[str]) -> float:
    """sacrebleu's corpus chrF2, 0 to 100."""
    import sacrebleu

    return float(sacrebleu.corpus_chrf(list(texts), [list(references)]).score)
