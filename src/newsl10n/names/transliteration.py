"""A Latin name -> a pattern of the ways in which an Arabic or Turkish text may write it by sound: consonants in order, vowels as they come."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources

# Latin spelling -> Arabic letters that stand for it. UNGEGN Arabic romanization (2017) and the ALA-LC Arabic table read
# backwards, widened by the press forms of foreign names (g: ج غ ق ك; p: ب; v: ف; ch: تش ش ك). A final ? marks a letter that may be silent.
_ARABIC = {
    "tsch": "ت?ش", "sch": "(?:ت?ش|سك)", "tch": "ت?ش", "ch": "(?:ت?ش|[كخجس])", "sh": "(?:[شصژ]|سه?)", "th": "(?:[ثتطذ]|ته)",
    "ph": "ف", "kh": "[خكحه]", "gh": "[غقجفك]?", "dh": "[ذدضظ]", "zh": "(?:ت?ش|[جژز])", "ck": "[كق]", "qu": "[كق]", "dj": "د?ج",
    "dg": "د?ج", "ts": "(?:تس|ت?ز|ص|س)", "tz": "(?:تس|ت?ز|س)", "cz": "(?:ت?ش|س|ز)", "sz": "[شسز]", "rh": "ر", "wh": "[وه]?",
    "ng": "ن[جغكق]?", "gn": "غ?ن", "kn": "ك?ن", "sc": "(?:س?ك|س|ش)", "ci": "(?:ت?ش|س|ك)", "ti": "[تطشثد]", "x": "(?:ك?س|[زخشك])",
    "b": "[بف]", "c": "(?:ت?ش|[كسقجصخ])", "d": "[دضذظت]", "f": "[فب]", "g": "(?:د?ج|[غقكشگهيخ])?", "h": "[هحخ]?",
    "j": "(?:د?ج|[يخهژش])", "k": "[كقخج]", "l": "ل", "m": "م", "n": "[نم]", "p": "[بف]", "q": "(?:تش|[قكغ])", "r": "[رغ]?",
    "s": "[سصزشث]?", "t": "[تطثد]?", "v": "[فبو]", "w": "[وفغ]?", "z": "(?:ت?س|[تزصذظضشج])", "ş": "ش", "ç": "(?:ت?ش|س)",
    "ğ": "[غج]?", "ß": "س", "ł": "[لو]", "đ": "[دذ]", "þ": "ث", "ð": "[دذ]",
}  # fmt: skip
# Latin spelling -> letters of the Turkish one, both without diacritics. TDK, Yazım Kılavuzu, "Yabancı özel adların yazılışı".
_TURKISH = {
    "sch": "(?:sc?h?)", "tch": "c", "ch": "(?:ch?|k|h|s)", "sh": "sh?", "th": "th?", "ph": "(?:ph|f)", "kh": "(?:kh?|h)", "gh": "(?:gh?)?",
    "zh": "(?:zh|j|c)", "ck": "ck?|k", "qu": "(?:qu?|k)", "dj": "d?[cj]", "ts": "(?:ts|c|s)", "tz": "(?:tz|ts|c)", "cz": "(?:cz|c)",
    "x": "(?:x|ks|s)", "b": "b", "c": "[cks]", "d": "[dt]", "f": "[fv]", "g": "[gckj]?", "h": "h?", "j": "[jcyh]", "k": "[kcgh]",
    "l": "l", "m": "[mn]", "n": "[nm]", "p": "[pb]", "q": "[qk]", "r": "r", "s": "[szc]?", "t": "[td]", "v": "[vfw]", "w": "[wv]?",
    "z": "[zs]", "ß": "s",
}  # fmt: skip
_ARABIC_VOWELS = "[اأإآويىئؤءةعه]"
_ARABIC_SPACE = "(?: (?:ال)?|[-\u200c])"
_ARABIC_BEFORE = r"(?<![\u0621-\u064a])[وفأ]??[بلك]??(?:ال|لل|ل)??"
_ARABIC_AFTER = r"(?:ي|ية|يات|يين|يون|ون|ين|ان|ات|ا|يا)?(?![\u0621-\u064a])"
_ARABIC_LETTER = r"[\u0621-\u064a]{0,2}"
_TURKISH_WEAK = "[aeiouyhgv]{0,3}"
_ARABIC_CONSONANT = re.compile("[بتثجحخدذرزسشصضطظغفقكلمن]")
_OFTEN_SILENT = ("", _ARABIC["h"], _ARABIC["w"], _ARABIC["gh"], _ARABIC["wh"], _ARABIC["v"], _ARABIC["g"], _ARABIC["j"])
_INITIAL = tuple(_ARABIC[letter] for letter in "strg")
"""Letters that are never silent where they begin a name."""
_READINGS = {"ar": ("exact", "spaced", "slip", "glued"), "tr": ("exact", "slip")}
_LEAST_FIRM = {
    ("ar", "exact"): 1,
    ("ar", "spaced"): 2,
    ("ar", "slip"): 3,
    ("ar", "glued"): 3,
    ("tr", "exact"): 1,
    ("tr", "slip"): 3,
}
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_FOLDED = re.compile("[\u064b-\u0652\u0670\u0640\u0686\u06a4\u067e\u06af]")
_PERSIAN = str.maketrans("چڤپگ", "جفبك")
NATIONALS = re.compile(r"(?<=...)(?:ians?|ans?|ese|ish|ns)$")
_TOKENS = {
    language: re.compile("|".join(sorted(table, key=len, reverse=True)))
    for language, table in (("ar", _ARABIC), ("tr", _TURKISH))
}


@lru_cache(maxsize=64)
def fold_arabic(text: str) -> str:
    """Without vowel marks and tatweel, Persian letters as their Arabic neighbours."""
    return _MARKS.sub("", text).translate(_PERSIAN) if _FOLDED.search(text) else text


@lru_cache(maxsize=4096)
def fold_latin(text: str) -> str:
    """Lower case without diacritics, one character for each of the NFC text; Turkish ı is i."""
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_letter, unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    if letter in "ıİ":
        return "i"
    if letter == "’":
        return "'"
    return unicodedata.normalize("NFD", letter)[0].lower()[:1]


def spells(name: str, text: str, language: str) -> bool:
    """Whether ``text`` (of ``language``, ``ar`` or ``tr``) has a word that sounds like ``name``, one word in Latin letters."""
    return next(places(name, text, language), None) is not None


def is_telling(name: str, language: str) -> bool:
    """Whether a name has sounds enough to look for it."""
    return _pattern(name, language, "exact") is not None and (language != "ar" or _weight(name) > 1)


def places(name: str, text: str, language: str) -> Iterator[int]:
    """Where words that sound like ``name`` start; see :func:`matches`."""
    return (match.start() for match in matches(name, text, language))


def matches(name: str, text: str, language: str) -> Iterator[re.Match[str]]:
    """Words that sound like ``name``, in the folded text; freer readings come only where no stricter one was found."""
    folded = fold_arabic(text) if language == "ar" else fold_latin(text)
    for reading in _READINGS[language]:
        pattern = _pattern(name, language, reading)
        found = False
        for match in pattern.finditer(folded) if pattern else ():
            if _is_name(match, name, reading) if language == "ar" else text[match.start()].isupper():
                found = True
                yield match
        if found:
            return


def _is_name(match: re.Match[str], name: str, reading: str) -> bool:
    """Whether an Arabic match has nearly all consonants of the name, and is no everyday word."""
    wanted = _weight(name)
    consonants = len(_ARABIC_CONSONANT.findall(match["body"]))
    spare = 0 if wanted < 3 or (reading == "slip" and wanted < 4) else 1 if wanted < 6 else 2
    return consonants >= wanted - spare and not everyday().intersection(match[0].split())


@lru_cache(maxsize=8192)
def _weight(name: str) -> int:
    """How many consonants of a name an Arabic spelling has at least."""
    sounds = _sounds(NATIONALS.sub("", name), _ARABIC, _TOKENS["ar"])
    return sum(1 for _, consonant in sounds if consonant not in _OFTEN_SILENT)


@lru_cache(maxsize=1)
def everyday() -> frozenset[str]:
    """Arabic words that stand in any text."""
    return frozenset((resources.files("newsl10n") / "names" / "common.ar.txt").read_text("utf-8").split())


@lru_cache(maxsize=8192)
def _pattern(name: str, language: str, reading: str) -> re.Pattern[str] | None:
    """``exact``; ``spaced``: in two words; ``slip``: one consonant is another; ``glued``: to the word before it."""
    table = _ARABIC if language == "ar" else _TURKISH
    sounds = _sounds(NATIONALS.sub("", name), table, _TOKENS[language])
    consonants = [consonant for _, consonant in sounds[:-1]]
    firm = [i for i, c in enumerate(consonants) if not c.endswith("?")]
    if len(firm) < _LEAST_FIRM[language, reading]:
        return None
    other = _ARABIC_LETTER if language == "ar" else "[a-z]"
    bodies = [[*consonants[:i], other, *consonants[i + 1 :]] for i in firm] if reading == "slip" else [consonants]
    if language == "ar":
        body = "|".join(_arabic_body(sounds, parts, reading) for parts in bodies)
        return re.compile(
            f"{'' if reading == 'glued' else _ARABIC_BEFORE}(?P<body>{body}){'' if reading == 'glued' else _ARABIC_AFTER}"
        )
    body = "|".join(_TURKISH_WEAK + _TURKISH_WEAK.join(parts) for parts in bodies)
    # A name takes its suffix behind an apostrophe (TDK, "Kesme işareti"), nationalities and the like do without one.
    longest = 12 if reading == "exact" else 7
    return re.compile(rf"(?<!\w)(?:{body})(?:[a-z]{{0,4}}'|[a-z]{{0,{longest}}}(?![a-z']))")


def _arabic_body(sounds: list[tuple[bool, str]], consonants: list[str], reading: str) -> str:
    """More room for vowel letters where the Latin name has a vowel; a name that starts with one starts with one in Arabic."""
    gaps = [_ARABIC_VOWELS + ("{0,3}" if vowel else "?") for vowel, _ in sounds]
    consonants = [consonants[0].removesuffix("?") if consonants[0] in _INITIAL else consonants[0], *consonants[1:]]
    gaps[0] = _ARABIC_VOWELS + ("{1,3}" if sounds[0][0] else "?")
    if reading == "spaced":
        gaps[1:-1] = [f"{gap}(?:{_ARABIC_SPACE}{_ARABIC_VOWELS}{{0,3}})?" for gap in gaps[1:-1]]
    return "".join(gap + consonant for gap, consonant in zip(gaps, [*consonants, ""], strict=True))


def _sounds(name: str, table: Mapping[str, str], token: re.Pattern[str]) -> list[tuple[bool, str]]:
    """Of each consonant whether a vowel stands before it, and its pattern; last, whether one ends the name."""
    own = "şçğ" if table is _ARABIC else ""
    folded = "".join(c if c in own else _fold_letter(c) for c in unicodedata.normalize("NFC", name).lower())
    found: list[tuple[bool, str]] = []
    last, last_end = "", 0
    for match in token.finditer(folded):
        piece = match[0]
        if len(piece) > 1 or piece != last or match.start() != last_end:
            found.append((match.start() > last_end, table[piece]))
        last, last_end = piece, match.end()
    return [*found, (last_end < len(folded), "")]
