"""A web or e-mail address that the translation lost, changed or added.

PASS ar | See https://example.org/a for more. | انظر https://example.org/a للمزيد.
PASS tr | Write to desk@example.org. | desk@example.org adresine yazın.
FAIL ar | See https://example.org/a for more. | انظر https://example.org/b للمزيد.
FAIL tr | Write to desk@example.org. | Masaya yazın.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.markup import find_addresses
from newsl10n.model import Severity, Unit


def find_changed_addresses(unit: Unit, context: CheckContext) -> Iterator[str]:
    if (pair := context.joined_pair(unit)) is None:
        return
    wanted, found = (Counter(piece.text for piece in find_addresses(text)) for text in pair)
    if lost := list((wanted - found).elements()):
        yield f"address lost: {' '.join(lost)}"
    if added := list((found - wanted).elements()):
        yield f"address added: {' '.join(added)}"


CHECK = Check("url", Severity.ERROR, "web and e-mail addresses are kept", find_changed_addresses)
