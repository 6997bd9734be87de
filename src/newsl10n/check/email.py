"""An e-mail address that the translation lost, changed or added.

PASS ar | Write to desk@example.org. | اكتبوا إلى desk@example.org.
PASS tr | Write to desk@example.org. | desk@example.org'a yazın.
FAIL ar | Write to desk@example.org. | اكتبوا إلى desk@example.com.
FAIL tr | Write to desk@example.org. | Masaya yazın.
FAIL tr | Write to us. | desk@example.org adresine yazın.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.prose import addresses


def find_changed_emails(unit: Unit, context: CheckContext) -> Iterator[str]:
    if unit.plural is not None or (pair := context.joined_pair(unit)) is None:
        return
    if "@" not in pair[0] and "@" not in pair[1]:
        return
    source, target = addresses(pair[0]), addresses(pair[1])
    if source == target:
        return
    wanted, found = (Counter(filter(_is_email, found)) for found in (source, target))
    if lost := list((wanted - found).elements()):
        yield f"e-mail address lost: {' '.join(lost)}"
    if added := list((found - wanted).elements()):
        yield f"e-mail address added: {' '.join(added)}"


def _is_email(address: str) -> bool:
    return "@" in address and "//" not in address


CHECK = Check("email", Severity.ERROR, "e-mail addresses are kept", find_changed_emails)
