"""How fast a model translates, measured side by side on the same weights.

``python -m benchmarks.translate_speed SENTENCES.txt [--model models/newsl10n-starter] [--sentences 300] [--repeat 3]``

SENTENCES.txt holds one English sentence a line. Each way runs in its own process (so that its peak memory is its own) and translates
to Arabic and Turkish; the model is loaded and warmed up before the clock starts. Printed: median seconds, source words a second
(each word counted once for each language), peak memory, and each way against transformers one by one and against the ceiling.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

LOCALES = ("ar", "tr")
WAYS = {
    "start": "cold start to the first translated sentence",
    "ours": "newsl10n: draft_texts, guard and retries included",
    "engine": "newsl10n: first pass alone",
    "ceiling": "bare CTranslate2, tokens made and sorted beforehand",
    "batched": "transformers generate, batches of 16 in file order",
    "single": "transformers generate, sentence by sentence",
}
BEAM = 2
Run = Callable[[], object]


def prepare(way: str, model: Path, sentences: Sequence[str]) -> Run:
    """Load what a way needs; the result translates everything once."""
    return {
        "ours": _prepare_ours, "engine": _prepare_engine, "ceiling": _prepare_ceiling,
        "batched": lambda m, s: _prepare_transformers(m, s, 16), "single": lambda m, s: _prepare_transformers(m, s, 1),
    }[way](model, sentences)  # fmt: skip


def _prepare_ours(model: Path, sentences: Sequence[str]) -> Run:
    from newsl10n.models import read_model_folder
    from newsl10n.translate import SourceText, draft_texts, open_engine

    engine = open_engine(read_model_folder(model))
    texts = [SourceText(sentence) for sentence in sentences]
    return lambda: [list(draft_texts(texts, engine=engine, locale=locale, beam=BEAM)) for locale in LOCALES]


def _prepare_engine(model: Path, sentences: Sequence[str]) -> Run:
    from newsl10n.models import read_model_folder
    from newsl10n.translate import Decoding, open_engine

    engine = open_engine(read_model_folder(model))
    return lambda: [engine.translate(sentences, locale=locale, decoding=Decoding(beam=BEAM)) for locale in LOCALES]


def _prepare_ceiling(model: Path, sentences: Sequence[str]) -> Run:
    import ctranslate2
    import sentencepiece

    from newsl10n.models import read_model_folder
    from newsl10n.translate.engine import available_cores

    folder = read_model_folder(model)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(model / "sentencepiece.bpe.model"))
    pieces = [processor.encode(folder.manifest.source_prefix + s, out_type=str) for s in sentences]
    sources = sorted((["__en__", *p, "</s>"] for p in pieces), key=len, reverse=True)
    translator = ctranslate2.Translator(
        str(folder.ctranslate2), compute_type="int8", inter_threads=available_cores(), intra_threads=1
    )

    def run() -> object:
        return [
            translator.translate_batch(
                sources, [[f"__{locale}__"]] * len(sources), beam_size=BEAM, max_batch_size=512, batch_type="tokens",
                max_decoding_length=200,
            )
            for locale in LOCALES
        ]  # fmt: skip

    return run


def _prepare_transformers(model: Path, sentences: Sequence[str], size: int) -> Run:
    import torch
    import transformers

    from newsl10n.models import read_model_folder
    from newsl10n.translate.engine import available_cores, longest_output

    torch.set_num_threads(available_cores())
    transformers.logging.set_verbosity_error()
    prefix = read_model_folder(model).manifest.source_prefix
    tokenizer = transformers.AutoTokenizer.from_pretrained(model, local_files_only=True)
    network: Any = transformers.AutoModelForSeq2SeqLM.from_pretrained(model, local_files_only=True).eval()

    def run() -> object:
        out = []
        for locale in LOCALES:
            for at in range(0, len(sentences), size):
                batch = tokenizer([prefix + s for s in sentences[at : at + size]], return_tensors="pt", padding=True)
                with torch.inference_mode():
                    ids = network.generate(
                        **batch,
                        forced_bos_token_id=tokenizer.get_lang_id(locale),
                        num_beams=BEAM,
                        max_new_tokens=longest_output(batch.input_ids.shape[1]),
                    )
                out += tokenizer.batch_decode(ids, skip_special_tokens=True)
        return out

    return run


def measure(way: str, model: Path, sentences: Sequence[str], repeat: int) -> dict[str, float]:
    """Median seconds of ``repeat`` runs after one warm-up on a few sentences, and peak memory in MB."""
    prepare(way, model, sentences[:4])()
    run = prepare(way, model, sentences)
    seconds = []
    for _ in range(repeat):
        began = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": statistics.median(seconds), "peak_mb": peak}


def measure_start(model: Path, sentence: str, repeat: int) -> dict[str, float]:
    """Median seconds of a fresh interpreter that loads the model and translates one sentence."""
    program = (
        "import sys; from pathlib import Path; from newsl10n.models import read_model_folder\n"
        "from newsl10n.translate import SourceText, draft_texts, open_engine\n"
        "engine = open_engine(read_model_folder(Path(sys.argv[1])))\n"
        "list(draft_texts([SourceText(sys.argv[2])], engine=engine, locale='ar'))"
    )
    seconds = []
    for _ in range(max(repeat, 3)):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", program, str(model), sentence], check=True)
        seconds.append(time.perf_counter() - began)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"seconds": statistics.median(seconds), "peak_mb": peak}


def compare(options: argparse.Namespace) -> None:
    """Run every way in its own process and print a table."""
    sentences = _read(options.sentences_file, options.sentences)
    slow = sentences[: options.slow_sentences]
    found = {}
    print(
        f"{len(sentences)} sentences ({len(slow)} for transformers), {sum(len(s.split()) for s in sentences)} words, beam {BEAM}"
    )
    for way in options.ways or WAYS:
        few = way in ("single", "batched")
        count = options.slow_sentences if few else options.sentences
        command = [
            sys.executable, "-m", "benchmarks.translate_speed", str(options.sentences_file), "--model", str(options.model),
            "--way", way, "--sentences", str(count), "--repeat", str(1 if few else options.repeat),
        ]  # fmt: skip
        out = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
        words = sum(len(s.split()) for s in (slow if few else sentences)) * len(LOCALES)
        found[way] = words / out["seconds"]
        speed = "" if way == "start" else f"{found[way]:9,.0f} words/s"
        print(f"{out['seconds']:8.2f} s  {out['peak_mb']:6.0f} MB  {speed:17}  {WAYS[way]}", flush=True)
    if {"ours", "single", "batched", "ceiling"} <= found.keys():
        print(
            f"ours / single {found['ours'] / found['single']:.1f}, ours / batched {found['ours'] / found['batched']:.1f}"
        )
        print(
            f"ours / ceiling {found['ours'] / found['ceiling']:.2f}, first pass / ceiling {found['engine'] / found['ceiling']:.2f}"
        )


def _read(path: Path, count: int) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()][:count]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences_file", type=Path)
    parser.add_argument("--model", type=Path, default=Path("models/newsl10n-starter"))
    parser.add_argument("--sentences", type=int, default=300, help="lines used")
    parser.add_argument("--slow-sentences", type=int, default=40, help="lines used for transformers")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--ways", nargs="*", choices=WAYS)
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.way is None:
        compare(options)
        return
    sentences = _read(options.sentences_file, options.sentences)
    if options.way == "start":
        print(json.dumps(measure_start(options.model, sentences[0], options.repeat)))
    else:
        print(json.dumps(measure(options.way, options.model, sentences, options.repeat)))


if __name__ == "__main__":
    main()
