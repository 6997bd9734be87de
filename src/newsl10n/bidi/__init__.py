"""Mixed-direction text -> isolates around what runs the other way; hostile controls -> balanced ones."""

from newsl10n.bidi.controls import (
    FSI,
    LRI,
    PDI,
    RLI,
    balance_controls,
    has_overrides,
    isolate_runs,
    strip_isolates,
    unbalanced_controls,
)

__all__ = [
    "FSI",
    "LRI",
    "PDI",
    "RLI",
    "balance_controls",
    "has_overrides",
    "isolate_runs",
    "strip_isolates",
    "unbalanced_controls",
]
