"""Text of a block -> what of it is not prose: dateline, byline, agency tag.

Every pattern here is anchored or reads a bounded stretch, so that a long line costs no more than a short one.
"""

from __future__ import annotations

import re

_AGENCY = (
    r"(?:AP|AFP|UPI|DPA|dpa|ANSA|EFE|ANI|PTI|IRNA|SANA|WAFA|KUNA|TASS|Tass|Xinhua|Kyodo|Reuters|REUTERS|Bloomberg|"
    r"Anadolu(?: Agency)?|Agence France-Presse|(?:The )?Associated Press|(?:The )?Canadian Press|[A-Z][A-Za-z]{1,12} News)"
)
_DASH = r"(?:\u2014|\u2013|--?|_)"
_CAPITAL = r"(?:[^\W\d_a-z]|['\u2019.-](?=[^\W\d_a-z]))"
_CAPITALS = rf"(?:(?:ST|FT|MT)\. )?[^\W\d_a-z]{_CAPITAL}+(?:[ /]+[^\W\d_a-z]{_CAPITAL}*){{0,4}}"
_NAME = r"[^\W\d_a-z][^\W\d_]*[^\W\d_A-Z][\w'\u2019-]*"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_COUNTRY = rf"(?:{_NAME}\.?|[A-Z]\.[A-Z]\.)(?: {_NAME}){{0,2}}"
_TAG = rf"\({_AGENCY}(?:[/,; ]+{_AGENCY})?\)"

# AP Stylebook, "datelines": the place in capitals, state or country, (date,) agency, dash. Reuters sets a hyphen.
_DATELINE = re.compile(
    rf"(?:{_CAPITALS}(?:, {_COUNTRY})?(?:, {_DATE})?(?: {_TAG})?"  # GAZA CITY, Gaza, Jan. 12 (AP)
    rf"|{_NAME}(?: {_NAME}){{0,2}}(?:, {_COUNTRY})?(?:, {_DATE}(?: {_TAG})?| {_TAG})"  # Istanbul, 12 May (Reuters)
    rf"|(?:{_DATE} )?{_TAG}) ?{_DASH}\s+(?=[^\w\s]?[^\Wa-z_])"  # (Reuters)
)
# The house style of papers that set the place in small letters: only at the head of an article, where nothing else looks so.
_PLAIN_DATELINE = re.compile(
    rf"{_NAME}(?: {_NAME}){{0,2}}(?:, {_COUNTRY})? [\u2014\u2013]\s+(?=[\u201c\"\u2018]?[A-Z])"
)
_COLON_DATELINE = re.compile(rf"{_CAPITALS}(?:, {_COUNTRY})?:\s+(?=[\u201c\"\u2018]?[A-Z])")
_LABEL = re.compile(
    r"(?:BREAKING|EXCLUSIVE|UPDATE|CORRECTION|ANALYSIS|OPINION|WATCH|LIVE|NOTE|EDITOR|FACT|VIDEO|PHOTOS?|READ|Q\b|A\b)",
    re.IGNORECASE,
)
_PERSON = r"(?:[^\W\d_a-z][\w.'\u2019-]*|al-\w+|bin|van|von|de|der|el)(?: (?:[^\W\d_a-z][\w.'\u2019-]*|al-\w+|bin|van|von|de|der|el)){0,4}"
_TIME_WORD = r"(?:\w+day\b|(?:January|February|March|April|June|July|August|(?:Septem|Octo|Novem|Decem)ber)(?: \d|\Z)|The\b|That\b|Then\b|Now\b|Last\b|Next\b|All\b|Most\b)"
_BYLINE = re.compile(
    rf"(?:By|BY) (?!{_TIME_WORD}){_PERSON}(?:(?:, and |, | and | & ){_PERSON}){{0,5}}"
    rf"(?: in {_PERSON})?(?:(?:,| for| \|| {_DASH}) (?:[^.!?]|\.(?= \d)){{1,60}})?"
)
# Reuters Handbook of Journalism, sign-offs: "(Reporting by …; Editing by …)".
_CREDIT = re.compile(
    r"\(?(?:(?:Additional )?(?:[Rr]eporting|[Ww]riting)|Editing|Compiled|Translated|Photographs?|Photos?) by [^.!?]{2,200}\.?\)?"
)
_TAG_ALONE = re.compile(rf"(?:{_TAG}|{_DASH} ?{_AGENCY}|{_AGENCY})")
_TAG_AT_END = re.compile(rf"(?<=[.!?\u2026\u201d\"'\u2019])\s+((?:{_TAG}|{_DASH} ?{_AGENCY})\.?)\s*\Z")
_LONGEST_DATELINE = 100
_LONGEST_TAG = 60
_LONGEST_BYLINE = 300


def find_dateline(text: str, *, opens_article: bool = False) -> int:
    """Length of the dateline at the head of ``text``, its dash and the white space behind it; 0 where there is none.

    ``opens_article``: the text is an article's first paragraph, where ``Istanbul — `` and ``BEIRUT: `` are datelines too.
    """
    head = text[:_LONGEST_DATELINE]
    found = _DATELINE.match(head)
    if not found and opens_article:
        found = _COLON_DATELINE.match(head) or _PLAIN_DATELINE.match(head)
        if found and re.search("[\u2014\u2013]", head[found.end() :]):  # a pair of dashes holds an aside
            found = None
    if not found or _LABEL.match(head):
        return 0
    return found.end()


def is_dateline(text: str) -> bool:
    """Whether the whole text is a dateline, dash and all."""
    return find_dateline(f"{text} The", opens_article=True) == len(text) + 1


def find_agency_tag(text: str) -> int:
    """Offset of an agency tag that ends ``text`` behind a finished sentence, ``-1`` where there is none."""
    tail = max(0, len(text) - _LONGEST_TAG)
    found = _TAG_AT_END.search(text, tail) if re.search("[(\u2014\u2013_-]", text[tail:]) else None
    return found.start(1) if found else -1


def is_byline(text: str) -> bool:
    """Whether the whole text is a byline, a credit or an agency tag."""
    if len(text) > _LONGEST_BYLINE:
        return False
    return any(pattern.fullmatch(text) for pattern in (_BYLINE, _CREDIT, _TAG_ALONE))
