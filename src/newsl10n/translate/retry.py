"""Sentences -> the best text a model has for each: tried, guarded, and tried again in other ways where it is bad."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from newsl10n.model import Markup
from newsl10n.translate.engine import Decoding, Engine, Hypothesis
from newsl10n.translate.guard import code, problems, severity
from newsl10n.translate.mask import MOST_PLACEHOLDERS, Keep, Masked, mask, reinsert, unmask, visible, visible_source
from newsl10n.translate.sentences import respell_number, sentence_case

_DIGITS = re.compile(r"\d[\d,.]*\d|\d")
_USELESS = ("empty", "loop")
"""Problems of a text that helps nobody: left empty in the draft."""


@dataclass(frozen=True, slots=True)
class Job:
    """A sentence for the model. ``names``: how to write names of a sentence in capitals, ``None`` for one in normal case."""

    source: str
    markup: tuple[Markup, ...] = ()
    terms: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finished text and what the guard says of it."""

    text: str
    score: float
    signature: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One way to try. ``wanted``: whether it may help a sentence whose best text so far has these problem codes.

    A sentence of which no text had all its placeholders yet has the code ``lost``.
    """

    wanted: Callable[[set[str]], bool]
    keep: Keep = Keep.ALL
    hide_numbers: bool = False
    adjust: Callable[[Decoding], Decoding] = lambda decoding: decoding


def _no_repetition(decoding: Decoding) -> Decoding:
    return replace(decoding, repetition_penalty=1.2, no_repeat=4)


def _larger_beam(decoding: Decoding) -> Decoding:
    return replace(decoding, beam=max(5, decoding.beam + 2), no_repeat=4)


# Each is run on what is still bad after the ones before it. A lost name alone is only flagged: other decoding seldom finds it.
_ATTEMPTS = (
    _Attempt(lambda codes: True),
    _Attempt(lambda codes: bool(codes - {"numbers", "names"}), adjust=_no_repetition),
    _Attempt(lambda codes: "numbers" in codes, hide_numbers=True),
    _Attempt(lambda codes: bool(codes - {"names"}), adjust=_larger_beam),
    _Attempt(lambda codes: "lost" in codes, keep=Keep.WHOLE),
    _Attempt(lambda codes: "lost" in codes, keep=Keep.NOTHING),
)


def translate_jobs(
    jobs: Sequence[Job], *, engine: Engine, languages: tuple[str, str], decoding: Decoding
) -> list[Candidate]:
    """The best text for each sentence, in order. ``languages``: of the source, and locale of the target."""
    form = engine.folder.manifest.placeholder
    best: list[Candidate | None] = [None] * len(jobs)
    for attempt in _ATTEMPTS:
        work = []
        for index, job in enumerate(jobs):
            masked = (
                _mask(job, attempt, best[index], form, languages[1]) if attempt.wanted(_codes(best[index])) else None
            )
            if masked is not None:
                work.append((index, masked))
        how = attempt.adjust(decoding)
        hypotheses = engine.translate([m.text for _, m in work], locale=languages[1], decoding=how) if work else []
        for (index, masked), hypothesis in zip(work, hypotheses, strict=True):
            new = _candidate(jobs[index], masked, hypothesis, attempt.keep, languages, engine.signature(how))
            best[index] = _better(best[index], new)
    return [_finished(candidate, engine.signature(decoding)) for candidate in best]


def _codes(candidate: Candidate | None) -> set[str]:
    return {"lost"} if candidate is None else {code(p) for p in candidate.problems}


def _mask(job: Job, attempt: _Attempt, best: Candidate | None, form: str, locale: str) -> Masked | None:
    """The sentence for the model; ``None`` where this attempt has nothing to offer it."""
    numbers = _lost_numbers(best, locale) if attempt.hide_numbers else {}
    masked = mask(job.source, job.markup, job.terms, form=form, keep=attempt.keep, numbers=numbers)
    pointless = (attempt.keep is Keep.WHOLE and not masked.left_out) or (attempt.hide_numbers and not numbers)
    if pointless or len(masked.table) > MOST_PLACEHOLDERS:
        return None
    return masked if job.names is None else replace(masked, text=sentence_case(masked.text, dict(job.names)))


def _lost_numbers(best: Candidate | None, locale: str) -> dict[str, str]:
    """Numbers that the best text lacks, as the source and as the target spell them."""
    lost = [p for p in best.problems if code(p) == "numbers" and p.endswith(" missing")] if best else []
    return {n: respell_number(n, locale.partition("-")[0]) for p in lost for n in _DIGITS.findall(p)}


def _candidate(
    job: Job, masked: Masked, hypothesis: Hypothesis, keep: Keep, languages: tuple[str, str], signature: str
) -> Candidate | None:
    seen = visible(hypothesis.text, masked)
    if keep is Keep.NOTHING:
        text: str | None = " ".join([seen, *(term for term in job.terms if term not in seen)])
    else:
        text = unmask(hypothesis.text, masked)
    if text is None:
        return None
    source_language, language = (locale.partition("-")[0] for locale in languages)
    found = problems(visible_source(masked), seen, source_language=source_language, language=language, terms=job.terms)
    if keep is not Keep.ALL:
        text, found = reinsert(text, masked), (*found, "markup")
    return Candidate(text, hypothesis.score, signature, found)


def _better(old: Candidate | None, new: Candidate | None) -> Candidate | None:
    """The one with the lesser problems; the older one of equals."""
    if old is None or new is None:
        return old or new
    return new if severity(new.problems) < severity(old.problems) else old


def _finished(candidate: Candidate | None, signature: str) -> Candidate:
    if candidate is None:
        return Candidate("", 0.0, signature, ("markup",))
    return replace(candidate, text="") if _codes(candidate) & set(_USELESS) else candidate
