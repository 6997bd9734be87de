"""Text <-> tokens as each kind of model wants them, with SentencePiece alone (no transformers)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsl10n.errors import ModelError
from newsl10n.models import ModelFolder
from newsl10n.translate.engine import unsupported_language

END = "</s>"
LANGUAGE_TOKEN = re.compile(r"<2\w+>|>>\w+<<")
"""Language tokens that a vocabulary may hold as if they were text."""
_SPACE = "\u2581"
_SOURCE_FILES = ("source.spm", "sentencepiece.bpe.model", "spiece.model", "sentencepiece.model")
_TARGET_FILES = ("target.spm", *_SOURCE_FILES[1:])


@dataclass(frozen=True)
class Tokenizer:
    """The vocabulary of a model; ``known`` are the target tokens its weights have."""

    folder: ModelFolder
    source: Any
    target: Any
    known: frozenset[str]

    def source_tokens(self, text: str, locale: str) -> list[str]:
        """Tokens of a sentence, language tokens and end included."""
        folder = self.folder
        prefixed = folder.manifest.source_prefix + text
        token = known_language_token(folder, locale, self.known)
        if folder.layout == "t5":
            prefixed = f"{token} {prefixed}"
        pieces: list[str] = self.source.encode(prefixed, out_type=str)
        match folder.layout:
            case "marian":
                return [*([token] if token else []), *pieces, END]
            case "t5":
                return [*pieces, END]
            case _:
                return [folder.language_token(folder.manifest.source), *pieces, END]

    def target_prefix(self, locale: str) -> list[str]:
        """Tokens that the output starts with.

        Raises:
            ModelError: the model was not trained for this language.
        """
        token = known_language_token(self.folder, locale, self.known)
        return [] if self.folder.layout in ("marian", "t5") else [token]

    def text(self, tokens: Sequence[str]) -> str:
        """The text that output tokens stand for; language tokens and what SentencePiece does not know are left out."""
        decoded: str = self.target.decode([token for token in tokens if self._is_text(token)])
        return decoded.replace(_SPACE, " ").strip()

    def _is_text(self, token: str) -> bool:
        """OPUS-MT may write pieces of its source side, which the vocabulary of its target side lacks."""
        sides = (self.target, self.source)
        return not LANGUAGE_TOKEN.fullmatch(token) and any(s.piece_to_id(token) != s.unk_id() for s in sides)


def open_tokenizer(folder: ModelFolder, known: frozenset[str]) -> Tokenizer:
    """Load the SentencePiece files of a model folder.

    Raises:
        ModelError: there is none, or it is broken.
    """
    source = _load(_first_file(folder, _SOURCE_FILES))
    target_path = _first_file(folder, _TARGET_FILES)
    target = source if target_path.name != "target.spm" else _load(target_path)
    return Tokenizer(folder, source, target, known)


def known_language_token(folder: ModelFolder, locale: str, known: Collection[str]) -> str:
    """How the model with the vocabulary ``known`` names the language of a locale; ``""`` for OPUS-MT of a single target.

    Raises:
        ModelError: the model was not trained for this language.
    """
    language, targets = locale.partition("-")[0], folder.manifest.targets
    if targets and language not in targets and locale not in targets:
        raise unsupported_language(folder, locale)
    token = folder.language_token(language)
    if token in known:
        return token
    single = folder.layout == "marian" and (bool(targets) or not any(t.startswith(">>") for t in known))
    if not single:
        raise unsupported_language(folder, locale)
    return ""


def _first_file(folder: ModelFolder, names: Sequence[str]) -> Path:
    for name in names:
        if (folder.path / name).is_file():
            return folder.path / name
    raise ModelError(
        f"no SentencePiece vocabulary ({', '.join(names)})",
        path=folder.path,
        remedy="run it with --engine transformers",
    )


def _load(path: Path) -> Any:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (RuntimeError, OSError) as error:
        raise ModelError("the vocabulary is broken", path=path, remedy="get the model again") from error
