"""Corpora -> cleaned, augmented pairs and a held-back news set.

``python -m training.prepare --corpora DIR --work DIR``
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.align import align_pairs, augment, build_lexicon, gloss_sentence
from training.corpus import KINDS, LANGUAGES, Pair, clean_pairs, read_pairs

HELD_BACK = 500
ALIGNED_AT_MOST = {"docs": 90_000, "religious": 40_000, "mt": 0}
AUGMENTED = ("news-teacher", "news-wmt", "news", "general")


def prepare_language(corpora: Path, work: Path, locale: str, *, seed: int) -> dict[str, int]:
    """Write ``work/pairs/<kind>.<locale>.tsv`` for every kind and return the number of pairs of each."""
    rng = random.Random(seed)
    clean: dict[str, list[Pair]] = {}
    for kind in KINDS:
        path = corpora / f"{kind}.en-{locale}.tsv.xz"
        if path.exists():
            clean[kind] = list(clean_pairs(read_pairs(path), locale=locale, kind=kind))
            rng.shuffle(clean[kind])
    held_back, clean["news-teacher"] = clean["news-teacher"][:HELD_BACK], clean["news-teacher"][HELD_BACK:]
    aligned = [(kind, pair) for kind, pairs in clean.items() for pair in pairs[: ALIGNED_AT_MOST.get(kind)]]
    links = align_pairs([pair for _, pair in aligned])
    lexicon = build_lexicon([pair for _, pair in aligned], links)
    made = [(pair, link) for (kind, pair), link in zip(aligned, links, strict=False) if kind in AUGMENTED]
    clean["augmented"] = list(augment([p for p, _ in made], [x for _, x in made], seed=seed))
    clean["names"] = list(name_pairs(locale))
    clean["gloss"] = [
        (s, g) for kind in ("news-teacher", "general", "docs") for s, _ in clean[kind][:25_000]
        if len(s.split()) <= 30 and (g := gloss_sentence(s, lexicon))
    ]  # fmt: skip
    write_pairs(work / "held-back" / f"news.{locale}.tsv", held_back)
    for kind, pairs in clean.items():
        write_pairs(work / "pairs" / f"{kind}.{locale}.tsv", pairs)
    (work / f"lexicon.{locale}.json").write_text(json.dumps(lexicon, ensure_ascii=False, indent=0), encoding="utf-8")
    return {kind: len(pairs) for kind, pairs in clean.items()}


def name_pairs(locale: str) -> Iterator[Pair]:
    """Yield names of territories, languages, months, days and currencies from CLDR (through Babel)."""
    from babel import Locale

    english, other = Locale("en"), Locale(locale)
    for table in ("territories", "languages", "currencies"):
        names, wanted = getattr(english, table), getattr(other, table)
        yield from ((names[key], wanted[key]) for key in names if key in wanted and not str(key).isdigit())
    for table in ("months", "days"):
        names, wanted = getattr(english, table)["format"]["wide"], getattr(other, table)["format"]["wide"]
        yield from ((names[key], wanted[key]) for key in names)


def write_pairs(path: Path, pairs: Iterable[Pair]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{s}\t{t}\n" for s, t in pairs), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    for locale in LANGUAGES:
        print(locale, prepare_language(options.corpora, options.work, locale, seed=options.seed), flush=True)


if __name__ == "__main__":
    main()
