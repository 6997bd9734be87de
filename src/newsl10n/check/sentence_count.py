"""More or fewer sentences than in the source. Off by default: translators split and join sentences freely.

PASS ar | It opened on Jan. 12. Cars may pass. | افتتح في 12 يناير. ويمكن للسيارات المرور.
PASS tr | The bridge is open. | Köprü açık.
FAIL ar | It opened. Cars may pass. | افتتح ويمكن للسيارات المرور.
FAIL tr | The bridge is open. | Köprü açıldı. Artık geçilebiliyor.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.prose import bare_text
from newsl10n.sentences import split_sentences


def find_other_count(unit: Unit, context: CheckContext) -> Iterator[str]:
    if unit.plural is not None or (pair := context.joined_pair(unit)) is None:
        return
    wanted, found = (
        len(split_sentences(bare_text(text), language=language))
        for text, language in zip(pair, (context.source_language, context.target_language), strict=True)
    )
    if wanted != found:
        yield f"{found} sentence{'s' if found != 1 else ''} for {wanted}"


CHECK = Check("sentence-count", Severity.WARNING, "as many sentences as in the source", find_other_count, default=False)
