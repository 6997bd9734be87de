"""A Turkish i that a program's case mapping broke: a dot left over (U+0307), ``ISTANBUL`` for ``İSTANBUL``, ``ıstanbul``.

PASS tr | Istanbul and Iraq. | İstanbul ve Irak.
PASS tr | ISTANBUL | İSTANBUL
PASS tr | She studies at Istanbul Technical College. | Istanbul Technical College'da okuyor.
FAIL tr | Istanbul is big. | i\\u0307stanbul büyük.
FAIL tr | ISTANBUL AND TURKEY | ISTANBUL VE TÜRKİYE
FAIL tr | Istanbul is big. | Istanbul'un nüfusu çok.
FAIL tr | NEW BRIDGE IN TURKEY | TÜRKIYE'DE YENİ KÖPRÜ
FAIL tr | Israel and Egypt. | ısrail ve Mısır.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.prose import bare_text, lower_turkish

# CLDR localenames/tr.json (territories) and timezone cities: frequent names that have a dotted i.
_NAMES = (
    "istanbul izmir ingiltere italya iran israil ispanya isveç isviçre irlanda iskoçya izlanda ingiliz italyan türkiye suriye "
    "filistin libya brezilya hindistan filipinler şili nijerya belçika meksika çin pakistan afganistan"
).split()
_BROKEN = {name.replace("i", "ı"): name for name in _NAMES}
_CANDIDATE = re.compile(r"\b(?:I[a-zçğıöşü]{3,}|[A-ZÇĞİÖŞÜ]*I[A-ZÇĞİIÖŞÜ]+|[A-ZÇĞİÖŞÜ]{3,}I|ı[a-zçğıöşü]{3,})\b")


def find_broken_i(unit: Unit, context: CheckContext) -> Iterator[str]:
    for target in unit.targets:
        if "\u0307" in target:
            yield "a dot without a letter (U+0307) beside i: a program changed the case without Turkish rules"
        if "I" in target or "ı" in target:
            for word in _CANDIDATE.findall(bare_text(target)):
                if name := _meant(word, unit.source):
                    yield f"{word} should be {name}"


def _meant(word: str, source: str) -> str:
    folded = lower_turkish(word)
    if word.isupper():
        name = _BROKEN.get(folded, "")
        return name.replace("i", "İ").upper() if name else ""
    name = next((n for n in _NAMES if n[0] == "i" and folded == "ı" + n[1:]), "")
    return f"İ{name[1:]}" if name and f"{word} " not in _longer_names(source) else ""


def _longer_names(source: str) -> str:
    """The names of several words in a source, which a translation may keep as they are."""
    return " ".join(re.findall(r"[A-Z]\w+ (?=[A-Z])", source))


def mend_i(source: str, target: str) -> str:
    """The target without stray dots, known names with theirs."""
    target = target.replace("i\u0307", "i").replace("\u0307", "")
    return _CANDIDATE.sub(lambda match: _meant(match[0], source) or match[0], target)


CHECK = Check(
    "dotted-i", Severity.WARNING, "i and ı keep their dots", find_broken_i, languages=frozenset({"tr"}), fix=mend_i
)
