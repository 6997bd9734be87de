"""A negation that the translation lost, or one that it added.

Of the source, "not", "no", "never", "without", "deny", "refuse" and the like count; of the translation, anything that can negate
(Arabic particles and verbs of denial; Turkish -mA-, değil, yok, and -sIz for "without"). An added negation is reported where the source has
nothing that could be said that way ("unknown", "only", "before").

PASS ar | The convoy did not arrive. | لم تصل القافلة.
PASS ar | The minister denied it. | نفى الوزير ذلك.
PASS ar | He is still there. | لا يزال هناك.
PASS tr | The convoy did not arrive. | Konvoy varmadı.
PASS tr | They left without money. | Parasız gittiler.
PASS tr | She sang "Never Walk Alone" in Paris. | Paris'te "Never Walk Alone" şarkısını söyledi.
PASS tr | Never shut up. | Asla susma.
PASS ar | They were almost at the point of no return. | بلغوا نقطة اللاعودة تقريبا.
PASS tr | The firm failed to respond. | Şirket soruları yanıtsız bıraktı.
FAIL ar | The convoy did not arrive. | وصلت القافلة.
FAIL ar | The convoy arrived on Monday. | لم تصل القافلة يوم الاثنين.
FAIL tr | The convoy did not arrive. | Konvoy vardı.
FAIL tr | The convoy arrived on Monday. | Konvoy pazartesi günü varmadı.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.negations import lost_negations, may_negate, plain_negations


def find_changed_negation(unit: Unit, context: CheckContext) -> Iterator[str]:
    language = context.target_language
    if context.source_language != "en" or unit.plural is not None or (pair := context.joined_pair(unit)) is None:
        return
    source, target = pair
    if lost := lost_negations(source, target, language):
        yield f"negation lost: {', '.join(dict.fromkeys(lost))}"
    elif (added := plain_negations(target, language)) and not may_negate(source):
        yield f"negation added: {', '.join(dict.fromkeys(added))}"


CHECK = Check(
    "negation",
    Severity.WARNING,
    "what is denied stays denied",
    find_changed_negation,
    languages=frozenset({"ar", "tr"}),
)
