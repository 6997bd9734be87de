"""Checkpoint -> model folder: Hugging Face layout, CTranslate2 int8, manifest, checksums.

``python -m training.export --work DIR --out models/NAME [--use average|model]``: the folder loads with ``AutoTokenizer`` and
``AutoModelForSeq2SeqLM``; its weights are float16, and training can go on from them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import torch

from newsl10n.files import write_whole
from newsl10n.models import Manifest, convert_model, replace_folder, weights_revision, write_checksums, write_manifest
from training.corpus import DOMAIN_TAGS, LANGUAGES
from training.train import EOS, PAD, Shape, build_model, language_ids

HEADS = 4
"""The state dict does not say how its matrices are cut into heads."""


def export_checkpoint(
    state: dict[str, torch.Tensor], out: Path, *, vocabulary: Path, step: int, manifest: Manifest
) -> None:
    """Write the model folder ``out``, the old one replaced in one step.

    ``state``: state dict in any float type. ``vocabulary``: the SentencePiece model it was trained with.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as temporary:
        folder = Path(temporary) / out.name
        folder.mkdir()
        pieces = _write_tokenizer(vocabulary, folder)
        model = build_model(pieces, shape_of(state))
        model.load_state_dict(state)
        _write_weights(model, folder, pieces)
        write_whole(folder / "training_state.json", f'{{"step": {step}}}\n'.encode())
        convert_model(folder)
        write_manifest(folder, manifest.with_revision(weights_revision(folder)))
        for kept in ("README.md",):
            if (out / kept).exists():
                shutil.copy2(out / kept, folder / kept)
        write_checksums(folder)
        replace_folder(folder, out)


def shape_of(state: dict[str, torch.Tensor]) -> Shape:
    """The shape whose model has this state dict."""

    def layers(side: str) -> int:
        return 1 + max(int(key.split(".")[3]) for key in state if key.startswith(f"model.{side}.layers."))

    feed_forward, width = state["model.encoder.layers.0.fc1.weight"].shape
    return Shape(width, feed_forward, layers("encoder"), layers("decoder"), HEADS)


def _write_weights(model: Any, folder: Path, pieces: int) -> None:
    model.config.tokenizer_class = "M2M100Tokenizer"
    model.config.forced_bos_token_id = None
    model.generation_config.update(
        num_beams=2, max_length=256, decoder_start_token_id=EOS, eos_token_id=EOS, pad_token_id=PAD, bos_token_id=0,
        forced_bos_token_id=language_ids(pieces)[LANGUAGES[0]],
    )  # fmt: skip
    model.half().save_pretrained(folder)
    # Halves on disk, but whoever loads them on a CPU wants to compute in single precision.
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["dtype"] = "float32"
    for weights in folder.glob("*.safetensors"):
        weights.chmod(0o644)
    write_whole(folder / "config.json", (json.dumps(config, indent=2, sort_keys=True) + "\n").encode())


def _write_tokenizer(vocabulary: Path, folder: Path) -> int:
    """Write the three tokenizer files; returns the number of pieces."""
    import sentencepiece

    shutil.copyfile(vocabulary, folder / "sentencepiece.bpe.model")
    processor = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    ids = {processor.id_to_piece(i): i for i in range(processor.get_piece_size())}
    config = {
        "tokenizer_class": "M2M100Tokenizer", "language_codes": "m2m100", "src_lang": "en", "tgt_lang": LANGUAGES[0],
        "num_madeup_words": 8, "model_max_length": 512, "bos_token": "<s>", "eos_token": "</s>", "sep_token": "</s>",
        "pad_token": "<pad>", "unk_token": "<unk>", "added_tokens_decoder": _special_tokens(len(ids)),
        "extra_special_tokens": [f"__{code}__" for code in language_ids(len(ids))],
    }  # fmt: skip
    for name, value in (("vocab.json", ids), ("tokenizer_config.json", config)):
        write_whole(folder / name, (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode())
    return len(ids)


def _special_tokens(pieces: int) -> dict[str, dict[str, Any]]:
    """Language tokens as special ones: transformers 5 forgets them, then prints them and cannot convert the model."""
    names = dict(enumerate(("<s>", "<pad>", "</s>", "<unk>")))
    names |= {i: f"__{code}__" for code, i in language_ids(pieces).items()}
    plain = dict.fromkeys(("lstrip", "rstrip", "normalized", "single_word"), False)
    return {str(i): {"content": name, "special": True, **plain} for i, name in names.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="where checkpoint.pt and spm.model are")
    parser.add_argument("--out", type=Path, required=True, help="model folder to write, models/NAME")
    parser.add_argument(
        "--use", choices=("average", "model"), default="average", help="running mean, or newest weights"
    )
    parser.add_argument("--weights", type=Path, help="state dict made by training.average, instead of a checkpoint")
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--licence", default="CC-BY-SA-4.0", help="of the weights: the strictest of its data")
    # Chosen on 300 dev lines and compared again on held-back news: a model of this size repeats itself, stops early and miscopies digits.
    parser.add_argument("--length-penalty", type=float, default=1.5)
    parser.add_argument("--repetition-penalty", type=float, default=1.15)
    parser.add_argument("--no-repeat", type=int, default=4)
    parser.add_argument("--hide-numbers", action=argparse.BooleanOptionalAction, default=True)
    options = parser.parse_args()
    saved = torch.load(options.weights or options.work / "checkpoint.pt", map_location="cpu")
    state = saved[options.use] if options.use in saved else saved["model"]
    manifest = Manifest(
        name=options.out.name, version=options.version, licence=options.licence, source="en", targets=LANGUAGES,
        source_prefix=f"{DOMAIN_TAGS['news']} ", placeholder="\u27e6{}\u27e7",
        length_penalty=options.length_penalty, repetition_penalty=options.repetition_penalty, no_repeat=options.no_repeat,
        hide_numbers=options.hide_numbers,
    )  # fmt: skip
    export_checkpoint(state, options.out, vocabulary=options.work / "spm.model", step=saved["step"], manifest=manifest)
    print(f"{options.out}: step {saved['step']}, {sum(v.numel() for v in state.values()):,} weights in the state dict")


if __name__ == "__main__":
    main()
