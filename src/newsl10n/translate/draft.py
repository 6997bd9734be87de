"""Source texts -> Drafts: masked, translated in batches, guarded, retried, put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from newsl10n.glossary import source_has
from newsl10n.model import Draft, Markup
from newsl10n.translate.engine import Decoding, Engine, usual_decoding
from newsl10n.translate.retry import Candidate, Job, translate_jobs
from newsl10n.translate.sentences import is_shouted, names_in, respell_number, split_long

CHUNK_CHARACTERS = 30_000
"""Source text translated between two yields: about 5,000 words, a few seconds on two cores."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A unit to draft. ``markup``: offsets into ``source``. ``terms``: not to be translated.

    ``wanted``: glossary terms of the source, each with its accepted translations, the one to use first. ``sentences``: spans of ``source`` that the model gets one by one; empty is the whole as one sentence.
    """

    source: str
    markup: tuple[Markup, ...] = ()
    terms: tuple[str, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    wanted: tuple[tuple[str, tuple[str, ...]], ...] = ()


def draft_texts(
    texts: Sequence[SourceText],
    *,
    engine: Engine,
    locale: str,
    source_locale: str = "en",
    beam: int = 2,
    chunk_characters: int = CHUNK_CHARACTERS,
) -> Iterator[list[Draft]]:
    """Yield drafts in chunks, to be saved as they come: one for each different source, longest first.

    Raises:
        ModelError: the model fails or does not know the language.
    """
    unique = sorted({text.source: text for text in texts}.values(), key=lambda t: -len(t.source))
    names = names_in(text.source for text in unique)
    languages = (source_locale.partition("-")[0], locale)
    decoding = usual_decoding(engine.folder, beam=beam)
    for chunk in _chunks(unique, chunk_characters):
        yield _draft_chunk(chunk, engine=engine, languages=languages, decoding=decoding, names=names)


def _chunks(texts: Sequence[SourceText], characters: int) -> Iterator[list[SourceText]]:
    chunk: list[SourceText] = []
    size = 0
    for text in texts:
        if chunk and size + len(text.source) > characters:
            yield chunk
            chunk, size = [], 0
        chunk.append(text)
        size += len(text.source)
    if chunk:
        yield chunk


def _draft_chunk(
    chunk: Sequence[SourceText],
    *,
    engine: Engine,
    languages: tuple[str, str],
    decoding: Decoding,
    names: Mapping[str, str],
) -> list[Draft]:
    spans = [_pieces(text) for text in chunk]
    jobs = [_job(text, span, names) for text, own in zip(chunk, spans, strict=True) for span in own]
    with_words = {job: None for job in jobs if _has_words(job)}
    results = dict(
        zip(
            with_words,
            translate_jobs(list(with_words), engine=engine, languages=languages, decoding=decoding),
            strict=True,
        )
    )
    signature = engine.signature(decoding)
    drafts, at = [], 0
    for text, own in zip(chunk, spans, strict=True):
        parts = [results.get(job) or _copied(job, languages[1], signature) for job in jobs[at : at + len(own)]]
        at += len(own)
        drafts.append(_join(text, own, parts, signature))
    return drafts


def _pieces(text: SourceText) -> list[tuple[int, int]]:
    """Spans that go to the model, in order, white space around them and footnotes behind them left out."""
    spans = []
    for start, end in text.sentences or ((0, len(text.source)),):
        inner = _shifted(text.markup, start, end)
        spans += [(start + a, start + b) for a, b in split_long(text.source[start:end], inner)]
    notes = {m.end: m.start for m in text.markup if m.text.startswith("[^")}
    return [_trimmed(text.source, *span, notes) for span in spans if text.source[slice(*span)].strip()]


def _trimmed(text: str, start: int, end: int, notes: Mapping[int, int]) -> tuple[int, int]:
    """``notes``: end of each footnote -> its start."""
    part = text[start:end]
    first, last = start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
    while notes.get(last, first) > first:
        last = notes[last]
    return first, last


def _job(text: SourceText, span: tuple[int, int], names: Mapping[str, str]) -> Job:
    source = text.source[slice(*span)]
    terms = tuple(term for term in text.terms if term in source)
    wanted = tuple((term, targets) for term, targets in text.wanted if source_has(term, source))
    shouted = tuple(names.items()) if is_shouted(source) else None
    return Job(source, _shifted(text.markup, *span), terms, shouted, wanted)


def _shifted(markup: Sequence[Markup], start: int, end: int) -> tuple[Markup, ...]:
    return tuple(
        replace(m, start=m.start - start, end=m.end - start) for m in markup if m.start >= start and m.end <= end
    )


def _has_words(job: Job) -> bool:
    """Whether there is anything to translate beside markup, addresses and terms."""
    text = job.source
    for m in reversed(job.markup):
        text = text[: m.start] + " " * (m.end - m.start) + text[m.end :]
    for term in job.terms:
        text = text.replace(term, " ")
    return any(c.isalpha() for c in text)


def _copied(job: Job, language: str, signature: str) -> Candidate:
    """What has no words is copied, numbers in the separators of the language."""
    spelled = (
        job.source if job.markup else re.sub(r"\d[\d,.]*\d|\d", lambda m: respell_number(m[0], language), job.source)
    )
    return Candidate(spelled, 0.0, signature)


def _join(text: SourceText, spans: Sequence[tuple[int, int]], parts: Sequence[Candidate], signature: str) -> Draft:
    """The draft of a unit: its pieces with the white space of the source between and around them."""
    if not spans:
        return Draft(text.source, text.source, 0.0, signature)
    target, at = "", 0
    for (start, end), part in zip(spans, parts, strict=True):
        gap = text.source[at:start]
        target += (gap or " " if at else gap) + part.text if part.text else ""
        at = end
    weights = [end - start for start, end in spans]
    score = sum(w * p.score for w, p in zip(weights, parts, strict=True)) / sum(weights)
    made = {part.signature for part in parts}
    problems = tuple(dict.fromkeys(problem for part in parts for problem in part.problems))
    return Draft(
        text.source,
        target + text.source[at:] if target else "",
        round(score, 4),
        made.pop() if len(made) == 1 else signature,
        problems,
    )
