"""Numbers with a measure of miles, pounds and the like -> whether a translation says them in kilometres and kilograms."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsl10n.numerals.find import Number, find_numbers

# In metres, square metres, kilograms and litres. Exact values: NIST SP 811, appendix B; the gallon is that of the United States.
_MEASURES = (
    (r"(?:square|sq\.?) miles?", 2589988.0, "area"),
    (r"miles?(?: (?:per|an) hour)?|mi|mph", 1609.344, "length"),
    (r"feet|foot|ft", 0.3048, "length"),
    (r"inch(?:es)?|in(?= (?:tall|wide|long|thick|of rain|of snow))", 0.0254, "length"),
    (r"yards?|yds?", 0.9144, "length"),
    (r"acres?", 4046.873, "area"),
    (r"pounds?|lbs?", 0.45359237, "weight"),
    (r"ounces?|oz", 0.02834952, "weight"),
    (r"gallons?", 3.785412, "volume"),
    (r"(?:degrees |° ?)?(?:fahrenheit|f)", 0.0, "heat"),
)
_MEASURE = re.compile(
    r"[ \-\u00a0\u2011]?(?:" + "|".join(f"({name})" for name, _, _ in _MEASURES) + r")(?![a-z])", re.IGNORECASE
)
_GAP = r"[\s\-]?"
_METRIC_OF = {
    "ar": {
        "length": re.compile(_GAP + r"(?:ال)?(?:كيلومتر|كيلو ?متر|كلم|كم(?!\w)|متر|أمتار|سنتي|سنتم|سم(?!\w)|ملي ?متر|ملم|مم(?!\w))"),
        "area": re.compile(_GAP + r"(?:ال)?(?:هكتار|كيلومترا? مربع|كيلومترات مربع|كم مربع|كم²|متر)"),
        "weight": re.compile(_GAP + r"(?:ال)?(?:كيلو|كغ|كجم|غرام|جرام)"),
        "volume": re.compile(_GAP + r"(?:ال)?(?:لتر|ليتر)"),
        "heat": re.compile(_GAP + r"(?:° ?[مC]|(?:درجات|درجة) مئوية|مئوية)"),
    },
    "tr": {
        "length": re.compile(_GAP + r"(?:kilometre|km(?!\w)|metre|santimetre|santim|cm(?!\w)|milimetre|mm(?!\w)|m(?!\w))", re.IGNORECASE),
        "area": re.compile(_GAP + r"(?:hektar|kilometrekare|km²|km2|metrekare)", re.IGNORECASE),
        "weight": re.compile(_GAP + r"(?:kilo|kg|gram)", re.IGNORECASE),
        "volume": re.compile(_GAP + r"litre", re.IGNORECASE),
        "heat": re.compile(_GAP + r"(?:° ?C|santigrat|derece santigrat|celsius)", re.IGNORECASE),
    },
}  # fmt: skip
_ANY = re.compile(
    r"\b(?:miles?|feet|inch(?:es)?|yards?|acres?|pounds|ounces?|gallons?|fahrenheit|mph)\b|\d ?(?:ft|lbs?|oz|in)\b",
    re.IGNORECASE,
)
_DEGREES = re.compile(_GAP + r"(?:درج|°|derece)", re.IGNORECASE)
"""Of either scale: a Turkish or Arabic text says "degrees" alone and means Celsius."""
_NEAR = 0.08
"""Translators round what they convert: by so much of the value at most."""
_STEPS = (1.0, 10.0, 100.0, 1000.0, 1e4, 1e6)
"""A length in metres may be given in centimetres or kilometres, an area in hectares."""


def find_converted(number: Number, source: str, others: Iterable[Number]) -> Number | None:
    """Where a number of an English text has a measure that is not metric: that of ``others`` which is it in metric units."""
    measure = _MEASURE.match(source, number.end)
    if measure is None or measure.lastindex is None:
        return None
    factor = _MEASURES[measure.lastindex - 1][1]
    for value in map(float, number.values):
        metric = [value * factor * s for s in _STEPS] + [value * factor / s for s in _STEPS]
        wanted = metric if factor else [(value - 32) / 1.8]
        for other in others:
            if any(abs(float(v) - w) <= _NEAR * abs(w) for v in other.values for w in wanted):
                return other
    return None


def kept_figures(source: str, target: str, *, target_language: str) -> tuple[str, ...]:
    """Numbers with a measure of an English source that the target gives unchanged, though in metric units ("40 miles", "40 km")."""
    if target_language not in _METRIC_OF or not _ANY.search(source):
        return ()
    found = find_numbers(target, target_language)
    kept = []
    for number in find_numbers(source, "en"):
        measure = _MEASURE.match(source, number.end)
        if measure is None or measure.lastindex is None or number.text == "0":
            continue
        metric = _METRIC_OF[target_language][_MEASURES[measure.lastindex - 1][2]]
        if any(n.values & number.values and metric.match(target, n.end) for n in found):
            kept.append(f"{number.text.strip()}{measure[0].rstrip()}")
    return tuple(kept)


def may_be_converted(number: Number, target: str, source: str, *, target_language: str) -> bool:
    """Whether a number of a translation has a metric measure, where the English text has any that is not ("a mile away")."""
    if target_language not in _METRIC_OF or not _ANY.search(source):
        return False
    return any(p.match(target, number.end) for p in (*_METRIC_OF[target_language].values(), _DEGREES))
