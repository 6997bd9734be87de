"""Source texts -> machine drafts."""

from newsl10n.translate.draft import SourceText, draft_texts
from newsl10n.translate.engine import (
    ENGINES,
    Decoding,
    Engine,
    Hypothesis,
    open_engine,
    unsupported_language,
    usual_decoding,
)

__all__ = [
    "ENGINES",
    "Decoding",
    "Engine",
    "Hypothesis",
    "SourceText",
    "draft_texts",
    "open_engine",
    "unsupported_language",
    "usual_decoding",
]
