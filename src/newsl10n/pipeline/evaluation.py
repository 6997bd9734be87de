"""Model + source lines + reference lines -> scores, made the way the command line translates."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from newsl10n import files, models
from newsl10n.errors import MissingExtraError, UsageError
from newsl10n.locale import canonical_locale, language
from newsl10n.model import Draft
from newsl10n.numerals import compare_numbers, find_numbers
from newsl10n.pipeline.project import Project
from newsl10n.translate import SourceText, draft_texts, open_engine

_DECODER_FAILURES = ("empty", "loop", "script")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores of a model on parallel lines.

    ``bleu``, ``chrf``: sacrebleu corpus scores, 0 to 100, with their signatures. ``numbers_kept``: share of the source's numbers
    of two digits or more whose value stands in the output, 0 to 1 (1 where there are none). ``failures``: share of lines whose
    output is empty, loops or is in another script after all retries, 0 to 1. ``words_per_second``: source words, model loaded.
    """

    model: str
    locale: str
    lines: int
    bleu: float
    bleu_signature: str
    chrf: float
    chrf_signature: str
    numbers_kept: float
    failures: float
    words_per_second: float


def evaluate_model(
    project: Project,
    *,
    source: Path,
    reference: Path,
    locale: str,
    model: str | None = None,
    engine: str | None = None,
    beam: int | None = None,
    output: Path | None = None,
) -> Evaluation:
    """Translate ``source`` (one sentence a line) as ``newsl10n translate`` does and compare it with ``reference``.

    ``output``: file that gets the translations.

    Raises:
        UsageError: the files are empty or have different numbers of lines. MissingExtraError: sacrebleu is not installed.
    """
    locale = canonical_locale(locale)
    sources, references = _lines(project.folder / source), _lines(project.folder / reference)
    for path, lines in ((source, sources), (reference, references)):
        if not any(map(str.strip, lines)):
            raise UsageError("the file is empty", path=path, remedy="write one sentence a line")
    if len(sources) != len(references):
        raise UsageError(
            f"{len(sources)} lines, but {reference} has {len(references)}",
            path=source,
            remedy="give files that are aligned line by line",
        )
    folder = models.find_model(model, project=project.folder, config=project.config)
    opened = open_engine(folder, engine=engine or project.config.engine)
    beam = beam or project.config.beam
    next(draft_texts((SourceText("The engine is warm."),), engine=opened, locale=locale, beam=beam))
    began = time.perf_counter()
    drafts = {
        draft.source: draft
        for chunk in draft_texts(tuple(map(SourceText, sources)), engine=opened, locale=locale, beam=beam)
        for draft in chunk
    }
    seconds = time.perf_counter() - began
    ordered = [drafts[text] for text in sources]
    if output is not None:
        files.write_whole(output, "".join(d.target.replace("\n", " ") + "\n" for d in ordered).encode())
    return _score(ordered, references, locale=locale, source_locale=project.config.source_locale, seconds=seconds)


def _score(
    drafts: Sequence[Draft], references: Sequence[str], *, locale: str, source_locale: str, seconds: float
) -> Evaluation:
    try:
        from sacrebleu.metrics import BLEU, CHRF
    except ImportError as error:
        raise MissingExtraError("evaluating needs sacrebleu", remedy="pip install 'newsl10n[evaluate]'") from error
    targets, bleu, chrf = [draft.target for draft in drafts], BLEU(), CHRF()
    bleu_score, chrf_score = (metric.corpus_score(targets, [list(references)]).score for metric in (bleu, chrf))
    failed = sum(any(problem in _DECODER_FAILURES for problem in draft.problems) for draft in drafts)
    return Evaluation(
        model=next((draft.signature for draft in drafts if draft.signature), ""),
        locale=locale,
        lines=len(drafts),
        bleu=round(bleu_score, 2),
        bleu_signature=str(bleu.get_signature()),
        chrf=round(chrf_score, 2),
        chrf_signature=str(chrf.get_signature()),
        numbers_kept=_numbers_kept(drafts, language(source_locale), language(locale)),
        failures=round(failed / len(drafts), 4),
        words_per_second=round(sum(len(draft.source.split()) for draft in drafts) / seconds, 1),
    )


def _numbers_kept(drafts: Sequence[Draft], source_language: str, target_language: str) -> float:
    total = lost = 0
    for draft in drafts:
        found = find_numbers(draft.source, source_language)
        total += sum(sum(c.isdigit() for c in number.text) >= 2 for number in found)
        lost += len(
            compare_numbers(
                draft.source, draft.target, source_language=source_language, target_language=target_language
            ).missing
        )
    return round(1 - lost / total, 4) if total else 1.0


def _lines(path: Path) -> list[str]:
    return files.read_whole(path).decode("utf-8").splitlines()
