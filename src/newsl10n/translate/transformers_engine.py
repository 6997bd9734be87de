"""Sentences -> hypotheses through transformers ``generate``: any encoder-decoder of the hub, float32, needs torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from newsl10n.errors import MissingExtraError, ModelError
from newsl10n.models import ModelFolder
from newsl10n.models.install import quiet_transformers, require_vocabulary_reader
from newsl10n.translate.ctranslate2_engine import batches_by_length
from newsl10n.translate.engine import (
    PREFIX_SPACE,
    Decoding,
    Hypothesis,
    longest_output,
    make_signature,
)
from newsl10n.translate.layout import LANGUAGE_TOKEN, known_language_token

BATCH_TOKENS = 1024
_COMPUTE_TYPE = "float32"


@dataclass(frozen=True)
class TransformersEngine:
    """Holds a loaded model; ``known``: token -> its number."""

    folder: ModelFolder
    tokenizer: Any
    model: Any
    known: Mapping[str, int]

    def translate(self, sentences: Sequence[str], *, locale: str, decoding: Decoding) -> list[Hypothesis]:
        """See ``Engine.translate``."""
        prefix = self._target_prefix(locale)
        sources = [self._source_ids(sentence, locale) for sentence in sentences]
        found: dict[int, Hypothesis] = {}
        for batch in batches_by_length([len(s) for s in sources], budget=BATCH_TOKENS):
            hypotheses = self._generate([sources[i] for i in batch], prefix, decoding)
            found.update(zip(batch, hypotheses, strict=True))
        return [found[i] for i in range(len(sentences))]

    def signature(self, decoding: Decoding) -> str:
        """See ``Engine.signature``."""
        return make_signature(self.folder, engine="transformers", compute_type=_COMPUTE_TYPE, decoding=decoding)

    def _source_ids(self, sentence: str, locale: str) -> list[int]:
        text = self.folder.manifest.source_prefix + sentence
        token = known_language_token(self.folder, locale, self.known)
        if token and self.folder.layout in ("marian", "t5"):
            text = f"{token} {text}"
        ids: list[int] = self.tokenizer(text).input_ids
        longest = self.folder.positions - PREFIX_SPACE
        return ids if len(ids) <= longest else [*ids[: longest - 1], ids[-1]]

    def _target_prefix(self, locale: str) -> list[int]:
        """Ids that the decoder starts with."""
        start = self.model.generation_config.decoder_start_token_id
        token = known_language_token(self.folder, locale, self.known)
        return [start] if self.folder.layout in ("marian", "t5") else [start, self.known[token]]

    def _generate(self, sources: list[list[int]], prefix: list[int], decoding: Decoding) -> list[Hypothesis]:
        import torch

        each = decoding.beam if decoding.whole_beam else 1
        batch = self.tokenizer.pad({"input_ids": sources}, return_tensors="pt")
        with torch.inference_mode():
            out = self.model.generate(
                input_ids=batch["input_ids"],
                attention_mask=batch["attention_mask"],
                decoder_input_ids=torch.tensor([prefix] * len(sources)),
                num_beams=decoding.beam,
                num_return_sequences=each,
                length_penalty=decoding.length_penalty,
                repetition_penalty=decoding.repetition_penalty,
                no_repeat_ngram_size=decoding.no_repeat,
                # CTranslate2 counts the language token, too.
                max_new_tokens=longest_output(max(map(len, sources))) + 1 - len(prefix),
                early_stopping=decoding.beam > 1,
                suppress_tokens=[self.tokenizer.unk_token_id],
                forced_bos_token_id=None,
                forced_eos_token_id=None,
                do_sample=False,
                return_dict_in_generate=True,
                output_scores=True,
            )
        language_tokens = {number for token, number in self.known.items() if LANGUAGE_TOKEN.fullmatch(token)}
        written = [[n for n in row if n not in language_tokens] for row in out.sequences[:, len(prefix) :].tolist()]
        texts = self.tokenizer.batch_decode(written, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        scores = out.sequences_scores.tolist() if decoding.beam > 1 else self._mean_scores(out)
        found = [Hypothesis(text.strip(), score) for text, score in zip(texts, scores, strict=True)]
        return [replace(found[i], others=tuple(found[i + 1 : i + each])) for i in range(0, len(found), each)]

    def _mean_scores(self, out: Any) -> list[float]:
        """Greedy search keeps no score of the whole."""
        scores = self.model.compute_transition_scores(out.sequences, out.scores, normalize_logits=True)
        kept = out.sequences[:, -scores.shape[1] :] != self.tokenizer.pad_token_id
        means: list[float] = ((scores * kept).nan_to_num(0.0).sum(1) / kept.sum(1).clamp(min=1)).tolist()
        return means


def open_transformers(folder: ModelFolder, *, threads: int) -> TransformersEngine:
    """Load tokenizer and weights from the folder alone: safetensors only, no remote code, no network.

    Raises:
        MissingExtraError: torch, or what reads the vocabulary, is not installed. ModelError: weights or tokenizer cannot be loaded.
    """
    try:
        import torch
    except ImportError as error:
        raise MissingExtraError(
            "the transformers engine needs torch", remedy="pip install 'newsl10n[torch]'"
        ) from error
    import safetensors
    import transformers

    torch.set_num_threads(threads)
    require_vocabulary_reader(folder)
    options: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
    try:
        with quiet_transformers():
            tokenizer = _tokenizer_class(folder).from_pretrained(folder.path, **_languages(folder), **options)
            model = transformers.AutoModelForSeq2SeqLM.from_pretrained(
                folder.path, use_safetensors=True, dtype=torch.float32, **options
            )
    except (OSError, ValueError, KeyError, RuntimeError, safetensors.SafetensorError) as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0][:160]
        raise ModelError(
            f"cannot be loaded ({reason})", path=folder.path, remedy="pull or export the model again"
        ) from error
    model.generation_config.max_length = None
    return TransformersEngine(folder, tokenizer, model.eval(), tokenizer.get_vocab())


def _tokenizer_class(folder: ModelFolder) -> Any:
    """transformers 5 takes piece 2 of any T5 for ``<unk>``, which is ``</s>`` in MADLAD; ``tokenizer.json`` says what is so."""
    import transformers

    as_published = folder.layout == "t5" and (folder.path / "tokenizer.json").is_file()
    return transformers.PreTrainedTokenizerFast if as_published else transformers.AutoTokenizer


def _languages(folder: ModelFolder) -> dict[str, str]:
    match folder.layout:
        case "m2m100":
            return {"src_lang": folder.manifest.source}
        case "nllb" | "mbart":
            return {"src_lang": folder.language_token(folder.manifest.source)}
        case _:
            return {}
