"""Models of the hub that are worth pulling, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HubModel:
    """A row of ``newsl10n models list``.

    ``size_mb``: download, about. ``scores``: published BLEU and chrF2 by target language, blank where none is known for certain.
    ``warning``: what to think of before use.
    """

    name: str
    hub_id: str
    targets: tuple[str, ...]
    licence: str
    size_mb: int
    scores: tuple[tuple[str, float, float], ...] = ()
    warning: str = ""


# Scores: FLORES-200 dev, sacrebleu BLEU (13a) and chrF2, of the systems as published.
RECOMMENDED: tuple[HubModel, ...] = (
    HubModel("opus-mt-en-ar", "Helsinki-NLP/opus-mt-en-ar", ("ar",), "Apache-2.0", 310, (("ar", 21.6, 53.5),)),
    HubModel("opus-mt-tc-big-en-ar", "Helsinki-NLP/opus-mt-tc-big-en-ar", ("ar",), "CC-BY-4.0", 960),
    HubModel("opus-mt-tc-big-en-tr", "Helsinki-NLP/opus-mt-tc-big-en-tr", ("tr",), "CC-BY-4.0", 960),
    HubModel(
        "nllb-200-distilled-600M",
        "facebook/nllb-200-distilled-600M",
        ("ar", "tr"),
        "CC-BY-NC-4.0",
        2460,
        (("ar", 21.3, 52.9), ("tr", 21.9, 56.5)),
        "non-commercial licence: not for a newsroom that earns money",
    ),
    HubModel(
        "madlad400-3b-mt",
        "google/madlad400-3b-mt",
        ("ar", "tr"),
        "Apache-2.0",
        11_800,
        warning="needs about 12 GB of memory to convert",
    ),
)


def find_recommended(name: str) -> HubModel | None:
    """The row with this short name or hub id."""
    return next((model for model in RECOMMENDED if name in (model.name, model.hub_id)), None)
