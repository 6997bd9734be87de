"""Layout -> model folder as the hub holds one: real files, a vocabulary of a few hundred pieces, random weights with a fixed seed.

What such a model writes means nothing. It shows whether two engines feed and read the same model in the same way.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_ARTICLES = Path(__file__).parent / "data" / "golden"
_SOURCE, _TARGETS = ("ferry.md",), ("ferry.ar.md", "ferry.tr.md")
_NLLB_CODES = ["arb_Arab", "eng_Latn", "fra_Latn", "tur_Latn"]
_FAIRSEQ = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
_MBART_OF_THE_HUB: dict[str, Any] = {
    "normalize_before": True, "normalize_embedding": True, "tokenizer_class": "MBart50Tokenizer",
}  # fmt: skip
_SIZES: dict[str, Any] = {"d_model": 32, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 4, "decoder_attention_heads": 4,
          "encoder_ffn_dim": 64, "decoder_ffn_dim": 64, "max_position_embeddings": 128, "init_std": 0.6}  # fmt: skip


def build_marian(folder: Path, *, target: str, tokens: Sequence[str] = ()) -> None:
    """OPUS-MT: a vocabulary for each side, joined in ``vocab.json``, ``tokens`` such as ``>>ara<<`` in it."""
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir()
    pieces = dict.fromkeys(["</s>", "<unk>", *tokens])
    for name, articles in (("source.spm", _SOURCE), ("target.spm", _TARGETS)):
        pieces |= dict.fromkeys(piece for piece, _ in _train(folder / name, articles))
    for special in ("<s>", "<pad>"):
        pieces.pop(special, None)
    vocabulary = {piece: number for number, piece in enumerate([*pieces, "<pad>"])}
    _write(folder / "vocab.json", vocabulary)
    _write(folder / "tokenizer_config.json", {"source_lang": "en", "target_lang": target})
    pad = len(vocabulary) - 1
    config = MarianConfig(
        vocab_size=len(vocabulary), pad_token_id=pad, decoder_start_token_id=pad, bos_token_id=0, eos_token_id=0,
        forced_eos_token_id=0, scale_embedding=True, **_SIZES,
    )  # fmt: skip
    _save(MarianMTModel, config, folder, bad_words_ids=[[pad]])


def build_nllb(folder: Path) -> None:
    """NLLB: fairseq numbers, language codes after the pieces, ``tokenizer.json`` beside the SentencePiece file."""
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    folder.mkdir()
    pieces = _train(folder / "sentencepiece.bpe.model", _SOURCE + _TARGETS, model_type="bpe")
    numbers = {piece: number for number, (piece, _) in enumerate([*_FAIRSEQ, *pieces[3:]])}
    tokenizer = NllbTokenizer(vocab=numbers, merges=_merges(numbers), additional_special_tokens=_NLLB_CODES)
    tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    settings = {"tokenizer_class": "NllbTokenizer", "additional_special_tokens": _NLLB_CODES}
    _write(folder / "tokenizer_config.json", settings)
    # As the original, two rows more than there are tokens.
    config = M2M100Config(
        vocab_size=len(tokenizer) + 2, pad_token_id=1, bos_token_id=0, eos_token_id=2, decoder_start_token_id=2,
        scale_embedding=True, **_SIZES,
    )  # fmt: skip
    _save(M2M100ForConditionalGeneration, config, folder)


def build_mbart50(folder: Path) -> None:
    """mBART-50: language codes after the pieces, and in ``config.json`` what CTranslate2 asks for."""
    from transformers import MBart50Tokenizer, MBartConfig, MBartForConditionalGeneration

    folder.mkdir()
    pieces = _train(folder / "sentencepiece.bpe.model", _SOURCE + _TARGETS)
    tokenizer = MBart50Tokenizer(vocab=pieces)
    tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    _write(
        folder / "tokenizer_config.json", {"tokenizer_class": "MBart50Tokenizer", "src_lang": None, "tgt_lang": None}
    )
    config = MBartConfig(
        vocab_size=len(tokenizer), pad_token_id=1, bos_token_id=0, eos_token_id=2, decoder_start_token_id=2,
        forced_eos_token_id=2, scale_embedding=True, **_SIZES, **_MBART_OF_THE_HUB,
    )  # fmt: skip
    _save(MBartForConditionalGeneration, config, folder)


def build_madlad(folder: Path) -> None:
    """MADLAD: T5 with language tokens as pieces of their own, ``<unk>`` before ``<s>``, starting to write from ``<unk>``."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors
    from transformers import T5Config, T5ForConditionalGeneration

    folder.mkdir()
    pieces = _train(folder / "spiece.model", _SOURCE + _TARGETS, user_defined_symbols=["<2ar>", "<2fr>", "<2tr>"])
    backend = Tokenizer(models.Unigram(pieces, unk_id=0))
    backend.pre_tokenizer = pre_tokenizers.Metaspace()
    backend.decoder = decoders.Metaspace()
    backend.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 2)])
    backend.add_special_tokens(["<unk>", "<s>", "</s>"])
    backend.save(str(folder / "tokenizer.json"))
    settings = {"tokenizer_class": "T5Tokenizer", "extra_ids": 0, "bos_token": "<s>", "pad_token": "<s>",
                "eos_token": "</s>", "unk_token": "<unk>", "additional_special_tokens": []}  # fmt: skip
    _write(folder / "tokenizer_config.json", settings)
    config = T5Config(
        vocab_size=len(pieces), d_model=32, d_kv=8, d_ff=64, num_layers=2, num_decoder_layers=2, num_heads=4,
        feed_forward_proj="gated-gelu", pad_token_id=1, eos_token_id=2, initializer_factor=3.0,
    )  # fmt: skip
    config.decoder_start_token_id = 0
    _save(T5ForConditionalGeneration, config, folder, tied=False)


def _train(path: Path, articles: Sequence[str], **options: Any) -> list[tuple[str, float]]:
    """Write a SentencePiece file; returns its pieces and their scores."""
    import sentencepiece

    lines = [line for name in articles for line in (_ARTICLES / name).read_text(encoding="utf-8").splitlines() if line]
    with path.open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(lines), model_writer=file, vocab_size=300, hard_vocab_limit=False, character_coverage=1.0,
            num_threads=1, minloglevel=2, **options,
        )  # fmt: skip
    processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [(processor.id_to_piece(number), processor.get_score(number)) for number in range(len(processor))]


def _merges(numbers: dict[str, int]) -> list[tuple[str, str]]:
    """Pairs of pieces that make a piece, in the order in which BPE learned them."""
    pairs = [
        (numbers[piece], (piece[:cut], piece[cut:]))
        for piece in numbers
        for cut in range(1, len(piece))
        if piece[:cut] in numbers and piece[cut:] in numbers
    ]
    return [pair for _, pair in sorted(pairs)]


def _save(kind: Any, config: Any, folder: Path, *, tied: bool = True, **generation: Any) -> None:
    """Write ``config.json``, ``generation_config.json``, and the weights in several files with an index."""
    import torch
    import transformers

    transformers.logging.disable_progress_bar()
    torch.manual_seed(7)
    model = kind(config)
    for name, value in generation.items():
        setattr(model.generation_config, name, value)
    if not tied:
        model.lm_head.weight = torch.nn.Parameter(torch.randn_like(model.lm_head.weight) * 0.3)
        model.config.tie_word_embeddings = False
    model.save_pretrained(folder, max_shard_size="60KB")
    if not tied:
        # transformers 5 writes what transformers 4, which the hub's own files come from, does not know.
        written = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        written.pop("scale_decoder_outputs")
        _write(folder / "config.json", {**written, "tie_word_embeddings": False})


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
