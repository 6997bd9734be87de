"""Format placeholders of program catalogs, which a flag in the file declares (``python-format``, ``c-format``, ``python-brace-format``).

News prose has none: ``%20`` is a Turkish percentage, not a conversion, so nothing is looked for without a flag.

PASS tr python-format | %(count)d files | %(count)d dosya
PASS tr | It rose 20% in May. | Mayısta %20 arttı.
FAIL tr python-format | %(count)d files | %(sayı)d dosya
FAIL ar python-brace-format | {name} left | غادر {الاسم}
FAIL ar c-format | %d files in %s | %d ملفات
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit

_PERCENT = re.compile(r"%(?:\([^)]*\))?(?:\d+\$)?[-+ 0#]*\d*(?:\.\d+)?(?:hh|h|ll|l|z|j|t|L)?[diouxXeEfFgGcrsap]")
_BRACE = re.compile(r"\{[^{}\s]*\}")
_BY_FLAG = {"python-format": _PERCENT, "c-format": _PERCENT, "php-format": _PERCENT, "python-brace-format": _BRACE}


def find_changed_placeholders(unit: Unit, context: CheckContext) -> Iterator[str]:
    for pattern in {_BY_FLAG[flag] for flag in unit.flags if flag in _BY_FLAG}:
        allowed = {source: Counter(pattern.findall(source)) for source in (unit.source, unit.plural or unit.source)}
        for target in filter(None, unit.targets):
            found = Counter(pattern.findall(target))
            if found not in allowed.values():
                wanted = allowed[unit.source]
                yield f"placeholders differ: {' '.join(wanted.elements()) or 'none'} became {' '.join(found.elements()) or 'none'}"


CHECK = Check("placeholders", Severity.ERROR, "format placeholders are kept", find_changed_placeholders)
