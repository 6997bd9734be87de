"""Parallel news, one pair a line -> the English words that are no names, and the names that a translation does not spell by sound.

Makes ``common.txt`` (words that English mostly writes in lower case), ``translated.ar.txt`` and ``translated.tr.txt``, ``kept.*.txt`` (names
that are spelled by sound), ``stems.*.txt`` and ``common.ar.txt`` (everyday words of the other language) of ``src/newsl10n/names/``. Run on the training corpora:

    python -m training.name_tables --to ar --out src/newsl10n/names NEWS.tsv.xz ... --words OTHER.tsv.xz ...
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from newsl10n.names.find import find_names, name_places, stem
from newsl10n.names.sounds import LIKELY, likeness
from newsl10n.names.transliteration import fold_arabic, is_telling, matches

_WORD = re.compile(r"[^\W\d_]+")
KEPT = 0.93
"""A name that fewer of its translations spell by sound is listed."""
LOWER = {"ar": 1.0, "tr": 0.2}
"""An everyday word is that, for each time that it is a name, at least so often."""
COMMON, EVERYDAY, LONGEST = 3, 30, 60
"""Occurrences that make an English and an Arabic word common; translations of a name that are looked at."""


def read_pairs(paths: Sequence[Path], *, hold_out: int = 0) -> Iterator[tuple[str, str]]:
    """``hold_out``: leave out every so many-th pair, beginning with the first."""
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for i, line in enumerate(lines):
                if hold_out and i % hold_out == 0:
                    continue
                source, tab, target = line.rstrip("\n").partition("\t")
                if tab:
                    yield source, target


def capitalised(source: str) -> Iterator[str]:
    """Words with a capital where a sentence does not ask for one; none of a headline in title case."""
    words = [w for w in _WORD.findall(source) if len(w) > 3]
    if sum(w[0].isupper() for w in words) > 0.6 * len(words):
        return
    for match in _WORD.finditer(source):
        before = source[: match.start()].rstrip()
        if match[0][0].isupper() and not match[0].isupper() and before and before[-1] not in '.!?:"“”‘(-—–•':
            yield match[0]


def write_everyday(path: Path, pairs: Iterator[tuple[str, str]]) -> None:
    """Arabic words that are frequent also where no name of the source sounds like them."""
    count: Counter[str] = Counter()
    as_name: Counter[str] = Counter()
    path.write_text("", encoding="utf-8")
    for source, target in pairs:
        folded = fold_arabic(target)
        count.update(words := set(_WORD.findall(folded)))
        names = {n.word for n in find_names(source, "ar")} | {
            w.capitalize() for w in _WORD.findall(source) if w.isupper()
        }
        spoken = {
            w for name in names if is_telling(name, "ar") for m in matches(name, folded, "ar") for w in m[0].split()
        }
        as_name.update(words & spoken)
    everyday = [w for w, n in count.items() if n >= EVERYDAY and as_name[w] < 0.1 * n]
    path.write_text("\n".join(sorted(everyday)) + "\n", encoding="utf-8")


def write_stems(path: Path, pairs: Iterator[tuple[str, str]], language: str) -> None:
    """What everyday words of the other language begin with: neither Turkish words mostly with a capital, nor Arabic ones that mostly
    sound like a name of the source."""
    everyday: Counter[str] = Counter()
    of_names: Counter[str] = Counter()
    for source, target in pairs:
        if language == "tr":
            everyday.update({stem(w, "tr") for w in _WORD.findall(target) if w[0].islower()})
            of_names.update({stem(w, "tr") for w in capitalised(target)})
            continue
        folded = fold_arabic(target)
        names = {n.word for n in find_names(source, "ar")} | set(capitalised(source))
        spoken = {
            w
            for n in names
            if is_telling(n, "ar")
            for m in matches(n, folded, "ar")
            if likeness(n, m[0].replace(" ", ""), "ar") >= LIKELY
            for w in m[0].split()
        }
        everyday.update({stem(w, "ar") for w in set(_WORD.findall(folded)) - spoken})
        of_names.update({stem(w, "ar") for w in spoken})
    stems = sorted(s for s, n in everyday.items() if n >= COMMON and n > LOWER[language] * of_names[s] and len(s) > 2)
    path.write_text("\n".join(stems) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path, help="news in two languages")
    parser.add_argument(
        "--words", nargs="*", type=Path, default=[], help="other pairs, whose English words count as common"
    )
    parser.add_argument("--to", choices=("ar", "tr"), required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--stems", action="store_true", help="also the everyday words of the other language (minutes)")
    parser.add_argument("--hold-out", type=int, default=0, metavar="N", help="leave out every Nth pair, to measure on")
    options = parser.parse_args()
    lower: Counter[str] = Counter()
    found: dict[str, list[str]] = defaultdict(list)
    for source, target in read_pairs(options.corpora, hold_out=options.hold_out):
        lower.update(w for w in _WORD.findall(source) if w.islower())
        for name in set(capitalised(source)):
            found[name].append(target)
    lower.update(w for source, _ in read_pairs(options.words) for w in _WORD.findall(source) if w.islower())
    common = options.out / "common.txt"
    words = {
        w for w, n in lower.items() if n >= COMMON and len(w) > 2 and 3 * n > len(found[w.capitalize()]) and w.isascii()
    }
    words |= set(common.read_text(encoding="utf-8").split()) if common.exists() else set()
    common.write_text("\n".join(sorted(words)) + "\n", encoding="utf-8")
    rows, sounded = [], []
    for name, targets in found.items():
        if not targets or name.lower() in words:
            continue
        targets = targets[:LONGEST]
        kept = sum(bool(name_places(name, target, options.to)) for target in targets) / len(targets)
        if kept >= KEPT:
            sounded.append(name)
            continue
        if len(targets) > 1 or lower[name.lower()]:
            rows.append(name)
    (options.out / f"kept.{options.to}.txt").write_text("\n".join(sorted(sounded)) + "\n", encoding="utf-8")
    if options.stems:
        write_stems(
            options.out / f"stems.{options.to}.txt",
            read_pairs([*options.corpora, *options.words], hold_out=options.hold_out),
            options.to,
        )
    if options.stems and options.to == "ar":
        write_everyday(
            options.out / "common.ar.txt", read_pairs([*options.corpora, *options.words], hold_out=options.hold_out)
        )
    (options.out / f"translated.{options.to}.txt").write_text("\n".join(sorted(rows)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
