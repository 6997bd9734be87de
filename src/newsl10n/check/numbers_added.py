"""A number of the translation whose value stands nowhere in the source.

PASS ar | A dozen boats left in the 1970s. | غادر 12 قاربا في السبعينيات.
PASS tr | World War II ended. | 2. Dünya Savaşı bitti.
PASS tr | It is a mile away. | Yaklaşık 1,5 km uzakta.
FAIL ar | The town is a mile away. | تبعد البلدة ميلا وفيها 12 مليون نسمة.
FAIL ar | Some boats left. | غادر 12 قاربا.
FAIL tr | Some 1,200 people fled. | 1.250 kişi kaçtı.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.check.numbers import is_copied
from newsl10n.model import Severity, Unit
from newsl10n.numerals import compare_numbers
from newsl10n.prose import bare_text


def find_added_numbers(unit: Unit, context: CheckContext) -> Iterator[str]:
    if unit.plural is not None or (pair := context.joined_pair(unit)) is None:
        return
    difference = compare_numbers(
        bare_text(pair[0]), bare_text(pair[1]), source_language=context.source_language, target_language=context.target_language
    )  # fmt: skip
    if added := [n for n in difference.added if not is_copied(n, *pair)]:
        yield f"numbers added: {', '.join(added)}"


CHECK = Check("numbers-added", Severity.WARNING, "no numbers are added", find_added_numbers)
