"""A text -> the words in it that negate, in English, Arabic or Turkish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from newsl10n.names.transliteration import fold_arabic

# English: particles and pronouns of negation, and verbs that deny (Huddleston & Pullum, The Cambridge Grammar of the English
# Language, ch. 9). What only looks like one ("not only", "no later than", "don't forget") is left out.
_ENGLISH = re.compile(
    r"\b(?:whether or not|not (?:only|just|merely|simply|least|until|unlike|to mention)|if not|no (?:later|more|less|fewer|sooner|"
    r"doubt|matter|wonder)|none other|nothing (?:but|more)|without (?:a )?doubt|(?:do not|don[’']t) (?:forget|miss|hesitate)|why not|more often than not|never mind|(?:vote of )?no[- ]confidence|no[- ]man[’']?s[- ]land|not guilty|no[- ]fly|"
    r"couldn[’']t (?:be )?(?:more|agree)|(?:won[’']t|not) (?:\w+ ){1,4}for (?:a|very|some) |not (?:so|too|very) long|without fail|not[- ]so[- ]|or not(?=\W*$)|not long ago|(?:came|comes?|coming) to nothing|refuse (?:disposal|collection|bins?|dumps?)|nobody said nothing|(?:would|do|did)(?: not|n[’']t) mind)\b|\bno\.(?= ?\d)"
    r"|(\bnot\b|\bcannot\b|n[’']t\b|\bnever\b|\bwithout\b|\bnobody\b|\bnone\b|\bno[- ]one\b|\bneither\b|\bnothing\b|\bnowhere\b|"
    r"\bno\b(?=\s+[a-z])|\bden(?:y|ies|ied|ying)\b|\brefus(?:e|es|ed|ing|al)\b|\bfail(?:s|ed|ing)? to\b|\bunable to\b)",
    re.IGNORECASE,
)
# What may stand for a negation of the other language without being one of these.
_ENGLISH_LOOSE = re.compile(
    r"\b(?:un|in|im|ir|il|dis|non|de|mis|anti)\w{3,}|\w{3,}less|\b(?:no|not|nor|only|just|little|less|few|fewer|hardly|barely|rarely|seldom|scarcely|still|yet|"
    r"remain\w*|until|unless|before|prior|avoid\w*|prevent\w*|reject\w*|fail\w*|lack\w*|prohib\w*|forb\w*|ban\w*|block\w*|"
    r"stop\w*|refus\w*|resist\w*|rather|instead|except\w*|beyond|far|out|free|absen\w*|whether|difficult\w*|hard|impossible|"
    r"lost|los\w+|miss\w*|away|off|too|against|opposed|oppos\w*|den\w+|other|apart|alone|even|but|than|any\w*|ever|end\w*|despite|although|though|"
    r"halt\w*|drop\w*|declin\w*|skip\w*|cancel\w*|withhold\w*|abs\w*|never\w*|keep\w*|kept|secret\w*|zero|empty|exempt\w*|vain|blind|however|doubt\w*|"
    r"short\w*|near\w*|almost|close|virtual\w*|endless|wrong\w*|illegal\w*|poor\w*|worse|contrary|exclu\w*|separat\w*|escap\w*|surviv\w*|must|should|"
    r"ignor\w*|neglect\w*|struggl\w*|limit\w*|restrict\w*|remov\w*|devoid|bare\w*|over|special\w*|particular\w*|long|necess\w*|otherwise|so|once|since)\b|n[’']t\b",
    re.IGNORECASE,
)
# Arabic: لا لم لن ليس غير عدم دون بلا (Ryding, A Reference Grammar of Modern Standard Arabic, ch. 37), verbs of denial, and nouns of
# absence.
_ARABIC = re.compile(
    r"(?<![\u0621-\u064a])(?:[وفأ]?(?:[بل]?(?:لا|ألا|غير)|(?:[بل]?(?:ال)?(?:عدم|انعدام|غياب|انتفاء|حجب|براءة|منع|حظر))|[بم]?(?:ن )?دون(?:ما|ه|ها|هم|هما|ي|ك|نا)?|لم|لن|ليس(?:ت|وا|ا|تا)?|لست|لسنا|لئلا|"
    r"كلا|بلا|لولا)|أبدا|مطلقا|بتاتا|[وف]?ما (?:زال|كان|من|لم)|"
    r"[وف]?[يتن]?ن(?:فى|فت|في|فوا|فيا|فيها|فيه)|[وف]?(?:ال)?نفي|[وفسأ]*[يتن]?رفض(?:ت|وا|ون|ه|ها)?|[وبل]?(?:ال)?رفض(?:ه|ها|هم|هما)?|[وبل]?(?:ال)?(?:إنكار|حرمان|صفر)(?:ه|ها|هم)?|حرم(?:ت|وا)?|[وب]?اللاعود[ةه]|رافض[اةين]*|[وف]?[أيتن]?نكر(?:ت|وا|ون)?|"
    r"[وف]?[يتن]?فشل(?:ت|وا|ون)?|[وبل]?(?:ال)?(?:فشل|إخفاق)(?:ه|ها|هم)?|[وف]?[أيت]خفق(?:ت|وا)?|[وف]?[يت]?عجز(?:ت|وا|ه|ها)?|عاجز[اةين]*|"
    r"[وف]?[أيت]?حجم(?:ت|وا|ون)?|[وبل]?(?:ال)?إحجام(?:ه|ها|هم)?|[وبل]?(?:ال)?امتناع(?:ه|ها|هم)?|"
    r"[وف]?[يت]?(?:منع|تغيب|حظر|ستحيل|تعذر|متنع|فتقر|فتقد|خلو)(?:ون)?|[وف]?(?:تعذر|امتنع|استحال|افتقر|تغيب)(?:ت|وا)?|مستحيلا?)(?![\u0621-\u064a])"
)
# Turkish: the suffix -mA- before tense, participle and converb endings, -sIz, değil, yok, hiç (Göksel & Kerslake, Turkish: A
# Comprehensive Grammar, ch. 20), and verbs that deny.
_TURKISH = re.compile(
    r"(?<!\w)(?:(?!tamam(?:en|ı)|zaman|namaz|temmuz|komedi|maden|mahmu|domuz|omuz|semiz|hükmed|damad|gomez|hamey)\w+?(?:m[ıiuü]yor\w*|m[ae](?:d[ıi](?!r)\w*|d[ae]n|m[ıi]ş\w*|y[ae]c[ae][kğ]\w*|y[ae]bil\w*|"
    r"y[ae]n\w*|m[ae]\w*|y[ıi]p|y[ıi]nc[ae]|y[ae]l[ıi]m|y[ıi]n(?:[ıi]z)?|ks[ıi]z[ıi]n|s[ae]\w*|z(?:l[ae]r\w*|d[ıi]\w*|d[ae]n|s[ae]\w*|ken|l[ıi][kğ]\w*|m[ıi]ş\w*|s[ıi]n\w*)?|s[ıi]n(?:l[ae]r)?|y[ıi]z|m))"
    r"|değil\w*|hayır|asla|sıfır\w*|yetersiz\w*|redd[ie]\w*|yasa[kğ]\w*|kaçın\w*|imtina\w*|yok(?!sul)\w*|reddet\w*|inkâr|inkar|yalanla\w*|ne\s\S.{0,60}\sne(?:\sde)?)(?!\w)"
)
# -sIz: "without", "no"; elsewhere mostly part of a word.
_PRIVATIVE = re.compile(
    r"(?<!\w)(?!temiz|deniz|denis|hırsız|ansız|fransız|yıldız|yalnız|dokuz|kılavuz|kuşkusuz|sessizlik)\w{2,}s[ıiuü]z(?:ca|ce|l[ıiuü][kğ]\w*|d[ıiuü]\w*|"
    r"s[ae]\w*|\w{0,3})?(?!\w)"
)
_PRIVATIVE_CUES = frozenset(
    ("without", "no", "none", "nothing", "unable to", "failed to", "fails to", "failing to", "fail to")
)
# Of these, what says "not" of a finite verb and hardly stands for anything else.
_PLAIN = {
    "ar": re.compile(r"(?<![\u0621-\u064a])[وفأ]?(?:لم|لن|ليس(?:ت|وا)?)(?![\u0621-\u064a])"),
    "tr": re.compile(
        r"(?<!\w)(?:değil(?:dir)?|(?!tamam|zaman|hamd|esma|komedi)\w{2,}(?:m[ae]d[ıi](?:l[ae]r)?|m[ıiuü]yor(?:l[ae]r)?|m[ae]y[ae]c[ae]k(?:l[ae]r)?))(?!\w)"
    ),
}
# "Never Let Me Go": part of a title.
_TITLE = re.compile(r"\W?[A-Z][\w’']+ [A-Z][\w’']+ [A-Z]\w+")
_CASES = str.maketrans("Iİ", "ıi")
_CUES = (
    "not",
    "n't",
    "n’t",
    "never",
    "without",
    "nobody",
    "none",
    "neither",
    "nothing",
    "nowhere",
    "deny",
    "deni",
    "refus",
    "fail",
    "unable",
)
_NO = re.compile(r"\bno\b")
_PLAIN_CUES = {
    "ar": ("لم", "لن", "ليس"),
    "tr": ("değil", "med", "mad", "yor", "mey", "may"),
}
_PATTERNS = {"ar": _ARABIC, "tr": _TURKISH}


def negations(text: str, language: str) -> tuple[str, ...]:
    """Words that negate, in order; ``language`` is ``en``, ``ar`` or ``tr``."""
    return tuple(_find(text, language))


def _find(text: str, language: str) -> Iterator[str]:
    if language == "en":
        for match in _ENGLISH.finditer(text) if _may_have_cue(text) else ():
            if match[1] and not _is_name(text, match):
                yield match[1]
        return
    # Turkish casing: dotted and dotless i (Unicode SpecialCasing.txt, tr).
    folded = fold_arabic(text) if language == "ar" else text.translate(_CASES).lower()
    yield from (match[0] for match in _PATTERNS[language].finditer(folded))


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Part of a title, or the value ``None`` of a program's message."""
    if match[1] == "None" and not text.startswith(" of ", match.end()):
        return True
    return _TITLE.match(text, text.rfind(" ", 0, match.start(1)) + 1) is not None


@lru_cache(maxsize=64)
def negates(text: str, language: str) -> bool:
    """Whether a text has any word that negates."""
    return next(_find(text, language), None) is not None


def _may_have_cue(text: str) -> bool:
    """Whether an English text can have a word of ``_ENGLISH``: most have not, and this is quicker to tell."""
    text = text.lower()
    return any(map(text.__contains__, _CUES)) or ("no" in text and _NO.search(text) is not None)


def lost_negations(source: str, target: str, language: str) -> tuple[str, ...]:
    """Negating words of an English source where nothing in the target negates."""
    if not negates(source, "en") or negates(target, language):
        return ()
    cues = negations(source, "en")
    if language == "tr" and not _PRIVATIVE_CUES.isdisjoint(cue.lower() for cue in cues):
        return () if _PRIVATIVE.search(target.translate(_CASES).lower()) else cues
    return cues


def plain_negations(text: str, language: str) -> tuple[str, ...]:
    """Words of an Arabic or Turkish text that negate a verb and have no other use."""
    folded = fold_arabic(text) if language == "ar" else text.translate(_CASES).lower()
    if not any(map(folded.__contains__, _PLAIN_CUES[language])):
        return ()
    return tuple(m[0] for m in _PLAIN[language].finditer(folded))


def may_negate(text: str) -> bool:
    """Whether an English text has anything that another language may say by negation ("only", "unknown", "before")."""
    return negates(text, "en") or _ENGLISH_LOOSE.search(text) is not None
