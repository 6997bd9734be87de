"""Sentences -> hypotheses through CTranslate2: int8 weights, no torch, batches of similar length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from newsl10n.errors import ModelError
from newsl10n.models import ModelFolder
from newsl10n.models.install import has_ctranslate2, shared_vocabulary
from newsl10n.translate.engine import PREFIX_SPACE, Decoding, Hypothesis, longest_output, make_signature
from newsl10n.translate.layout import Tokenizer, open_tokenizer

BATCH_TOKENS = 512
"""Padded source tokens of one batch: fastest of 256, 512, 1024 and 2048 on two cores (1.6, 1.6, 1.9 and 2.1 s for 150 sentences)."""


@dataclass(frozen=True)
class CTranslate2Engine:
    """Holds a loaded model."""

    folder: ModelFolder
    compute_type: str
    tokenizer: Tokenizer
    translator: Any

    def translate(self, sentences: Sequence[str], *, locale: str, decoding: Decoding) -> list[Hypothesis]:
        """See ``Engine.translate``."""
        prefix = self.tokenizer.target_prefix(locale)
        sources = [self._source_tokens(sentence, locale) for sentence in sentences]
        batches = batches_by_length([len(s) for s in sources], budget=BATCH_TOKENS)
        running = [(batch, self._start([sources[i] for i in batch], prefix, decoding)) for batch in batches]
        found: dict[int, Hypothesis] = {}
        for batch, results in running:
            for index, result in zip(batch, results, strict=True):
                found[index] = self._hypothesis(result)
        return [found[i] for i in range(len(sentences))]

    def signature(self, decoding: Decoding) -> str:
        """See ``Engine.signature``."""
        return make_signature(self.folder, engine="ctranslate2", compute_type=self.compute_type, decoding=decoding)

    def _source_tokens(self, sentence: str, locale: str) -> list[str]:
        tokens = self.tokenizer.source_tokens(sentence, locale)
        longest = self.folder.positions - PREFIX_SPACE
        return tokens if len(tokens) <= longest else [*tokens[: longest - 1], tokens[-1]]

    def _start(self, sources: list[list[str]], prefix: list[str], decoding: Decoding) -> Any:
        return self.translator.translate_batch(
            sources,
            target_prefix=[prefix] * len(sources) if prefix else None,
            asynchronous=True,
            beam_size=decoding.beam,
            length_penalty=decoding.length_penalty,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram_size=decoding.no_repeat,
            max_input_length=0,
            max_decoding_length=longest_output(max(map(len, sources))),
            disable_unk=True,
            num_hypotheses=decoding.beam if decoding.whole_beam else 1,
            return_scores=True,
        )

    def _hypothesis(self, running: Any) -> Hypothesis:
        try:
            result = running.result()
        except (RuntimeError, ValueError) as error:
            raise ModelError(
                f"the model failed ({error})", path=self.folder.path, remedy="`newsl10n models verify` it"
            ) from error
        pairs = zip(result.hypotheses, result.scores, strict=True)
        first, *others = [Hypothesis(self.tokenizer.text(tokens), float(score)) for tokens, score in pairs]
        return replace(first, others=tuple(others))


def open_ctranslate2(folder: ModelFolder, *, threads: int, compute_type: str) -> CTranslate2Engine:
    """Load ``folder/ct2``: one worker a core, each on one thread.

    Raises:
        ModelError: it was never converted, or is broken.
    """
    if not has_ctranslate2(folder.path):
        raise ModelError(
            "not converted for the default engine",
            path=folder.path,
            remedy=f"`newsl10n models convert {folder.path}`, or run it with --engine transformers",
        )
    import ctranslate2

    try:
        translator = ctranslate2.Translator(
            str(folder.ctranslate2),
            compute_type=compute_type,
            inter_threads=threads,
            intra_threads=1,
            max_queued_batches=-1,
        )
    except (RuntimeError, ValueError) as error:
        raise ModelError(
            f"the weights cannot be loaded ({error})", path=folder.ctranslate2, remedy="convert or pull the model again"
        ) from error
    tokenizer = open_tokenizer(folder, frozenset(shared_vocabulary(folder.path)))
    return CTranslate2Engine(folder, compute_type, tokenizer, translator)


def batches_by_length(lengths: Sequence[int], *, budget: int) -> list[list[int]]:
    """Indices grouped so that a batch, padded to its longest, has at most ``budget`` tokens (or one member); longest first."""
    batches: list[list[int]] = []
    widest = 0
    for index in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        if batches and widest * (len(batches[-1]) + 1) <= budget:
            batches[-1].append(index)
        else:
            batches.append([index])
            widest = max(lengths[index], 1)
    return batches
