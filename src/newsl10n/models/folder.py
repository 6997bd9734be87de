"""Model folder on disk -> ModelFolder: what it is and how it wants to be spoken to. Loads no weights."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import Any

from newsl10n.errors import ModelError
from newsl10n.files import write_whole

MANIFEST = "newsl10n.json"
CTRANSLATE2_FOLDER = "ct2"
_REPAIR = "get the folder again, or `newsl10n models verify` it"
# How a model names languages, by model_type of config.json; NLLB is told from M2M100 by its tokenizer.
_LAYOUTS = {"m2m_100": "m2m100", "marian": "marian", "t5": "t5", "mt5": "t5", "mbart": "mbart"}
_WIDEST = 60
"""Characters of a wrong value that an error shows."""
LAYOUTS = ("m2m100", "nllb", "marian", "t5", "mbart")
# FLORES-200 codes of NLLB (facebook/nllb-200-distilled-600M, README) and ISO 639-3 codes of OPUS-MT target tokens.
_NLLB = {
    "ar": "arb_Arab", "de": "deu_Latn", "en": "eng_Latn", "es": "spa_Latn", "fa": "pes_Arab", "fr": "fra_Latn", "he": "heb_Hebr",
    "ku": "kmr_Latn", "pt": "por_Latn", "ru": "rus_Cyrl", "tr": "tur_Latn", "uk": "ukr_Cyrl", "ur": "urd_Arab",
}  # fmt: skip
_MARIAN = {
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra", "he": "heb", "ku": "kmr", "pt": "por",
    "ru": "rus", "tr": "tur", "uk": "ukr", "ur": "urd",
}  # fmt: skip
_MBART = {
    "ar": "ar_AR", "de": "de_DE", "en": "en_XX", "es": "es_XX", "fa": "fa_IR", "fr": "fr_XX", "he": "he_IL", "pt": "pt_XX",
    "ru": "ru_RU", "tr": "tr_TR", "uk": "uk_UA", "ur": "ur_PK",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``newsl10n.json`` says of a model.

    ``revision``: commit of the hub, or the first 12 hex digits of the SHA-256 of the weights. ``source_prefix``: put before every
    source text, its space included. ``placeholder``: how masked text looks, ``{}`` stands for 1 … 9. ``hub``: repository it was
    pulled from. ``targets`` empty: whatever the vocabulary has. ``length_penalty``, ``repetition_penalty``, ``no_repeat``: what it is
    decoded with, see ``translate.Decoding``. ``hide_numbers``: whether it sees placeholders in the place of numbers of two digits or
    more, as a small model that cannot be trusted to copy them should.
    """

    name: str
    version: str = ""
    revision: str = ""
    licence: str = ""
    source: str = "en"
    targets: tuple[str, ...] = ()
    source_prefix: str = ""
    placeholder: str = "[{}]"
    hub: str = ""
    length_penalty: float = 1.0
    repetition_penalty: float = 1.0
    no_repeat: int = 0
    hide_numbers: bool = False

    def with_revision(self, revision: str) -> Manifest:
        """The same with another revision."""
        return replace(self, revision=revision)


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A model that can be opened. ``layout``: one of ``LAYOUTS``. ``positions``: most tokens its encoder takes."""

    path: Path
    layout: str
    manifest: Manifest
    positions: int = 512

    @property
    def name(self) -> str:
        """As in the manifest; the folder's own name where there is none."""
        return self.manifest.name

    @property
    def revision(self) -> str:
        """Twelve characters that tell these weights from any other."""
        return self.manifest.revision[:12]

    @property
    def ctranslate2(self) -> Path:
        """Where the CTranslate2 weights lie, if there are any."""
        return self.path / CTRANSLATE2_FOLDER

    def speaks(self, locale: str) -> bool:
        """Whether the manifest names the language of a locale as a target, or names none; the vocabulary has the last word."""
        return not self.manifest.targets or locale.partition("-")[0] in {
            t.partition("-")[0] for t in self.manifest.targets
        }

    def language_token(self, language: str) -> str:
        """How the model names a language; ``""`` where its layout has no such token or no code for it."""
        match self.layout:
            case "m2m100":
                return f"__{language}__"
            case "nllb":
                return _NLLB.get(language, "")
            case "mbart":
                return _MBART.get(language, "")
            case "marian":
                return f">>{_MARIAN.get(language, language)}<<"
            case _:
                return f"<2{language}>"


def read_model_folder(path: Path) -> ModelFolder:
    """Describe a folder in Hugging Face layout.

    Raises:
        ModelError: no such folder, no or broken ``config.json``, a kind newsl10n cannot run, or weights cut short.
    """
    if not path.is_dir():
        raise ModelError("no such model folder", path=path, remedy="`newsl10n models list` shows what is installed")
    if not (path / "config.json").is_file():
        raise ModelError("no config.json, so not a model in Hugging Face layout", path=path, remedy=_REPAIR)
    config = read_json(path / "config.json")
    tokenizer = read_json(path / "tokenizer_config.json") if (path / "tokenizer_config.json").is_file() else {}
    layout = _layout(path, config, tokenizer)
    for weights in sorted(path.glob("*.safetensors")):
        _check_length(weights)
    positions = config.get("max_position_embeddings", 512)
    manifest = _manifest(path)
    if layout == "marian" and not manifest.targets:
        manifest = replace(manifest, targets=_single_target(tokenizer))
    return ModelFolder(path, layout, manifest, positions if isinstance(positions, int) else 512)


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object in a file of a model folder.

    Raises:
        ModelError: it cannot be read, or is no object.
    """
    try:
        value = json.loads(path.read_bytes())
    except OSError as error:
        raise ModelError(f"cannot read ({error.strerror})", path=path, remedy="check its permissions") from error
    except (ValueError, RecursionError) as error:
        raise ModelError("not valid JSON", path=path, remedy=_REPAIR) from error
    if not isinstance(value, dict):
        raise ModelError("not a JSON object", path=path, remedy=_REPAIR)
    return value


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write ``newsl10n.json``. What a hub's card says of the licence is put on one line."""
    manifest = replace(manifest, licence=_printable(manifest.licence), version=_printable(manifest.version))
    text = json.dumps(asdict(manifest), indent=2, ensure_ascii=False)
    write_whole(folder / MANIFEST, f"{text}\n".encode())


def _manifest(path: Path) -> Manifest:
    if not (path / MANIFEST).is_file():
        return Manifest(_printable(path.resolve().name), revision=_hub_cache_revision(path))
    values = {"name": "", **read_json(path / MANIFEST)}
    known = {f.name: values[f.name] for f in fields(Manifest) if f.name in values}
    for key, value in known.items():
        fits, wanted = _ALLOWED.get(key, _LINE)
        if not fits(value):
            remedy = f"it has to be {wanted}; correct it, or get the folder again"
            raise ModelError(f"{key} is {_shown(value)}", path=path / MANIFEST, remedy=remedy)
    return Manifest(**{**known, "targets": tuple(known.get("targets", ()))})


def _printable(name: str) -> str:
    return "".join(char if char.isprintable() else "_" for char in name)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _WIDEST else f"{text[:_WIDEST]}…"


def _is_line(value: object) -> bool:
    """Text that shows all there is of it: names and revisions go into catalogs."""
    return isinstance(value, str) and value.isprintable()


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value.isprintable() and bool(value.strip())


def _are_names(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_name, value))


def _is_placeholder(value: object) -> bool:
    found = _PLACEHOLDER.fullmatch(value) if isinstance(value, str) and value.isprintable() else None
    return found is not None and all(side.strip() for side in found.groups())


def _is_within(kinds: tuple[type, ...], least: int, most: int, value: Any) -> bool:
    """NaN is within nothing, and ``True`` is no number."""
    return type(value) in kinds and least <= value <= most


_PLACEHOLDER = re.compile(r"([^{}\d]+)\{\}([^{}\d]+)")
_LINE: tuple[Callable[[object], bool], str] = (_is_line, "a string without control or other invisible characters")
_ALLOWED: dict[str, tuple[Callable[[object], bool], str]] = {
    "name": (_is_name, "a name without control or other invisible characters"),
    "targets": (_are_names, 'a list of languages such as ["ar", "tr"]'),
    "source_prefix": (lambda value: isinstance(value, str), "a string"),
    "placeholder": (_is_placeholder, "{} once, with signs or letters before and after it, such as [{}]"),
    "length_penalty": (partial(_is_within, (int, float), 0, 5), "a number from 0 to 5"),
    "repetition_penalty": (partial(_is_within, (int, float), 1, 3), "a number from 1 to 3"),
    "no_repeat": (partial(_is_within, (int,), 0, 20), "a whole number from 0 to 20"),
    "hide_numbers": (lambda value: isinstance(value, bool), "true or false"),
}
"""Key of ``newsl10n.json`` -> what it may be, as a test and in words; ``_LINE`` for the others."""


def _hub_cache_revision(path: Path) -> str:
    """The hub cache names folders ``snapshots/<commit>``."""
    name = path.resolve().name
    return name if re.fullmatch("[0-9a-f]{40}", name) else "unpinned"


def _single_target(tokenizer: dict[str, Any]) -> tuple[str, ...]:
    """OPUS-MT calls one target language by two letters, a family by three or more."""
    target = tokenizer.get("target_lang")
    return (target,) if isinstance(target, str) and len(target) == 2 else ()


def _layout(path: Path, config: dict[str, Any], tokenizer: dict[str, Any]) -> str:
    kind = config.get("model_type")
    if str(tokenizer.get("tokenizer_class", "")).startswith("Nllb"):
        return "nllb"
    layout = _LAYOUTS.get(kind) if isinstance(kind, str) else None
    classes = {config.get("tokenizer_class"), tokenizer.get("tokenizer_class")}
    if layout == "mbart" and not any(str(name).startswith("MBart50") for name in classes):
        raise ModelError(
            "mBART-25, which names languages in another way than mBART-50, is not one newsl10n can run",
            path=path,
            remedy="use a model made from mBART-50",
        )
    if layout is None:
        raise ModelError(
            f"model type {kind!r} is not one newsl10n can run",
            path=path,
            remedy=f"use a translation model of type {', '.join(_LAYOUTS)}",
        )
    return layout


def _check_length(weights: Path) -> None:
    """A safetensors file says in its header how long it should be.

    Raises:
        ModelError: it is shorter or its header is no header.
    """
    try:
        with weights.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            header = json.loads(file.read(length)) if length < 100_000_000 else {}
        ends = [v["data_offsets"][1] for k, v in header.items() if k != "__metadata__"]
        whole = bool(ends) and weights.stat().st_size == 8 + length + max(ends)
    except (OSError, ValueError, struct.error, KeyError, TypeError, AttributeError) as error:
        raise ModelError("the weights cannot be read", path=weights, remedy=_REPAIR) from error
    if not whole:
        raise ModelError("the weights are cut short", path=weights, remedy=_REPAIR)
