"""Somebody's words that became the paper's own claim: the quotation marks are gone, or nothing says any longer who said it.

Only a quotation of several words counts, in any glyphs, and only where the translation does not report it as speech either. A source
with a speaker and a verb of saying ("Kaya said", "according to Kaya") wants any verb or marker of reporting in the translation; a lost
name is the business of `names`.

PASS ar | "We will not leave the town," he said. | وقال: «لن نغادر البلدة».
PASS ar | The road is closed, Kaya said. | وأضاف كايا أن الطريق مغلق.
PASS ar | According to Kaya, the road is closed. | الطريق مغلق وفقا لكايا.
PASS tr | "We will not leave the town," he said. | "Kasabadan ayrılmayacağız" dedi.
PASS tr | The road is closed, Kaya said. | Kaya, yolun kapalı olduğunu belirtti.
PASS tr | According to Kaya, the road is closed. | Kaya'ya göre yol kapalı.
PASS tr | "We will not leave the town," Kaya said. | Kaya ise, "Kasabadan ayrılmayacağız."
PASS ar | According to the decision, the road is closed. | الطريق مغلق بموجب القرار.
FAIL ar | "We will not leave the town," he said. | لن يغادروا البلدة.
FAIL ar | The road is closed, Kaya said. | الطريق مغلق، كايا.
FAIL tr | "We will not leave the town," he said. | Kasabadan ayrılmayacaklar.
PASS ar | The ministry said Tuesday it had no comment. | أحجمت الوزارة الثلاثاء عن التعليق.
FAIL tr | According to Kaya, the road is closed. | Kaya, yol kapalı.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.names import fold_arabic, fold_latin

_QUOTES = re.compile('["“”„«»‹›]')
_SPAN = re.compile('["“”„«‹]([^"“”„«»‹›]+)["“”»›]')
_SINGLE = re.compile(r"(?<!\w)['‘’]\w.*?['’](?!\w)")
_WORDS = 4
"""Least words of a span that is surely somebody's speech."""
# A speaker, a comma and somebody's words: Turkish reports so without a verb.
_INTRODUCED = re.compile(r"(?:[,:\u060c]|\bise)\s*[\"“«„]")
_CUE = re.compile(r"sa(?:id|ys)\b|told|stated|insisted|argued|remarked|replied|ccording to")
_SPEAKER = r"(?!(?:He|She|They|We|I|It|You|Nobody|Everybody|Everyone|Someone|This|That|There|Who|What|As|And|But|So|If|All|Having|Told|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)[A-Z][\w’'.-]+"
_VERB = "(?:said|says|told|stated|insisted|argued|remarked|replied)"
_ATTRIBUTED = re.compile(
    rf"\b{_SPEAKER},? (?:also |later |has |had |recently )?{_VERB}\b(?! (?:the|a) (?:story|tale))|\b{_VERB} {_SPEAKER}"
    rf"|\b[Aa]ccording to (?!which)(?:[a-z]+ ){{0,3}}{_SPEAKER}"
)
# What belongs to a speaker beside the word found: the rest of a name, or the words up to the next clause.
_ABBREVIATION = r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Sen|Rep|Gov|St|Maj|Capt|Adm|Rev|[A-Z])\."
_PART = rf"(?:{_ABBREVIATION}|(?:(?:al|el|bin|ibn|de|van|von|der)[ -])?[A-Z][\w’'-]*)"
_NAME_BEFORE = re.compile(rf"(?:(?<![\w-]){_PART} )+$")
_NAME_AFTER = re.compile(rf"(?: {_PART})*")
_CLAUSE = re.compile(
    rf"(?: (?:{_ABBREVIATION}|(?!(?:who|which|that|as|when|where|while|but|and|in|on|at|for|has|have|had|is|are|was|were)\b)[\w’'-]+))*"
)
# Verbs and markers of reporting. Arabic: Ryding, A Reference Grammar of Modern Standard Arabic (2005), on verbs of saying and on
# «وفقا», «حسب»; Turkish: Göksel and Kerslake, Turkish: A Comprehensive Grammar (2005), on direct speech, "diye" and "göre".
_REPORTS = {
    "ar": re.compile(
        r"(?<![\u0621-\u064a])(?:[وفب]?(?:ال)?[سيتنأإام]?(?:قال|قول|قائل|قيل|صرح|صريح|ذكر|رأى|رى|علن|علان|فاد|فيد|ضاف|ضيف|وضح|خبر|ؤكد|شار|شير|زعم|"
        r"دعى|دعي|[أيت]صر(?:ت|وا|ون)?(?![\u0621-\u064a])|عتبر|عتقد|لفت|تحدث|تهم|كتب|رد(?![\u0621-\u064a]))|[وف]?(?:ب|ل|من )?(?:حسب|وفق|رأي|نظر|طبق|موجب)|عزو|مفاد|عن التعليق)|:(?=\s)"
    ),
    "tr": re.compile(
        r"(?<!\w)(?:d(?:e|i)(?:di|yor|yen|ye|yip|yerek|r(?!\w)|rken|mis|mek|nil|dig)|soyl|acikl|belirt|ifade|bildir|gore(?!v)|aktar|kayde[td]|"
        r"vurgul|anlat|konus(?!u(?!yor))|dile|ekl[ei]|duyur|iddia|savun|one sur|ileri sur|uyar|itiraf|cevap|yanit|dusun|inan|yorum|rapor|"
        r"dogrul|isaret|gorus|beyan|karsilik|dayanarak)|:(?=\s)"
    ),
}


def find_changed_attribution(unit: Unit, context: CheckContext) -> Iterator[str]:
    if unit.plural is not None or (pair := context.joined_pair(unit)) is None:
        return
    source, target = pair
    language = context.target_language
    if _is_no_longer_quoted(source, target) and not _reports(target, language):
        yield "the quotation marks of the source are gone: who says it?"
    elif said := _lost_speaker(source, target, language) if context.source_language == "en" else "":
        yield f"nothing says who said it: {said}"


def _lost_speaker(source: str, target: str, language: str) -> str:
    """What the source says of its speaker, where the target does not report speech."""
    if language not in _REPORTS or not _CUE.search(source) or not (said := _ATTRIBUTED.search(source)):
        return ""
    is_quoted = _QUOTES.search(source) and _INTRODUCED.search(target)
    return "" if is_quoted or _reports(target, language) else _whole(source, said)


def _whole(source: str, said: re.Match[str]) -> str:
    """The speaker to the end of the name, not cut at an abbreviation or a hyphen."""
    if said[0].lower().startswith("according to"):
        opening = said.start() + len("according to")
        return source[said.start() : opening] + (clause[0] if (clause := _CLAUSE.match(source, opening)) else "")
    before = _NAME_BEFORE.search(source[: said.start()])
    after = _NAME_AFTER.match(source, said.end()) if said[0][0].islower() else None
    return source[before.start() if before else said.start() : after.end() if after else said.end()].rstrip(".")


def _is_no_longer_quoted(source: str, target: str) -> bool:
    if not _QUOTES.search(source) or _QUOTES.search(target) or _SINGLE.search(target):
        return False
    return _longest(source) >= _WORDS


def _longest(text: str) -> int:
    return max((len(span.split()) for span in _SPAN.findall(text)), default=0)


def _reports(target: str, language: str) -> bool:
    """Whether anything in the target reports speech."""
    if language not in _REPORTS:
        return False
    return _REPORTS[language].search(fold_arabic(target) if language == "ar" else fold_latin(target)) is not None


CHECK = Check(
    "attribution", Severity.WARNING, "what is quoted stays quoted, with who said it", find_changed_attribution
)
