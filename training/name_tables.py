"""Parallel news, one pair a line -> the English words that are no names, and the names that a translation does not spell by sound.

Makes ``common.txt`` (words that English mostly writes in lower case), ``sounds.*.tsv`` (see ``training.name_sounds``), ``stems.*.txt`` and
``common.ar.txt`` (everyday words of the other language), ``kept.*.txt`` and ``translated.*.txt`` (capitalised words that translations
keep, and those they translate) of ``src/newsl10n/names/``. Run on the training corpora, for both languages; ``common.txt`` grows:

    python -m training.name_tables --to ar --out src/newsl10n/names NEWS.tsv.xz ... --words OTHER.tsv.xz ... --prose GENERAL.tsv.xz ...
"""

from __future__ import annotations

import argparse
import lzma
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from newsl10n.names import sounds
from newsl10n.names.find import LEAST, ORDINARY, find_names, name_places, singulars, stem, table
from newsl10n.names.sounds import LIKELY, likeness
from newsl10n.names.transliteration import everyday, fold_arabic, is_telling, matches
from training.name_sounds import write_sounds

_WORD = re.compile(r"[^\W\d_]+")
KEPT = 0.93
"""A name that fewer of its translations spell by sound is listed."""
LOWER = {"ar": 1.0, "tr": 0.2}
"""An everyday word is that, for each time that it is a name, at least so often."""
ENGLISH, COMMON, EVERYDAY, LONGEST = 2, 3, 30, 60
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
    clear_caches()
    for source, target in pairs:
        folded = fold_arabic(target)
        count.update(words := set(_WORD.findall(folded)))
        names = {w.capitalize() for w in _WORD.findall(source) if w[0].isupper()}
        spoken = {
            w for name in names if is_telling(name, "ar") for m in matches(name, folded, "ar") for w in m[0].split()
        }
        as_name.update(words & spoken)
    plain = [w for w, n in count.items() if n >= EVERYDAY and as_name[w] < 0.1 * n]
    path.write_text("\n".join(sorted(plain)) + "\n", encoding="utf-8")


def write_stems(path: Path, pairs: Iterator[tuple[str, str]], language: str) -> None:
    """What everyday words of the other language begin with: neither Turkish words mostly with a capital, nor Arabic ones that mostly
    sound like a name of the source."""
    plain: Counter[str] = Counter()
    of_names: Counter[str] = Counter()
    for source, target in pairs:
        if language == "tr":
            plain.update({stem(w, "tr") for w in _WORD.findall(target) if w[0].islower()})
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
        plain.update({stem(w, "ar") for w in set(_WORD.findall(folded)) - spoken})
        of_names.update({stem(w, "ar") for w in spoken})
    stems = sorted(s for s, n in plain.items() if n >= COMMON and n > LOWER[language] * of_names[s] and len(s) > 2)
    path.write_text("\n".join(stems) + "\n", encoding="utf-8")


def write_common(path: Path, pairs: Iterator[tuple[str, str]], news: Iterator[tuple[str, str]]) -> None:
    """English words written in lower case a third as often as with a capital, added to those of the file; no plurals, and no words whose
    ending shows it already."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for source, _ in pairs:
        lower.update(w for w in _WORD.findall(source) if w.islower())
    for source, _ in news:
        upper.update(w.lower() for w in capitalised(source))
    words = {w for w, n in lower.items() if n >= ENGLISH and 3 * n > upper[w] and len(w) > 2 and w.isascii()}
    words |= set(path.read_text(encoding="utf-8").split())
    kept: set[str] = set()
    for word in sorted(words, key=lambda w: (len(w), w)):
        if not any(ORDINARY.search(form) for form in singulars(word)) and not singulars(word) & kept:
            kept.add(word)
    path.write_text("\n".join(sorted(kept)) + "\n", encoding="utf-8")


def write_foreign(path: Path, pairs: Iterator[tuple[str, str]]) -> None:
    """How much likelier two letters are in an Arabic word that writes a name than in another; each word counts once."""
    names: set[str] = set()
    others: set[str] = set()
    for source, target in pairs:
        folded = fold_arabic(target)
        places = {
            m.start(): m["body"]
            for name in set(capitalised(source))
            if is_telling(name, "ar")
            for m in matches(name, folded, "ar")
            if likeness(name, m[0].replace(" ", ""), "ar") >= 2 * LIKELY
        }
        names.update(body for body in places.values() if " " not in body)
        others.update(
            sounds.without_clitics(m[0])
            for m in _WORD.finditer(folded)
            if m.start() not in places and len(m[0]) >= LEAST
        )
    foreign = Counter(pair for word in names for pair in sounds.letter_pairs(word))
    plain = Counter(pair for word in others - names for pair in sounds.letter_pairs(word))
    rows = []
    for pair in sorted(foreign.keys() | plain.keys()):
        weight = math.log((foreign[pair] + 1) / foreign.total()) - math.log((plain[pair] + 1) / plain.total())
        if foreign[pair] + plain[pair] >= COMMON and abs(weight) >= 0.1:
            rows.append(f"{pair}\t{weight:.1f}\n")
    path.write_text("".join(rows), encoding="utf-8")


def write_kept(folder: Path, pairs: Iterator[tuple[str, str]], language: str) -> None:
    """Names that translations have, by sound or in an established form, and capitalised words that they translate."""
    common = set((folder / "common.txt").read_text(encoding="utf-8").split())
    found: dict[str, list[str]] = defaultdict(list)
    for source, target in pairs:
        for name in set(capitalised(source)):
            forms = singulars(name.lower())
            if forms & common or any(ORDINARY.search(form) for form in forms):
                continue
            if len(found[name]) < LONGEST:
                found[name].append(target)
    share = {
        name: sum(bool(name_places(name, target, language)) for target in targets) / len(targets)
        for name, targets in found.items()
    }
    kept = sorted(name for name, part in share.items() if part >= KEPT and len(found[name]) >= COMMON)
    translated = sorted(name for name, part in share.items() if part < KEPT and len(found[name]) > 1)
    (folder / f"kept.{language}.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")
    (folder / f"translated.{language}.txt").write_text("\n".join(translated) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path, help="news in two languages")
    parser.add_argument("--words", nargs="*", type=Path, default=[], help="other pairs, whose English words count too")
    parser.add_argument("--prose", nargs="*", type=Path, default=[], help="other pairs, whose target words count too")
    parser.add_argument("--to", choices=("ar", "tr"), required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--hold-out", type=int, default=0, metavar="N", help="leave out every Nth pair, to measure on")
    options = parser.parse_args()
    to, out = options.to, options.out

    def read(*others: Path) -> Iterator[tuple[str, str]]:
        return read_pairs([*options.corpora, *others], hold_out=options.hold_out)

    write_common(out / "common.txt", read(*options.words, *options.prose), read())
    clear_caches()
    write_sounds(out / f"sounds.{to}.tsv", read(), to)
    clear_caches()
    write_stems(out / f"stems.{to}.txt", read(*options.prose), to)
    if to == "ar":
        write_everyday(out / "common.ar.txt", read(*options.prose))
        write_foreign(out / "foreign.ar.tsv", read())
    clear_caches()
    write_kept(out, read(), to)


def clear_caches() -> None:
    """Tables are read once; here they change while this runs."""
    for cached in (table, find_names, name_places, everyday, sounds.likeness, sounds._steps, sounds._foreign):
        cached.cache_clear()


if __name__ == "__main__":
    main()
