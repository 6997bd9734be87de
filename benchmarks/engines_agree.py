"""One model, both engines -> how often they write the same text, and what 8-bit weights cost.

    python -m benchmarks.engines_agree --source dev.en --target ar=dev.ar --target tr=dev.tr [--model models/newsl10n-starter]

The files hold a sentence a line and are aligned. Decoding is plain: a repetition penalty would be taken from logits in CTranslate2, and from
log-probabilities in the beam search of transformers, which gives other texts. Every way is the first pass alone, without guard and retries: CTranslate2 and transformers in
float32, and CTranslate2 in the int8 that is shipped. Prints a line a language: share of sentences with the same text in float32, and the chrF2 of each way.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from benchmarks.dev_set import chrf, parse_dev_set, read_lines
from newsl10n.models import convert_model, read_model_folder
from newsl10n.translate import Decoding, open_engine

PART = 100
"""Sentences between two lines of progress."""


def main() -> int:
    parser = parse_dev_set(__doc__, sentences=1000)
    parser.add_argument("--beam", type=int, default=2)
    options = parser.parse_args()
    sources = read_lines(options.source)[: options.sentences]
    print("into  sentences  same text   chrF2: CTranslate2 float32  transformers float32  CTranslate2 int8", flush=True)
    with tempfile.TemporaryDirectory() as place:
        exact = Path(place) / options.model.name
        shutil.copytree(options.model, exact)
        convert_model(exact, quantization="float32")
        for locale, path in (pair.split("=", 1) for pair in options.target):
            references = read_lines(path)[: len(sources)]
            texts = [
                _translate(sources, folder, engine, kind, locale, options.beam)
                for folder, engine, kind in (
                    (exact, "ctranslate2", "float32"),
                    (exact, "transformers", "float32"),
                    (options.model, "ctranslate2", "int8"),
                )
            ]
            same = sum(a == b for a, b in zip(texts[0], texts[1], strict=True)) / len(sources)
            scores = "".join(f"{chrf(text, references):22.2f}" for text in texts)
            print(f"{locale:<4}  {len(sources):>9}  {same:>8.1%} {scores}", flush=True)
    return 0


def _translate(sources: list[str], folder: Path, engine: str, kind: str, locale: str, beam: int) -> list[str]:
    opened = open_engine(read_model_folder(folder), engine=engine, compute_type=kind)
    texts: list[str] = []
    for start in range(0, len(sources), PART):
        part = sources[start : start + PART]
        texts += [h.text for h in opened.translate(part, locale=locale, decoding=Decoding(beam=beam))]
    return texts


if __name__ == "__main__":
    raise SystemExit(main())
