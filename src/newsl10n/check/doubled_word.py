"""A word typed twice. Turkish and Arabic double words on purpose (yavaş yavaş), so only what is never doubled so is looked for.

PASS tr | The bridge opens slowly. | Köprü yavaş yavaş açılıyor.
PASS tr | She had had enough. | Artık bu bu kadardı.
PASS ar | It is very good. | هو جيد جدا جدا.
PASS ar | The BBC said so. | قالت بي بي سي ذلك.
FAIL tr | The bridge and the road are open. | Köprü ve ve yol açık.
FAIL tr | The ministry announced it. | Bakanlık açıkladı. Bakanlığın açıklaması açıklaması geldi.
FAIL ar | The bridge in the city is open. | الجسر في في المدينة مفتوح.
FAIL ar | The president arrived. | وصل الرئيس الرئيس.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.prose import bare_text, lower_turkish

_DOUBLED = re.compile(r"(?<!\w)([^\W\d_]+)[ \u00a0]+\1(?!\w)", re.IGNORECASE)
# Reduplication is a living means of both languages (tr.wikipedia "İkileme", ar.wikipedia "توكيد لفظي"): it takes short stems,
# adverbs and converbs in Turkish, adverbs in tanwin in Arabic. What is left are these function words, and long or defined words.
_FUNCTION_WORDS = {
    "tr": frozenset("ve ile bu şu olan gibi kadar olarak tarafından ama ancak fakat çünkü veya ise ki mi en sonra".split()),
    "ar": frozenset("في على إلى عن أن الذي التي الذين هذا هذه كان كانت أو ثم حتى بعد".split()),
}  # fmt: skip
_LONG_TURKISH, _LONG_ARABIC = 8, 4
# Case, plural and tense endings; what is doubled on purpose has none of them (çifter çifter, koşa koşa).
_INFLECTED_TURKISH = re.compile(
    r"\w{4,}(?:l[ae]r(?:[ıiae]|[ıi]n)?|n[ıiuü]n|[dt][ae]n|[dt][ıiuü]|m[ae]k|m[ıiuü]ş|[ıiuü]yor|[ae]c[ae][kğ]\w*)"
)
_DOUBLED_ARABIC = frozenset("واحد الكثير ماما بابا دبليو كثير قليل".split())


def find_doubled_words(unit: Unit, context: CheckContext) -> Iterator[str]:
    for target in unit.targets:
        words = target.lower().split()
        if not any(map(str.startswith, words[1:], words)):
            continue
        for match in _DOUBLED.finditer(bare_text(target)):
            if _is_slip(match[1], context.target_language) and not _DOUBLED.search(unit.source):
                yield f"the same word twice: {match[0]}"


def _is_slip(word: str, language: str) -> bool:
    if language == "tr":
        folded = lower_turkish(word)
        if folded in _FUNCTION_WORDS["tr"] or _INFLECTED_TURKISH.fullmatch(folded):
            return True
        return len(word) >= _LONG_TURKISH and folded[-1] not in "ae"
    if word in _FUNCTION_WORDS["ar"]:
        return True
    # With و before it the second one goes on an enumeration (والمواد والمواد البصرية).
    # Chinese names double a syllable (بينغ بينغ).
    is_free = word.endswith(("ا", "نغ")) or word.startswith("و") or word in _DOUBLED_ARABIC or word.isascii()
    return len(word) >= _LONG_ARABIC and not is_free


CHECK = Check(
    "doubled-word",
    Severity.WARNING,
    "no word is typed twice",
    find_doubled_words,
    languages=frozenset(("ar", "tr")),
)
