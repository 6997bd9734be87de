"""An acronym of the source that the translation does not keep. Off by default: Arabic spells nearly all of them out.

PASS ar | The UN met. | اجتمعت UN.
PASS tr | NATO met in Brussels. | NATO'nun toplantısı Brüksel'de.
FAIL ar | The UN met. | اجتمعت الأمم المتحدة.
FAIL tr | The UN met. | Birleşmiş Milletler toplandı.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.prose import bare_text

_ACRONYM = re.compile(r"\b(?=[A-Z\d]*[A-Z][A-Z\d]*[A-Z])[A-Z][A-Z\d]+(?=s?\b)|\b(?:[A-Z]\.){2,}")


def find_lost_acronyms(unit: Unit, context: CheckContext) -> Iterator[str]:
    if unit.plural is not None or unit.source.isupper() or (pair := context.joined_pair(unit)) is None:
        return
    if wanted := Counter(_ACRONYM.findall(bare_text(pair[0]))):
        lost = [acronym for acronym in wanted if acronym not in pair[1] and acronym.replace(".", "") not in pair[1]]
        if lost:
            yield f"acronyms that are not there: {' '.join(lost)}"


CHECK = Check("acronyms", Severity.WARNING, "acronyms stay as they are", find_lost_acronyms, default=False)
