"""Sentences -> the best text a model has for each: tried, guarded, and tried again in other ways where it is bad."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from newsl10n.model import Markup
from newsl10n.models import Manifest
from newsl10n.translate.engine import Decoding, Engine, Hypothesis
from newsl10n.translate.guard import code, problems, severity
from newsl10n.translate.hide import Hide, all_numbers, lost_names, lost_numbers, lost_terms
from newsl10n.translate.mask import MOST_PLACEHOLDERS, Keep, Masked, mask, reinsert, unmask, visible, visible_source
from newsl10n.translate.sentences import capitalised, sentence_case

_USELESS = ("empty", "loop")
"""Problems of a text that helps nobody: left empty in the draft."""


@dataclass(frozen=True, slots=True)
class Job:
    """A sentence for the model. ``names``: how to write names of a sentence in capitals, ``None`` for one in normal case.

    ``wanted``: glossary terms of the sentence, each with its accepted translations, the one to use first.
    """

    source: str
    markup: tuple[Markup, ...] = ()
    terms: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] | None = None
    wanted: tuple[tuple[str, tuple[str, ...]], ...] = ()


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
    hide: Hide = Hide.NOTHING
    adjust: Callable[[Decoding], Decoding] = lambda decoding: decoding


def _no_repetition(decoding: Decoding) -> Decoding:
    return replace(
        decoding, repetition_penalty=max(1.2, decoding.repetition_penalty), no_repeat=decoding.no_repeat or 4
    )


def _larger_beam(decoding: Decoding) -> Decoding:
    return replace(decoding, beam=max(5, decoding.beam + 2), no_repeat=decoding.no_repeat or 4, whole_beam=True)


_FLAGGED = {"names", "term"}
"""Problems for which no other decoding is tried: it seldom helps."""
# Each is run on what is still bad after the ones before it.
_HIDING = (
    _Attempt(lambda codes: True, hide=Hide.NUMBERS),
    _Attempt(lambda codes: bool(codes - _FLAGGED), hide=Hide.NUMBERS, adjust=_larger_beam),
)
"""Come first for a model that cannot be trusted with numbers."""
_ATTEMPTS = (
    _Attempt(lambda codes: bool(codes - _FLAGGED)),
    _Attempt(lambda codes: bool(codes - _FLAGGED - {"numbers"}), adjust=_no_repetition),
    _Attempt(lambda codes: bool(codes & {"numbers", "names", "term"}), hide=Hide.LOST),
    _Attempt(lambda codes: bool(codes - _FLAGGED), adjust=_larger_beam),
    _Attempt(lambda codes: "lost" in codes, keep=Keep.WHOLE),
    _Attempt(lambda codes: "lost" in codes, keep=Keep.NOTHING),
)


def translate_jobs(
    jobs: Sequence[Job], *, engine: Engine, languages: tuple[str, str], decoding: Decoding
) -> list[Candidate]:
    """The best text for each sentence, in order. ``languages``: of the source, and locale of the target."""
    best: list[Candidate | None] = [None] * len(jobs)
    for attempt in (*_HIDING, *_ATTEMPTS) if engine.folder.manifest.hide_numbers else _ATTEMPTS:
        work = []
        for index, job in enumerate(jobs):
            masked = (
                _mask(job, attempt, best[index], engine.folder.manifest, languages[1].partition("-")[0])
                if attempt.wanted(_codes(best[index]))
                else None
            )
            if masked is not None:
                work.append((index, masked))
        how = attempt.adjust(decoding)
        hypotheses = engine.translate([m.text for _, m in work], locale=languages[1], decoding=how) if work else []
        for (index, masked), hypothesis in zip(work, hypotheses, strict=True):
            for text in (hypothesis, *hypothesis.others):
                new = _candidate(jobs[index], masked, text, attempt.keep, languages, engine.signature(how))
                best[index] = _better(best[index], new)
    return [_finished(candidate, engine.signature(decoding)) for candidate in best]


def _codes(candidate: Candidate | None) -> set[str]:
    return {"lost"} if candidate is None else {code(p) for p in candidate.problems}


def _mask(job: Job, attempt: _Attempt, best: Candidate | None, manifest: Manifest, language: str) -> Masked | None:
    """The sentence for the model; ``None`` where this attempt has nothing to offer it."""
    hidden = _hidden(job, attempt, best, manifest, language)
    masked = mask(job.source, job.markup, job.terms, form=manifest.placeholder, keep=attempt.keep, others=hidden)
    pointless = (attempt.keep is Keep.WHOLE and not masked.left_out) or (
        attempt.hide is not Hide.NOTHING and not hidden and best is not None
    )
    if pointless or len(masked.table) > MOST_PLACEHOLDERS:
        return None
    return masked if job.names is None else replace(masked, text=sentence_case(masked.text, dict(job.names)))


def _hidden(job: Job, attempt: _Attempt, best: Candidate | None, manifest: Manifest, language: str) -> dict[str, str]:
    """Numbers and names that become placeholders beside the terms, as the source and as the target spell them."""
    if attempt.hide is Hide.NOTHING or (attempt.hide is Hide.LOST and best is None):
        return {}
    if attempt.hide is Hide.NUMBERS or best is None:
        found = all_numbers(job.source, language)
    else:
        numbers, names = lost_numbers(best.problems, language), lost_names(job.source, best.problems, language)
        wanted = lost_terms(job.source, best.problems, job.wanted)
        if (names or wanted) and manifest.hide_numbers:
            numbers = all_numbers(job.source, language)
        found = {**numbers, **names, **wanted}
    return {word: spelled for word, spelled in found.items() if word not in job.terms}


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
    if hypothesis.text[:1] == masked.form[0] and job.source[:1].isupper():
        text = capitalised(text, language)  # a glossary term came to stand first
    found = problems(
        visible_source(masked),
        seen,
        source_language=source_language,
        language=language,
        terms=job.terms,
        wanted=job.wanted,
    )
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
