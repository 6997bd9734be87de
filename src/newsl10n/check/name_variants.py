"""Over all catalogs: one name spelled two ways in one locale (غوغل, جوجل). Off by default: inflected and half-alike words come along.

Rows: source, target, source, target.

PASS ar | Then Merkel spoke. | ثم تحدثت ميركل. | They saw Merkel leave. | رأوا ميركل تغادر.
PASS tr | They saw Navalny there. | Orada Navalni'yi gördüler. | Then Navalny spoke. | Sonra Navalni konuştu.
FAIL ar | Then Merkel spoke. | ثم تحدثت ميركل. | They saw Merkel leave. | رأوا مركل تغادر.
FAIL tr | They saw Navalny there. | Orada Navalni'yi gördüler. | Then Navalny spoke. | Sonra Navalny konuştu.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from newsl10n.check.context import ArchivedUnit, Check
from newsl10n.model import Severity
from newsl10n.names import find_names, fold_arabic, has_established_form, name_places

_WORD = re.compile(r"\w+")
_CLITICS = re.compile("^[وف]?[بلك]?(?:ال|لل)?(?=...)")
_LANGUAGES = ("ar", "tr")


def find_variants(units: Iterable[ArchivedUnit]) -> Iterator[tuple[ArchivedUnit, str]]:
    spellings: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for unit in units:
        for name, spelling in _spellings(unit):
            spellings[unit.locale, name][spelling] += 1
    for unit in units if any(len(c) > 1 for c in spellings.values()) else ():
        for name, spelling in _spellings(unit):
            usual = spellings[unit.locale, name].most_common(1)[0][0]
            if spelling != usual:
                yield unit, f"{name} is {spelling} here and {usual} elsewhere"


def _spellings(unit: ArchivedUnit) -> Iterator[tuple[str, str]]:
    language = unit.locale.partition("-")[0]
    if language not in _LANGUAGES:
        return
    target = fold_arabic(unit.target) if language == "ar" else unit.target
    for name in {n.word for n in find_names(unit.source, language) if not has_established_form(n.word, language)}:
        places = name_places(name, target, language)
        if len(places) == 1 and (word := _WORD.match(target, places[0])):
            yield name, _CLITICS.sub("", word[0]) if language == "ar" else word[0]


CHECK = Check(
    "name-variants", Severity.WARNING, "a name is spelled one way in the archive", find_in_archive=find_variants, default=False
)  # fmt: skip
