"""Pairs -> one joint SentencePiece vocabulary and token files.

``python -m training.vocabulary --work DIR [--size 8000]``
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from training.corpus import DOMAIN_TAGS, LANGUAGES

# How many lines of each kind the vocabulary is learnt from: it should fit news, not manuals.
SAMPLE = {
    "news-teacher": 20_000,
    "news-wmt": 20_000,
    "news": 2_000,
    "general": 60_000,
    "docs": 25_000,
    "religious": 20_000,
    "names": 3_000,
}
PLACEHOLDERS = [f"\u27e6{n}\u27e7" for n in range(1, 10)]
# Typographic quotes, ellipsis and no-break spaces become their ASCII kin; marks nobody sees, vowel-less tatweel included, go.
_NORMALISATION = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u2032": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"',
    "\u00bb": '"', "\u2026": "...", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2011": "-", "\u200b": "", "\u200c": "",
    "\u200d": "", "\u200e": "", "\u200f": "", "\u00ad": "", "\ufeff": "", "\u0640": "", "\u2066": "", "\u2067": "", "\u2068": "", "\u2069": "",
}  # fmt: skip


def learn_vocabulary(work: Path, *, size: int, seed: int) -> None:
    """Write ``work/spm.model``: unigram, digits one by one, bytes for unseen characters."""
    import sentencepiece

    rng = random.Random(seed)
    sample = work / "vocabulary.txt"
    with sample.open("w", encoding="utf-8") as out:
        for path in sorted((work / "pairs").glob("*.tsv")):
            lines = path.read_text(encoding="utf-8").splitlines()
            for line in rng.sample(lines, min(len(lines), SAMPLE.get(path.name.split(".")[0], 0))):
                out.write(line.replace("\t", "\n") + "\n")
    rules = work / "normalisation.tsv"
    rules.write_text("".join(f"{ord(a):X}\t{' '.join(f'{ord(c):X}' for c in b)}\n" for a, b in _NORMALISATION.items()))
    sentencepiece.SentencePieceTrainer.train(
        input=str(sample), model_prefix=str(work / "spm"), vocab_size=size, model_type="unigram", character_coverage=0.9998,
        bos_id=0, pad_id=1, eos_id=2, unk_id=3, byte_fallback=True, split_digits=True, num_threads=2, minloglevel=2,
        normalization_rule_tsv=str(rules), user_defined_symbols=sorted(set(DOMAIN_TAGS.values())) + PLACEHOLDERS,
    )  # fmt: skip


def encode_pairs(work: Path, *, seed: int, longest: int = 160) -> None:
    """Write ``work/tokens/<kind>.<locale>.npz`` with flat uint16 token ids and offsets of both sides.

    Nine sources in ten carry their domain tag; four lines in a hundred are joined with the next one.
    """
    import numpy as np
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(work / "spm.model"))
    (work / "tokens").mkdir(exist_ok=True)
    rng = random.Random(seed)
    for path in sorted((work / "pairs").glob("*.tsv")):
        kind, locale = path.name.split(".")[:2]
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        rows = [
            [a[0] + " " + b[0], a[1] + " " + b[1]] if rng.random() < 0.04 else a
            for a, b in zip(rows, rows[1:] + rows[:1], strict=False)
        ]
        tag = "<news>" if kind == "augmented" else DOMAIN_TAGS.get(kind, "<talk>")
        sources = processor.encode([f"{tag} {s}" if rng.random() < 0.9 else s for s, _ in rows])
        targets = processor.encode([t for _, t in rows])
        kept = [
            (s, t) for s, t in zip(sources, targets, strict=False) if 0 < len(s) <= longest and 0 < len(t) <= longest
        ]
        arrays = {}
        for name, side in (("source", 0), ("target", 1)):
            arrays[name] = np.fromiter((i for pair in kept for i in pair[side]), dtype=np.uint16)
            arrays[f"{name}_ends"] = np.cumsum([len(pair[side]) for pair in kept])
        np.savez(work / "tokens" / f"{kind}.{locale}.npz", **arrays)
        print(kind, locale, len(kept), "pairs", len(arrays["target"]), "target tokens", flush=True)
    assert LANGUAGES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--size", type=int, default=8_000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    if not (options.work / "spm.model").exists():
        learn_vocabulary(options.work, size=options.size, seed=options.seed)
    encode_pairs(options.work, seed=options.seed)


if __name__ == "__main__":
    main()
