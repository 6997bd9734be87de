"""Several checkpoints or model folders -> the mean of their weights.

``python -m training.average --out mean.pt CHECKPOINT.pt|FOLDER …``; export it with ``training.export --weights mean.pt``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch


def load_weights(path: Path) -> tuple[dict[str, torch.Tensor], int]:
    """State dict in float32 and training step of a ``.pt`` file (its running mean where it has one) or a model folder."""
    if path.is_dir():
        from transformers import AutoModelForSeq2SeqLM

        model = AutoModelForSeq2SeqLM.from_pretrained(path, dtype=torch.float32, local_files_only=True)
        return model.state_dict(), json.loads((path / "training_state.json").read_text())["step"]
    saved = torch.load(path, map_location="cpu")
    return {k: v.float() for k, v in saved.get("average", saved["model"]).items()}, saved["step"]


def mean_weights(states: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean, tensor by tensor; all states have the same keys and shapes."""
    return {key: torch.stack([state[key] for state in states]).mean(0) for key in states[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    loaded = [load_weights(path) for path in options.paths]
    torch.save({"model": mean_weights([s for s, _ in loaded]), "step": max(n for _, n in loaded)}, options.out)


if __name__ == "__main__":
    main()
