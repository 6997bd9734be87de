"""Model folder -> converted, checksummed, verified, put in place."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import json
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsl10n.errors import FileError, MissingExtraError, ModelError
from newsl10n.files import write_whole
from newsl10n.models.folder import CTRANSLATE2_FOLDER, ModelFolder, read_json, read_model_folder

CHECKSUMS = "SHA256SUMS"


def convert_model(folder: Path, *, quantization: str = "int8") -> Path:
    """Make ``folder/ct2`` from the Hugging Face weights beside it; returns that path.

    Raises:
        MissingExtraError: torch, or what reads the vocabulary, is not installed.
        ModelError: the weights cannot be converted.
    """
    description = read_model_folder(folder)
    try:
        import torch  # noqa: F401
    except ImportError as error:
        raise MissingExtraError(
            "converting a model needs torch",
            path=folder,
            remedy="pip install 'newsl10n[torch]', then `newsl10n models convert`",
        ) from error
    require_vocabulary_reader(description)
    out = description.ctranslate2
    with tempfile.TemporaryDirectory(dir=folder, prefix=".ct2.") as temporary:
        converter = _converter(folder)
        try:
            with quiet_transformers():
                converter.convert(str(Path(temporary) / "new"), quantization=quantization, force=True)
        except (ValueError, OSError, KeyError, RuntimeError, AttributeError) as error:
            raise ModelError(
                f"cannot convert to CTranslate2 ({_first_line(error)})",
                path=folder,
                remedy="run it with --engine transformers",
            ) from error
        _name_start(Path(temporary) / "new" / "config.json")
        replace_folder(Path(temporary) / "new", out)
    return out


def require_vocabulary_reader(folder: ModelFolder) -> None:
    """transformers reads a SentencePiece file through protobuf where a model has no ``tokenizer.json`` beside it.

    Raises:
        MissingExtraError: protobuf is needed and not installed.
    """
    if folder.layout in ("marian", "m2m100") or (folder.path / "tokenizer.json").is_file():
        return
    try:
        importlib.import_module("google.protobuf")
    except ImportError as error:
        raise MissingExtraError(
            "the vocabulary of this model is read with protobuf", path=folder.path, remedy="pip install protobuf"
        ) from error


@contextlib.contextmanager
def quiet_transformers() -> Iterator[None]:
    """Loading without progress bars, and without advice on a normalizer that its OPUS-MT tokenizer never calls."""
    import transformers

    transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Recommended: pip install sacremoses", UserWarning)
        yield


def weights_revision(folder: Path) -> str:
    """First 12 hex digits of the SHA-256 over the safetensors files in name order."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.safetensors")):
        for block in _blocks(path):
            digest.update(block)
    return digest.hexdigest()[:12]


def sha256_of(path: Path) -> str:
    """SHA-256 of a file in hex."""
    digest = hashlib.sha256()
    for block in _blocks(path):
        digest.update(block)
    return digest.hexdigest()


def write_checksums(folder: Path) -> None:
    """Write ``SHA256SUMS`` (as ``sha256sum`` prints them) over every file but itself and the README."""
    names = [name for name in _files(folder) if name not in (CHECKSUMS, "README.md")]
    lines = "".join(f"{sha256_of(folder / name)}  {name}\n" for name in names)
    write_whole(folder / CHECKSUMS, lines.encode())


def verify_model(folder: Path) -> list[str]:
    """What is wrong with an installed model: one line a problem, empty when every file is as it was published.

    Raises:
        ModelError: there is no such folder or nothing to verify it with.
    """
    if not folder.is_dir():
        raise ModelError("no such model folder", path=folder, remedy="`newsl10n models list` shows what is installed")
    if not (folder / CHECKSUMS).is_file():
        raise ModelError(f"no {CHECKSUMS}", path=folder, remedy="pull or export the model again")
    problems = []
    for line in (folder / CHECKSUMS).read_text(encoding="utf-8", errors="replace").splitlines():
        expected, _, name = line.partition("  ")
        path = folder / name
        if not name or not path.resolve().is_relative_to(folder.resolve()):
            problems.append(f"{CHECKSUMS}: not a checksum line: {line[:80]}")
        elif not path.is_file():
            problems.append(f"{name}: missing")
        elif sha256_of(path) != expected:
            problems.append(f"{name}: changed since it was published")
    try:
        read_model_folder(folder)
    except ModelError as error:
        problems.append(str(error))
    return problems


def replace_folder(new: Path, old: Path) -> None:
    """Put ``new`` where ``old`` is (or nothing is). Both must lie on one file system.

    Raises:
        FileError: the disk refused; ``old`` is as it was.
    """
    aside = old.with_name(f".{old.name}.old.{os.getpid()}")
    moved = False
    try:
        if old.exists():
            os.replace(old, aside)
            moved = True
        os.replace(new, old)
    except OSError as error:
        if moved:
            os.replace(aside, old)
        raise FileError(
            f"cannot write ({error.strerror})", path=old, remedy="check the permissions of its folder"
        ) from error
    shutil.rmtree(aside, ignore_errors=True)


def has_ctranslate2(folder: Path) -> bool:
    """Whether the default engine can run it."""
    return (folder / CTRANSLATE2_FOLDER / "model.bin").is_file()


def shared_vocabulary(folder: Path) -> list[str]:
    """Target tokens of the CTranslate2 weights.

    Raises:
        ModelError: they are not there or broken.
    """
    for name in ("shared_vocabulary.json", "target_vocabulary.json"):
        path = folder / CTRANSLATE2_FOLDER / name
        if path.is_file():
            try:
                return list(map(str, json.loads(path.read_bytes())))
            except (OSError, ValueError, TypeError) as error:
                raise ModelError(
                    "the vocabulary is broken", path=path, remedy="`newsl10n models convert` it again"
                ) from error
    raise ModelError("no CTranslate2 vocabulary", path=folder, remedy="`newsl10n models convert` it again")


def _converter(folder: Path) -> Any:
    """transformers 5 says of every T5 that its embeddings are tied, from which CTranslate2 concludes that its outputs are scaled."""
    import ctranslate2

    class Converter(ctranslate2.converters.TransformersConverter):  # type: ignore[misc]
        def load_model(self, *args: Any, **options: Any) -> Any:
            model = super().load_model(*args, **options)
            scaled = getattr(model.config, "scale_decoder_outputs", None)
            if scaled is not None:
                model.config.tie_word_embeddings = scaled
            return model

    return Converter(str(folder), load_as_float16=False)


def _name_start(path: Path) -> None:
    """CTranslate2 does not open a model whose tokenizer has no start token, as that of mBART-50; no model here reads with one."""
    config = read_json(path)
    if config.get("bos_token", "") is None:
        write_whole(path, json.dumps({**config, "bos_token": config["eos_token"]}, indent=2).encode())


def _files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            yield block


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:160]
