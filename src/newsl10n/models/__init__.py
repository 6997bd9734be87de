"""Models: which there are, where they lie, how they get there."""

from newsl10n.models.find import DEFAULT_MODEL, find_model, list_models, model_places, user_models
from newsl10n.models.folder import Manifest, ModelFolder, read_model_folder, write_manifest
from newsl10n.models.hub import pull_model
from newsl10n.models.install import (
    convert_model,
    has_ctranslate2,
    replace_folder,
    verify_model,
    weights_revision,
    write_checksums,
)
from newsl10n.models.recommended import RECOMMENDED, HubModel, find_recommended

__all__ = [
    "DEFAULT_MODEL",
    "RECOMMENDED",
    "HubModel",
    "Manifest",
    "ModelFolder",
    "convert_model",
    "find_model",
    "find_recommended",
    "has_ctranslate2",
    "list_models",
    "model_places",
    "pull_model",
    "read_model_folder",
    "replace_folder",
    "user_models",
    "verify_model",
    "weights_revision",
    "write_checksums",
    "write_manifest",
]
