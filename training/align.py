"""Pairs -> word alignments, a lexicon, and the training pairs that alignments make possible."""

from __future__ import annotations

import random
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from training.corpus import Pair

WORD = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]")
_DIGITS = re.compile(r"\d[\d.,]*\d|\d")
_ARTICLES = frozenset(("the", "a", "an", "of"))
Links = list[tuple[int, int]]


def align_pairs(pairs: Sequence[Pair]) -> list[Links]:
    """Intersected word links, one list a pair, over the tokens that ``WORD`` finds (eflomal, model 3)."""
    import eflomal

    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "source"), Path(folder, "target")
        forward, reverse = Path(folder, "forward"), Path(folder, "reverse")
        source.write_text("".join(" ".join(WORD.findall(s.lower())) + "\n" for s, _ in pairs), encoding="utf-8")
        target.write_text("".join(" ".join(WORD.findall(t)) + "\n" for _, t in pairs), encoding="utf-8")
        with source.open(encoding="utf-8") as s, target.open(encoding="utf-8") as t:
            eflomal.Aligner(model=3, n_iterations=(2, 1, 3)).align(
                s, t, links_filename_fwd=str(forward), links_filename_rev=str(reverse), quiet=True
            )
        return [
            sorted((int(a), int(b)) for a, b in (x.split("-") for x in set(f.split()) & set(r.split())))
            for f, r in zip(forward.read_text().split("\n"), reverse.read_text().split("\n"), strict=False)
        ][: len(pairs)]


def build_lexicon(pairs: Sequence[Pair], links: Sequence[Links]) -> dict[str, str]:
    """Most frequent aligned target word of each source word seen linked to it at least twice."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for (source, target), pair_links in zip(pairs, links, strict=False):
        s, t = WORD.findall(source.lower()), WORD.findall(target)
        for i, j in pair_links:
            counts[s[i]][t[j]] += 1
    best = {word: found.most_common(1)[0] for word, found in counts.items()}
    return {word: target for word, (target, n) in best.items() if n >= 2 and target[0].isalnum() == word[0].isalnum()}


def gloss_sentence(source: str, lexicon: dict[str, str]) -> str:
    """Word-by-word translation in source order; unknown words and articles drop out, the rest is copied."""
    glossed = (
        "" if w.lower() in _ARTICLES else lexicon.get(w.lower(), "" if w.isalpha() else w) for w in WORD.findall(source)
    )
    return " ".join(word for word in glossed if word)


def mask_copies(pair: Pair, rng: random.Random) -> Pair | None:
    """Replace up to three words that stand on both sides by numbered placeholders, or ``None`` without any."""
    source, target = pair
    shared = [w for w in dict.fromkeys(re.findall(r"[A-Za-z]{3,}|\d[\d.,:]*\d|\S*[@/]\S+", source))
              if source.count(w) == 1 and target.count(w) == 1]  # fmt: skip
    if not shared:
        return None
    chosen = [w for w in shared if w in rng.sample(shared, min(len(shared), rng.randint(1, 3)))]
    for number, word in enumerate(chosen, 1):
        source, target = (re.sub(re.escape(word), f" \u27e6{number}\u27e7 ", t, count=1) for t in (source, target))
    return " ".join(source.split()), " ".join(target.split())


def wrap_span(pair: Pair, links: Links, rng: random.Random) -> Pair | None:
    """Put a placeholder pair around one to four source words and around the words they are aligned with."""
    spans = [list(WORD.finditer(text)) for text in pair]
    n = len(spans[0])
    for _ in range(6):
        start = rng.randrange(n)
        end = min(n, start + rng.randint(1, 4))
        inside = {j for i, j in links if start <= i < end}
        if not inside or any(min(inside) <= j <= max(inside) and not start <= i < end for i, j in links):
            continue
        if max(inside) - min(inside) > 2 * (end - start) or not (
            spans[0][start][0][0].isalnum() and spans[0][end - 1][0][0].isalnum()
        ):
            continue
        edges = (
            (spans[0][start].start(), spans[0][end - 1].end()),
            (spans[1][min(inside)].start(), spans[1][max(inside)].end()),
        )
        wrapped = [
            f"{t[:a]} \u27e61\u27e7 {t[a:b]} \u27e62\u27e7 {t[b:]}" for t, (a, b) in zip(pair, edges, strict=False)
        ]
        return " ".join(wrapped[0].split()), " ".join(wrapped[1].split())
    return None


def change_digits(pair: Pair, rng: random.Random) -> Pair | None:
    """Give every number that stands on both sides (separators aside) new digits, or ``None`` where one does not match."""
    source, target = pair
    found = [list(_DIGITS.finditer(text)) for text in pair]
    values = [[re.sub(r"\D", "", m[0]) for m in side] for side in found]
    if not values[0] or sorted(values[0]) != sorted(values[1]) or max(map(len, values[0])) < 2:
        return None
    new = {
        v: "".join(rng.choice("123456789" if k == 0 else "0123456789") for k in range(len(v)))
        for v in set(values[0])
        if len(v) > 1
    }

    def replace(match: re.Match[str]) -> str:
        digits = iter(new.get(re.sub(r"\D", "", match[0]), re.sub(r"\D", "", match[0])))
        return "".join(next(digits) if c.isdigit() else c for c in match[0])

    return _DIGITS.sub(replace, source), _DIGITS.sub(replace, target)


def augment(pairs: Sequence[Pair], links: Sequence[Links], *, seed: int) -> Iterator[Pair]:
    """Yield placeholder, digit and casing variants of some of the pairs."""
    rng = random.Random(seed)
    for pair, pair_links in zip(pairs, links, strict=False):
        if rng.random() < 0.5 and (masked := mask_copies(pair, rng)):
            yield masked
        if rng.random() < 0.35 and len(pair_links) > 2 and (wrapped := wrap_span(pair, pair_links, rng)):
            yield wrapped
        if changed := change_digits(pair, rng):
            yield changed
        if rng.random() < 0.06:
            yield pair[0].upper(), pair[1]
        if rng.random() < 0.08 and pair[0].endswith(".") and pair[1].endswith("."):
            yield pair[0][:-1], pair[1][:-1]
