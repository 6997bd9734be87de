"""Professional translations -> how many the default checks object to, and how many seeded errors they find; pofilter beside them.

    python -m benchmarks.checks_quality --source dev.en --target ar=dev.ar --target tr=dev.tr

The files hold a sentence a line and are aligned. The odd lines (counted from 0) are measured; the even ones are there to calibrate
with (``--part even``). ``pofilter`` of Translate Toolkit is run as a command where it is installed (``--pofilter PATH``), with its
standard tests. Prints a table for each language, or JSON with ``--json``.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from newsl10n.check import CHECKS, check_units, choose_checks
from newsl10n.formats import FORMATS
from newsl10n.model import Catalog, State, Unit
from newsl10n.names import Name, find_names, fold_arabic, fold_latin, name_places
from newsl10n.negations import negations

SEED = 20261125
_LONG_NUMBER = re.compile(r"(?<![\w.,])[0-9\u0660-\u0669](?:[.,\u066b\u066c]?[0-9\u0660-\u0669]){2,}(?![\w])")
_FIRST_DIGITS = "0\u0660"
_PARTICLES = re.compile(
    r"(?<![\u0621-\u064a])[وفأ]?[بل]?(?:لا|لم|لن|ليس(?:ت|وا)?|غير|عدم|دون|بدون)(?![\u0621-\u064a])\s*|(?<![\u0621-\u064a])(?:ن(?:فى|فت)|رفض(?:ت)?)(?![\u0621-\u064a])\s*"
)
_CLITICS = re.compile("[وف]?[بلك]?(?:ال|لل)?(?=...)")
_TURKISH_SUFFIXES = (
    (re.compile(r"(\w)m([ıiuü])yor"), r"\1\2yor"),
    (re.compile(r"(\w{2,})(?:m[ae])(?=d[ıi]|m[ıi]ş|y[ae]c|y[ae]n|m[ae]|y[ıi]p)"), r"\1"),
    (re.compile(r"(\w{2,})m([ae])z(?!\w{5})"), r"\1\2r"),
    (re.compile(r"(\w{2,})m[ae]d[ae]n\b"), r"\1arak"),
    (re.compile(r"\s+değil(?:dir)?\b"), ""),
    (re.compile(r"\byok(?:tur|tu)?\b"), "var"),
    (re.compile(r"\b(?:hiçbir|hiç|asla)\s+"), ""),
    (re.compile(r"(\w{3,})s[ıiuü]z\b"), r"\1li"),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and its translation, as a catalog would hold them."""

    source: str
    target: str
    flags: tuple[str, ...] = ()
    file: str = "a.txt"


@dataclass(frozen=True, slots=True)
class Setting:
    """What seeding needs beside a pair: the language, the other pairs, and chance."""

    language: str
    pairs: tuple[Pair, ...]
    chance: random.Random


Seed = Callable[[Pair, Setting], Pair | None]


def change_digit(pair: Pair, setting: Setting) -> Pair | None:
    """One digit of a number of three and more becomes another."""
    numbers = list(_LONG_NUMBER.finditer(pair.target))
    if not numbers:
        return None
    number = setting.chance.choice(numbers)
    at = setting.chance.choice([i for i in range(number.start(), number.end()) if pair.target[i].isdigit()])
    zero = next(z for z in (ord(d) for d in _FIRST_DIGITS) if 0 <= ord(pair.target[at]) - z < 10)
    digit = chr(zero + (ord(pair.target[at]) - zero + setting.chance.randint(1, 9)) % 10)
    return replace(pair, target=pair.target[:at] + digit + pair.target[at + 1 :])


def lose_number(pair: Pair, setting: Setting) -> Pair | None:
    numbers = list(_LONG_NUMBER.finditer(pair.target))
    if not numbers:
        return None
    number = setting.chance.choice(numbers)
    return replace(pair, target=(pair.target[: number.start()] + pair.target[number.end() :]).replace("  ", " "))


def loop(pair: Pair, setting: Setting) -> Pair | None:
    words = pair.target.split()
    return replace(pair, target=" ".join(words + words[-3:] * 4)) if len(words) > 5 else None


def leave_half_english(pair: Pair, setting: Setting) -> Pair | None:
    source, target = pair.source.split(), pair.target.split()
    if len(source) < 8:
        return None
    return replace(pair, target=" ".join(target[: len(target) // 2] + source[len(source) // 2 :]))


def drop_second_half(pair: Pair, setting: Setting) -> Pair | None:
    words = pair.target.split()
    return replace(pair, target=" ".join(words[: len(words) // 2])) if len(words) > 7 else None


def break_placeholder(pair: Pair, setting: Setting) -> Pair | None:
    return Pair(f"{pair.source} %(count)d", f"{pair.target} %(cuont)d", ("python-format",))


def break_markup(pair: Pair, setting: Setting) -> Pair | None:
    """A tag that the translation does not close."""
    source, target = pair.source.split(), pair.target.split()
    if len(source) < 3 or len(target) < 3:
        return None
    source[1], target[1] = f"<b>{source[1]}</b>", f"<b>{target[1]}"
    return Pair(" ".join(source), " ".join(target), file="a.html")


def unbalance_bidi(pair: Pair, setting: Setting) -> Pair | None:
    at = setting.chance.randrange(len(pair.target))
    return replace(pair, target=pair.target[:at] + "\u2068" + pair.target[at:])


def lose_negation(pair: Pair, setting: Setting) -> Pair | None:
    """Where both sides negate, once each: the particle goes, or the Turkish suffix."""
    if not negations(pair.source, "en") or len(negations(pair.target, setting.language)) > 1:
        return None
    if setting.language == "ar":
        changed = _PARTICLES.sub("", pair.target, count=1)
    else:
        changed = pair.target
        for pattern, other in _TURKISH_SUFFIXES:
            if changed == pair.target:
                changed = pattern.sub(other, changed, count=1)
    return replace(pair, target=changed) if changed != pair.target else None


def lose_any_negation(pair: Pair, setting: Setting) -> Pair | None:
    """As before, where the translation may negate more than once."""
    if not negations(pair.source, "en"):
        return None
    changed = _PARTICLES.sub("", pair.target, count=1) if setting.language == "ar" else pair.target
    if setting.language == "tr":
        for pattern, other in _TURKISH_SUFFIXES:
            if changed == pair.target:
                changed = pattern.sub(other, changed, count=1)
    return replace(pair, target=changed) if changed != pair.target else None


def swap_name(pair: Pair, setting: Setting) -> Pair | None:
    """A name of the translation becomes one of another sentence's translation."""
    mine = _placed_names(pair, setting.language)
    words = {name.word for name in find_names(pair.source, setting.language)}
    if not mine:
        return None
    for _ in range(50):
        other = setting.chance.choice(setting.pairs)
        theirs = [n for n in _placed_names(other, setting.language) if n[0].word not in words]
        if theirs:
            _, start, end = setting.chance.choice(mine)
            _, at, to = setting.chance.choice(theirs)
            return replace(pair, target=pair.target[:start] + other.target[at:to] + pair.target[end:])
    return None


def swap_name_of_source(pair: Pair, setting: Setting) -> Pair | None:
    """A name of the source becomes one of another sentence: the same mistake, seeded without looking at the translation."""
    mine = find_names(pair.source, setting.language)
    if not mine:
        return None
    name = setting.chance.choice(mine)
    known = {n.word for n in mine}
    for _ in range(50):
        theirs = [
            n for n in find_names(setting.chance.choice(setting.pairs).source, setting.language) if n.word not in known
        ]
        if theirs:
            other = setting.chance.choice(theirs).word
            return replace(pair, source=pair.source[: name.start] + other + pair.source[name.start + len(name.word) :])
    return None


def exchange_surnames(pair: Pair, setting: Setting) -> Pair | None:
    """Two full names of one sentence change their second words."""
    names = find_names(pair.source, setting.language)
    seconds = [b.word for a, b in pairwise(names) if pair.source[a.start + len(a.word) : b.start] == " "]
    placed = {name.word: (start, end) for name, start, end in _placed_names(pair, setting.language)}
    spans = sorted(placed[word] for word in dict.fromkeys(seconds) if word in placed)
    if len(spans) < 2 or spans[0][1] > spans[1][0]:
        return None
    (a, b), (c, d), text = spans[0], spans[1], pair.target
    return replace(pair, target=text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:])


SEEDS: dict[str, Seed] = {
    "changed digit": change_digit,
    "lost number": lose_number,
    "loop": loop,
    "half English": leave_half_english,
    "dropped second half": drop_second_half,
    "broken placeholder": break_placeholder,
    "broken markup": break_markup,
    "unbalanced bidi": unbalance_bidi,
    "lost negation": lose_negation,
    "lost negation, of several": lose_any_negation,
    "swapped name": swap_name,
    "swapped name (in the source)": swap_name_of_source,
    "exchanged surnames": exchange_surnames,
}


@lru_cache(maxsize=8192)
def _placed_names(pair: Pair, language: str) -> tuple[tuple[Name, int, int], ...]:
    """Names that stand once in the translation, with where: the word, in Arabic without clitics."""
    target = pair.target
    if fold_arabic(target) != target or len(fold_latin(target)) != len(target):
        return ()
    found = []
    for name in find_names(pair.source, language):
        places = name_places(name.word, target, language)
        if len(places) == 1 and (word := re.compile(r"[^\W\d_]+").match(target, places[0])):
            clitics = _CLITICS.match(word[0]) if language == "ar" else None
            skip = len(clitics[0]) if clitics else 0
            found.append((name, word.start() + skip, word.end()))
    return tuple(found)


def read_pairs(source: Path, target: Path, *, part: str) -> list[Pair]:
    rows = zip(*(path.read_text(encoding="utf-8").splitlines() for path in (source, target)), strict=True)
    wanted = {"odd": 1, "even": 0}[part]
    return [Pair(*row) for i, row in enumerate(rows) if i % 2 == wanted]


def flagged(pairs: Sequence[Pair], language: str, *, rules: Iterable[str] = ()) -> list[set[str]]:
    """Of each pair, the rules that object to it."""
    suite = choose_checks(CHECKS, {}, enable=tuple(rules))
    units = tuple(
        Unit(p.source, (p.target,), context=str(i), flags=p.flags, references=(f"{p.file}:{i + 1}",), line=i + 1)
        for i, p in enumerate(pairs)
    )
    catalog = Catalog(Path("a.po"), headers=(("Language", language), *_plural(language)), units=units)
    found: list[set[str]] = [set() for _ in pairs]
    states = {unit.key: State.REVIEWED for unit in units}
    for finding in check_units(catalog, states, suite=suite, find_markup=_finder):
        if finding.context is not None:
            found[int(finding.context)].add(finding.rule)
    return found


def _plural(language: str) -> tuple[tuple[str, str], ...]:
    return (("Plural-Forms", "nplurals=2; plural=(n != 1);"),) if language == "tr" else ()


def _finder(unit: Unit) -> Callable[[str], tuple]:  # type: ignore[type-arg]
    return FORMATS["html" if ".html:" in unit.references[0] else "text"].find_markup


def pofilter_flagged(pairs: Sequence[Pair], language: str, command: str) -> list[set[str]]:
    """The same by pofilter's standard tests."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "a.po"), Path(folder, "b.po")
        entries = (
            "".join(f"#, {flag}\n" for flag in p.flags)
            + f'msgctxt "{i}"\nmsgid {_quoted(p.source)}\nmsgstr {_quoted(p.target)}\n'
            for i, p in enumerate(pairs)
        )
        head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: {language}\\n"\n\n'
        source.write_text(head + "\n".join(entries), encoding="utf-8")
        subprocess.run(
            [command, "--progress=none", "--language", language, str(source), str(target)],
            check=True,
            capture_output=True,
        )
        text = target.read_text(encoding="utf-8") if target.exists() else ""
    found: list[set[str]] = [set() for _ in pairs]
    for entry in text.split("\n\n"):
        if context := re.search(r'^msgctxt "(\d+)"', entry, re.MULTILINE):
            found[int(context[1])] |= set(re.findall(r"\(pofilter\) (\w+):", entry)) or {"any"}
    return found


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def measure(
    pairs: Sequence[Pair], language: str, flag: Callable[[Sequence[Pair]], list[set[str]]]
) -> dict[str, object]:
    """Share of sound pairs with a finding, by rule, and recall of each kind of seeded error."""
    sound = flag(pairs)
    recall: dict[str, object] = {}
    for kind, seed in SEEDS.items():
        setting = Setting(language, tuple(pairs), random.Random(SEED))
        seeded = [(i, bad) for i, pair in enumerate(pairs) if (bad := seed(pair, setting)) is not None]
        found = flag([bad for _, bad in seeded])
        # What was objected to before counts only where another rule joins in.
        hits = sum(bool(rules - sound[i]) for (i, _), rules in zip(seeded, found, strict=True))
        recall[kind] = {"seeded": len(seeded), "found": hits}
    rules = Counter(rule for found_rules in sound for rule in found_rules)
    return {"pairs": len(pairs), "flagged": sum(map(bool, sound)), "rules": dict(rules.most_common()), "recall": recall}


def _lines(title: str, result: dict) -> Iterator[str]:  # type: ignore[type-arg]
    yield f"{title}: {result['flagged']} of {result['pairs']} sound pairs flagged ({result['flagged'] / result['pairs']:.2%})"
    yield "  " + (", ".join(f"{rule} {n}" for rule, n in result["rules"].items()) or "none")
    for kind, count in result["recall"].items():
        share = f"{count['found'] / count['seeded']:.1%}" if count["seeded"] else "-"
        yield f"  {kind:32}{share:>7}  ({count['found']} of {count['seeded']})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, required=True, help="English sentences")
    parser.add_argument("--target", action="append", required=True, metavar="LOCALE=FILE")
    parser.add_argument("--part", choices=("odd", "even"), default="odd")
    parser.add_argument(
        "--pofilter", default=shutil.which("pofilter"), help="the command (default: the one on the path)"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    results = {}
    for locale, _, path in (target.partition("=") for target in options.target):
        pairs = read_pairs(options.source, Path(path), part=options.part)
        results[f"newsl10n {locale}"] = measure(pairs, locale, lambda some, locale=locale: flagged(some, locale))  # type: ignore[misc]
        if options.pofilter:
            results[f"pofilter {locale}"] = measure(
                pairs,
                locale,
                lambda some, locale=locale: pofilter_flagged(some, locale, options.pofilter),  # type: ignore[misc]
            )
    if options.json:
        print(json.dumps(results, indent=2))
    else:
        print("\n".join(line for title, result in results.items() for line in _lines(title, result)))


if __name__ == "__main__":
    main()
