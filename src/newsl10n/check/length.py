"""A target far shorter or longer than its source: a half that was dropped, a text that runs on.

Bounds were set on professional news translations (one in five hundred lies outside). A target that also lacks the mark at its
end, where the source has one, is called cut off earlier.

PASS ar | The new bridge over the river is open. | الجسر الجديد فوق النهر مفتوح.
PASS tr | Good morning, everybody! | Herkese günaydın!
PASS ar | Yes. | نعم، هذا صحيح تماما.
PASS ar | All of this will go into the report that we are preparing for the president, in his capacity as the leader of our movement. | وسيدخل كل ذلك في التقرير الذي نعده للرئيس بصفته زعيم حركتنا.
FAIL ar | The new bridge over the river is open to cars and buses. | الجسر الجديد.
FAIL ar | The new bridge over the river is open to all cars and buses. | الجسر الجديد فوق النهر مفتوح أمام جميع
FAIL tr | The new bridge over the river is open to all cars and buses. | Irmağın üstündeki yeni köprü bütün
FAIL tr | The bridge is open again. | Köprü yeniden açıldı ve bu konuda söylenecek daha pek çok şey var elbette.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.prose import bare_text

DEFAULTS = MappingProxyType(
    {"from_characters": 20, "steady_from": 120, "shortest_short": 0.43, "shortest_ar": 0.55, "shortest_tr": 0.63,
     "longest_short": 2.0, "longest": 1.8, "cut_off": 0.78, "whole": 0.85}
)  # fmt: skip
"""Bounds are target/source characters. ``from_characters``: shorter sources are not measured. ``shortest_short`` and
``longest_short`` hold there; up to ``steady_from`` characters they move to ``shortest_ar``, ``shortest_tr`` and ``longest``.
``cut_off``: least share of a target that lacks the mark at its end. ``whole``: of the lower bounds this part holds where source and
target are one sentence each, with the mark at its end: nothing was cut off, some say it in fewer words."""
# Unicode Sentence_Terminal, as far as English, Turkish and Arabic use it, with what may close a quotation after it.
_END = re.compile(r"[.!?\u2026\u061f\u06d4:;\u061b][\"'\u2018-\u201f\u00bb\u00ab)\]*_\u2069\u200f]*\s*\Z")
# The end of a sentence with another one behind it.
_INNER_END = re.compile(r"[.!?][\"'\u2018-\u201f)\]]*\s+[\"'\u2018-\u201f(\[]*[A-Z]")


def find_odd_length(unit: Unit, context: CheckContext) -> Iterator[str]:
    if unit.plural is not None or (pair := context.joined_pair(unit)) is None:
        return
    source, target = bare_text(pair[0]), bare_text(pair[1])
    size, settings = len(source), context.settings.get("length", DEFAULTS)
    if size < settings["from_characters"]:
        return
    share = len(target) / size
    if settings["cut_off"] <= share <= settings["longest"]:
        return
    shortest = _bound(size, settings, "shortest_short", f"shortest_{context.target_language}")
    if share < shortest and not (share >= settings["whole"] * shortest and _is_one_sentence(source, target)):
        yield f"very short: {len(target)} characters for {size}; is something missing?"
    elif share < settings["cut_off"]:
        if _END.search(source) and not _END.search(target):
            yield f"cut off: no mark at the end, and {len(target)} characters for {size}"
    elif share > _bound(size, settings, "longest_short", "longest"):
        yield f"very long: {len(target)} characters for {size}; is something added?"


def _is_one_sentence(source: str, target: str) -> bool:
    return bool(_END.search(source) and _END.search(target) and not _INNER_END.search(source))


def _bound(size: int, settings: Mapping[str, Any], short: str, long: str) -> float:
    """Long sentences vary less than short ones: the bound moves from one value to the other with the source's characters."""
    first, last = settings["from_characters"], settings["steady_from"]
    grown = min(1.0, (size - first) / max(last - first, 1))
    return float(settings[short] + grown * (settings[long] - settings[short]))


CHECK = Check(
    "length",
    Severity.ERROR,
    "the translation is as long as one should be",
    find_odd_length,
    settings=DEFAULTS,
    languages=frozenset(("ar", "tr")),
)
