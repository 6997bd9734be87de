"""Format placeholders that were lost, added or changed.

A flag in the file (``python-format``, ``c-format``, ``python-brace-format``, …) says which kind an entry has. Without one only
those count that prose cannot hold (``%(name)s``, ``%s``, ``{name}``): ``%20`` is a Turkish percentage. A plural form but the last
may do without the number (one file, two files).

PASS tr python-format | %(count)d files | %(count)d dosya
PASS tr | It rose 20% in May. | Mayısta %20 arttı.
PASS ar | It rose 5% since {date}. | ارتفع 5% منذ {date}.
PASS tr c-format | 50%% of users | kullanıcıların 50%%'si
FAIL tr python-format | %(count)d files | %(sayı)d dosya
FAIL ar python-brace-format | {name} left | غادر {الاسم}
FAIL ar c-format | %d files in %s | %d ملفات
FAIL tr | Hello %(name)s! | Merhaba % (name)s!
FAIL ar | {count} files | ملفات
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit

_PERCENT = re.compile(r"%(?:\([^)]*\))?(?:\d+\$)?[-+ 0#]*\d*(?:\.\d+)?(?:hh|h|ll|l|z|j|t|L)?[diouxXeEfFgGcrsap]")
_BRACE = re.compile(r"\{[^{}\s]*\}")
_SURE = re.compile(r"%\([\w.-]+\)[a-z]|%\d+\$[a-z@]|(?<![\w%])%[sd@](?!\w)|\$?\{[\w.:-]*\}")
_BY_FLAG = {"python-format": _PERCENT, "c-format": _PERCENT, "php-format": _PERCENT, "python-brace-format": _BRACE}


def find_changed_placeholders(unit: Unit, context: CheckContext) -> Iterator[str]:
    patterns = {_BY_FLAG[flag] for flag in unit.flags if flag in _BY_FLAG} if unit.flags else set()
    if not patterns and not any(map(_may_have_some, (unit.source, *unit.targets))):
        return
    for pattern in patterns or (_SURE,):
        yield from _differences(unit, pattern, context.joined_pair(unit))


def _may_have_some(text: str) -> bool:
    return ("{" in text or "%" in text) and _SURE.search(text) is not None


def _differences(unit: Unit, pattern: re.Pattern[str], pair: tuple[str, str] | None) -> Iterator[str]:
    if unit.plural is None:
        sources: Sequence[str] = (pair[0],) if pair else ()
    else:
        sources = (unit.source, unit.plural)
    allowed = [_found(pattern, source) for source in sources]
    for place, target in enumerate(unit.targets if sources else ()):
        found = _found(pattern, target)
        may_drop = place < len(unit.targets) - 1
        if target and found not in allowed and not (may_drop and any(found <= wanted for wanted in allowed)):
            wanted = " ".join(allowed[0].elements()) or "none"
            form = f" in msgstr[{place}]" if unit.plural is not None else ""
            yield f"placeholders differ{form}: {wanted} became {' '.join(found.elements()) or 'none'}"


def _found(pattern: re.Pattern[str], text: str) -> Counter[str]:
    """Placeholders of a text; ``%%`` is a percent sign, not the start of one."""
    return Counter(pattern.findall(text.replace("%%", "\0")))


CHECK = Check("placeholders", Severity.ERROR, "format placeholders are kept", find_changed_placeholders)
