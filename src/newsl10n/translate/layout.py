"""Text <-> tokens as each kind of model wants them, with SentencePiece alone (no transformers)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsl10n.errors import ModelError
from newsl10n.models import ModelFolder
from newsl10n.translate.engine import unsupported_language

END = "</s>"
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
        pieces: list[str] = self.source.encode(folder.manifest.source_prefix + text, out_type=str)
        match folder.layout:
            case "marian":
                token = folder.language_token(_language(locale))
                return [*([token] if token in self.known else []), *pieces, END]
            case "t5":
                marked: list[str] = self.source.encode(
                    f"{folder.language_token(_language(locale))} {text}", out_type=str
                )
                return [*marked, END]
            case _:
                return [folder.language_token(folder.manifest.source), *pieces, END]

    def target_prefix(self, locale: str) -> list[str]:
        """Tokens that the output starts with.

        Raises:
            ModelError: the model was not trained for this language.
        """
        folder, language = self.folder, _language(locale)
        targets = folder.manifest.targets
        if targets and language not in targets and locale not in targets:
            raise unsupported_language(folder, locale)
        token = folder.language_token(language)
        if folder.layout == "marian":
            if not targets and token not in self.known and any(t.startswith(">>") for t in self.known):
                raise unsupported_language(folder, locale)
            return []
        if token not in self.known:
            raise unsupported_language(folder, locale)
        return [] if folder.layout == "t5" else [token]

    def text(self, tokens: Sequence[str], locale: str) -> str:
        """The text that output tokens stand for; language tokens and what SentencePiece does not know are left out."""
        prefix = set(self.target_prefix(locale))
        unknown = self.target.unk_id()
        kept = [t for t in tokens if t not in prefix and self.target.piece_to_id(t) != unknown]
        decoded: str = self.target.decode(kept)
        return decoded.strip()


def open_tokenizer(folder: ModelFolder, known: frozenset[str]) -> Tokenizer:
    """Load the SentencePiece files of a model folder.

    Raises:
        ModelError: there is none, or it is broken.
    """
    source = _load(_first_file(folder, _SOURCE_FILES))
    target_path = _first_file(folder, _TARGET_FILES)
    target = source if target_path.name != "target.spm" else _load(target_path)
    return Tokenizer(folder, source, target, known)


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


def _language(locale: str) -> str:
    return locale.partition("-")[0]
