"""What an engine is, and how one is opened for a model folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from newsl10n.errors import ModelError, UsageError
from newsl10n.models import ModelFolder

ENGINES = ("ctranslate2", "transformers")
PREFIX_SPACE = 8
"""Tokens kept free in the encoder for language tokens, prefix and end."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """How the best text is looked for.

    ``beam``: hypotheses kept. ``repetition_penalty``: 1 is none. ``no_repeat``: longest run of tokens that may not come twice,
    0 for no limit. ``length_penalty``: exponent of the length that a score is divided by. ``whole_beam``: return the other hypotheses
    of the beam too.
    """

    beam: int = 2
    repetition_penalty: float = 1.0
    no_repeat: int = 0
    length_penalty: float = 1.0
    whole_beam: bool = False


def usual_decoding(folder: ModelFolder, *, beam: int) -> Decoding:
    """How a model is decoded unless a retry asks for something else: as its manifest says."""
    own = folder.manifest
    return Decoding(beam, own.repetition_penalty, own.no_repeat, own.length_penalty)


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What came out for one sentence. ``score``: mean natural-log probability a token, 0 is certain.

    ``others``: the rest of the beam where it was asked for, best first.
    """

    text: str
    score: float
    others: tuple[Hypothesis, ...] = ()


class Engine(Protocol):
    """Runs a model. Sentences are plain text; prefixes and language tokens are the engine's business."""

    @property
    def folder(self) -> ModelFolder:
        """The model that runs."""
        ...

    def translate(self, sentences: Sequence[str], *, locale: str, decoding: Decoding) -> list[Hypothesis]:
        """One hypothesis for each sentence, in order.

        Raises:
            ModelError: the model does not know the language, or fails.
        """
        ...

    def signature(self, decoding: Decoding) -> str:
        """How a text was made: ``model@revision|engine|type|beam:n|newsl10n:version``."""
        ...


def open_engine(
    folder: ModelFolder, *, engine: str = "ctranslate2", threads: int | None = None, compute_type: str | None = None
) -> Engine:
    """Load a model. ``threads``: processor cores to use, all that this process may where ``None``.

    ``compute_type``: ``int8`` (default of CTranslate2) or ``float32`` (default, and only one, of transformers).

    Raises:
        ModelError: the weights are missing or broken. MissingExtraError: the engine is not installed. UsageError: no such engine.
    """
    cores = threads or available_cores()
    match engine:
        case "ctranslate2":
            from newsl10n.translate.ctranslate2_engine import open_ctranslate2

            return open_ctranslate2(folder, threads=cores, compute_type=compute_type or "int8")
        case "transformers":
            from newsl10n.translate.transformers_engine import open_transformers

            return open_transformers(folder, threads=cores)
        case _:
            raise UsageError(f"no engine {engine!r}", remedy=f"use one of {', '.join(ENGINES)}")


def available_cores() -> int:
    """Processor cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def make_signature(folder: ModelFolder, *, engine: str, compute_type: str, decoding: Decoding) -> str:
    """``model@revision|engine|type|beam:n|newsl10n:version``."""
    from newsl10n import __version__

    model = f"{folder.name}@{folder.revision}"
    return f"{model}|{engine}|{compute_type}|beam:{decoding.beam}|newsl10n:{__version__}"


def longest_output(source_tokens: int) -> int:
    """Most tokens an output may have. Turkish and Arabic need fewer than twice the tokens of their English source."""
    return min(2 * source_tokens + 16, 400)


def unsupported_language(folder: ModelFolder, locale: str) -> ModelError:
    """The error for a language that the model was not trained for."""
    known = ", ".join(folder.manifest.targets)
    return ModelError(
        f"the model does not translate into {locale!r}" + (f", only into {known}" if known else ""),
        path=folder.path,
        remedy="choose another one with --model; `newsl10n models list` shows them",
    )
