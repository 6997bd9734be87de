"""Sentences as newsrooms write them -> how much worse a model translates them than plain ones.

    python -m benchmarks.robustness --source dev.en --target ar=dev.ar --target tr=dev.tr [--model models/newsl10n-starter]

The files hold a sentence a line and are aligned. Translated as the command line does, with guard and retries. For each way of
writing the table shows what came out: chrF2 where a reference fits, the share of lines that are whole (not empty, no loop, right
script, not cut off), and what else must hold, beside plain sentences in the same run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.dev_set import chrf, parse_dev_set, read_lines
from newsl10n.formats import FORMATS
from newsl10n.model import Draft
from newsl10n.models import read_model_folder
from newsl10n.translate import Engine, SourceText, draft_texts, open_engine

DATELINES = ("GENEVA, May 3 — ", "ISTANBUL, Turkey — ", "BEIRUT (AP) — ", "Cairo, 14 March 2024: ")
URLS = ("https://example.org/news/2024/05/03/bridge", "www.example.org", "https://example.org/a?b=1&c=%20d#top")
HEADLINES = (
    "Bridge closed", "Heavy rain", "Talks fail", "Prices rise", "Minister resigns", "School reopens", "Water shortage", "Fire contained",
    "New government", "Border opened", "Two dead", "Election delayed",
)  # fmt: skip
LONG_WORDS = 120
BROKEN = frozenset({"empty", "loop", "script", "truncated", "copied"})


@dataclass(frozen=True, slots=True)
class Case:
    """Sentences of one kind. ``references``: empty where none fits. ``holds``: what must be true of a source and its draft."""

    name: str
    sources: tuple[str, ...]
    references: tuple[str, ...] = ()
    must: str = ""
    holds: Callable[[str, str], bool] = lambda source, target: True


def cases(sources: Sequence[str], references: Sequence[str]) -> list[Case]:
    """The kinds of sentences, made from ``sources``."""
    stop = [i for i, (s, r) in enumerate(zip(sources, references, strict=True)) if s[-1:] == r[-1:] == "."]
    bare = tuple(sources[i][:-1] for i in stop)
    datelines = tuple(DATELINES[i % len(DATELINES)] + s for i, s in enumerate(sources))
    return [
        Case("plain", tuple(sources), tuple(references)),
        Case("ALL CAPS", tuple(s.upper() for s in sources), tuple(references)),
        Case("no final stop", bare, tuple(references[i][:-1] for i in stop), "adds no stop", _adds_no_stop),
        Case("dateline", datelines, (), "its digits stand", _keeps_dateline_digits),
        Case(f"{LONG_WORDS} words", _long(sources), (), "half its length or more", lambda s, t: 2 * len(t) > len(s)),
        Case("two-word headline", HEADLINES, (), "at most six words", lambda s, t: 0 < len(t.split()) <= 6),
        Case("an address alone", URLS, (), "copied", lambda s, t: s == t),
    ]


def _adds_no_stop(source: str, target: str) -> bool:
    return not target.endswith(".")


def _keeps_dateline_digits(source: str, target: str) -> bool:
    dateline = next(d for d in DATELINES if source.startswith(d))
    shown = target.translate({0x660 + i: str(i) for i in range(10)})
    return all(number in shown for number in re.findall(r"\d+", dateline))


def _long(sources: Sequence[str]) -> tuple[str, ...]:
    """Sentences of about 120 words, each made of several joined by commas."""
    found: list[str] = []
    words: list[str] = []
    for source in sources:
        words += f"{source.rstrip('.')},".split()
        if len(words) >= LONG_WORDS:
            found.append(" ".join(words[:LONG_WORDS]).rstrip(",") + ".")
            words = []
    return tuple(found)


def draft(sources: Sequence[str], engine: Engine, locale: str) -> list[Draft]:
    texts = [SourceText(source, tuple(FORMATS["text"].find_markup(source))) for source in sources]
    drafts = {d.source: d for chunk in draft_texts(texts, engine=engine, locale=locale) for d in chunk}
    return [drafts[source] for source in sources]


def main() -> int:
    options = parse_dev_set(__doc__, sentences=200).parse_args()
    engine = open_engine(read_model_folder(options.model))
    sources = read_lines(options.source)[: options.sentences]
    print(f"{'into':<6}{'sentences are':<20}{'lines':>6}{'chrF2':>8}{'whole':>9}   must hold", flush=True)
    for locale, path in (pair.split("=", 1) for pair in options.target):
        for case in cases(sources, read_lines(path)[: len(sources)]):
            drafts = draft(case.sources, engine, locale)
            whole = sum(not BROKEN & {p.partition(":")[0] for p in d.problems} for d in drafts) / len(drafts)
            score = f"{chrf([d.target for d in drafts], case.references):8.1f}" if case.references else " " * 8
            held = sum(case.holds(d.source, d.target) for d in drafts) / len(drafts)
            must = f"{held:.0%} {case.must}" if case.must else ""
            print(f"{locale:<6}{case.name:<20}{len(drafts):>6}{score}{whole:>9.1%}   {must}".rstrip(), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
