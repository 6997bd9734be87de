"""Weights -> model folder: what training writes is what newsl10n and transformers read."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsl10n.models import read_model_folder, verify_model, weights_revision

torch = pytest.importorskip("torch")
STARTER = Path(__file__).parent.parent / "models" / "newsl10n-starter"


@pytest.mark.torch
def test_exported_folder_is_complete_and_trains_on_from_the_same_weights(tmp_path: Path) -> None:
    from training.average import load_weights
    from training.export import export_checkpoint, shape_of

    state, step = load_weights(STARTER)
    out = tmp_path / "again"
    manifest = read_model_folder(STARTER).manifest
    export_checkpoint(state, out, vocabulary=STARTER / "sentencepiece.bpe.model", step=step, manifest=manifest)

    assert verify_model(out) == []
    assert weights_revision(out) == weights_revision(STARTER)
    assert load_weights(out)[1] == step
    assert (shape_of(state).width, shape_of(state).encoder_layers) == (256, 6)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["again"]


def test_average_is_the_mean_of_every_tensor() -> None:
    from training.average import mean_weights

    states = [{"a": torch.tensor([1.0, 2.0])}, {"a": torch.tensor([3.0, 6.0])}]
    assert mean_weights(states)["a"].tolist() == [2.0, 4.0]


@pytest.mark.torch
def test_auto_classes_of_transformers_load_the_folder() -> None:
    import transformers

    transformers.logging.disable_progress_bar()
    tokenizer = transformers.AutoTokenizer.from_pretrained(STARTER, local_files_only=True)
    model = transformers.AutoModelForSeq2SeqLM.from_pretrained(STARTER, local_files_only=True)
    batch = tokenizer(["<news> The war is over."], return_tensors="pt")
    ids = model.generate(**batch, forced_bos_token_id=tokenizer.get_lang_id("tr"), max_new_tokens=20, max_length=None)
    (text,) = tokenizer.batch_decode(ids, skip_special_tokens=True)

    assert type(tokenizer).__name__ == "M2M100Tokenizer"
    assert model.dtype == torch.float32
    assert "__" not in text
