"""Gold sentences -> boundary F1 outside and inside quotations, and time, for our segmenter and its peers.

    python benchmarks/segmentation.py                     our gold set: what rules were written against, and what is held out
    python benchmarks/segmentation.py --lines FILE        a file with one sentence a line, joined into paragraphs of three or four
    python benchmarks/segmentation.py --errors            every wrong boundary of ours

FILE may be ``.xz``; of a line with tabs the first column counts. pysbd and syntok take part where they are installed.
"""

from __future__ import annotations

import argparse
import lzma
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from sentencex import get_sentence_boundaries

from newsl10n.sentences import SEGMENTER, split_sentences

GOLD = Path(__file__).parent.parent / "tests/data/segment/gold.txt"
TERMINAL = re.compile(r"[.!?…][”’\"')\]]*$")
OPENING = "“‘\"'(["
REGEX = re.compile(r"(?<=[.!?…])[”’\"')]*\s+(?=[“‘\"'(]?[A-Z])")
TIMED_SENTENCES = 10_000

Splitter = Callable[[str], list[int]]
"""Text -> offsets where its second, third, … sentence starts."""


@dataclass(frozen=True, slots=True)
class Score:
    """Boundary counts: found and right, found and wrong, not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """1.0 where there is nothing to find and nothing was found."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0

    def __str__(self) -> str:
        return f"{self.right:5d} /{self.wrong:4d} /{self.missed:4d}  {self.f1:.4f}"


def read_gold(text: str) -> list[list[str]]:
    """Paragraphs of sentences."""
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    return [block.split("\n") for block in re.split(r"\n\n+", lines.strip())]


def join_lines(lines: Iterable[str]) -> Iterator[list[str]]:
    """Paragraphs of three and four lines by turns, without lines that do not begin and end as a sentence (headlines, fragments)."""
    kept = [line for line in lines if TERMINAL.search(line) and not line.lstrip(OPENING)[:1].islower()]
    place, size = 0, 3
    while place < len(kept):
        yield kept[place : place + size]
        place += size
        size = 7 - size


def read_lines(path: Path) -> list[str]:
    """First column of every line."""
    data = path.read_bytes()
    text = (lzma.decompress(data) if path.suffix == ".xz" else data).decode()
    return [line.split("\t")[0].strip() for line in text.splitlines() if line.strip()]


def gold_boundaries(sentences: list[str]) -> tuple[str, list[int]]:
    """The paragraph, and the offsets where its second, third, … sentence starts."""
    starts, place = [], 0
    for sentence in sentences:
        starts.append(place)
        place += len(sentence) + 1
    return " ".join(sentences), starts[1:]


def is_inside(text: str, offset: int) -> bool:
    """Whether a double quotation is open at the offset."""
    head = text[:offset]
    curly = head.count("“") > head.count("”")
    return curly or head.count('"') % 2 == 1


def measure(split: Splitter, paragraphs: list[list[str]]) -> tuple[Score, Score, float]:
    """Scores outside and inside quotations, share of paragraphs without an error."""
    counts = {False: [0, 0, 0], True: [0, 0, 0]}
    exact = 0
    for sentences in paragraphs:
        text, gold = gold_boundaries(sentences)
        found = set(split(text))
        for offset in found | set(gold):
            kind = 0 if offset in found and offset in gold else 1 if offset in found else 2
            counts[is_inside(text, offset)][kind] += 1
        exact += found == set(gold)
    return Score(*counts[False]), Score(*counts[True]), exact / len(paragraphs)


def ours(text: str) -> list[int]:
    return [start for start, _ in split_sentences(text)][1:]


def bare_sentencex(text: str) -> list[int]:
    starts = [part["start_index"] for part in get_sentence_boundaries("en", text)][1:]
    return [start + len(text[start:]) - len(text[start:].lstrip()) for start in starts]


def by_regex(text: str) -> list[int]:
    return [match.end() for match in REGEX.finditer(text)]


def _from_parts(text: str, parts: Iterable[str]) -> list[int]:
    starts, place = [], 0
    for part in parts:
        place = text.index(part.strip(), place)
        starts.append(place)
        place += len(part.strip())
    return starts[1:]


def splitters() -> dict[str, Splitter]:
    """Ours and every peer that is installed."""
    found: dict[str, Splitter] = {SEGMENTER: ours, "sentencex": bare_sentencex, "regex": by_regex}
    if find_spec("pysbd"):
        import pysbd

        splitter = pysbd.Segmenter(language="en", clean=False)
        found["pysbd"] = lambda text: _from_parts(text, splitter.segment(text))
    if find_spec("syntok"):
        from syntok import segmenter

        found["syntok"] = lambda text: [s[0].offset for p in segmenter.analyze(text) for s in p][1:]
    return found


def seconds_per_thousand(split: Splitter, paragraphs: list[list[str]]) -> float:
    """Best of three runs over at least 10,000 sentences (the paragraphs repeated)."""
    texts = [" ".join(sentences) for sentences in paragraphs]
    sentences = sum(map(len, paragraphs))
    rounds = -(-TIMED_SENTENCES // sentences)
    best = float("inf")
    for _ in range(3):
        begun = time.perf_counter()
        for _ in range(rounds):
            for text in texts:
                split(text)
        best = min(best, time.perf_counter() - begun)
    return best / (rounds * sentences) * 1000


def print_table(title: str, paragraphs: list[list[str]], *, timed: bool) -> None:
    boundaries = sum(len(sentences) - 1 for sentences in paragraphs)
    print(f"\n{title}: {len(paragraphs)} paragraphs, {boundaries} boundaries")
    print(f"{'':24} outside: tp/fp/fn, F1       inside: tp/fp/fn, F1        exact" + ("   ms/1000" if timed else ""))
    for name, split in splitters().items():
        outside, inside, exact = measure(split, paragraphs)
        speed = f"   {seconds_per_thousand(split, paragraphs) * 1000:7.2f}" if timed else ""
        print(f"{name:24} {outside}    {inside}    {exact:.3f}{speed}")


def print_errors(paragraphs: list[list[str]]) -> None:
    for sentences in paragraphs:
        text, gold = gold_boundaries(sentences)
        found = ours(text)
        for offset in sorted(set(found) ^ set(gold)):
            print(
                "wrong " if offset in found else "missed",
                text[max(0, offset - 60) : offset],
                "|",
                text[offset : offset + 50],
            )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=Path, action="append", default=[], metavar="FILE", help="one sentence a line")
    parser.add_argument("--errors", action="store_true", help="print every wrong boundary of ours")
    parser.add_argument("--half", choices=("even", "odd"), help="only these paragraphs (counted from 1)")
    options = parser.parse_args()
    before, mark, after = GOLD.read_text("utf-8").partition("# held out")
    developed, held_out = read_gold(before), read_gold(mark + after)
    sets = {"gold, developed on": developed, "gold, held out": held_out, "gold, all": developed + held_out}
    if options.lines:
        sets = {path.name: list(join_lines(read_lines(path))) for path in options.lines}
    for title, paragraphs in sets.items():
        chosen = (
            paragraphs[0::2] if options.half == "odd" else paragraphs[1::2] if options.half == "even" else paragraphs
        )
        print_table(title, chosen, timed=title == list(sets)[-1])
        if options.errors:
            print_errors(chosen)
    return 0


if __name__ == "__main__":
    sys.exit(main())
