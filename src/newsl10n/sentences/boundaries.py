"""The two sides of a possible sentence boundary in English news -> whether it is one.

"Shown" is the text without quotation marks and markup; ``end`` is the offset behind the left side, ``start`` that of the right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# CLDR, segmentation suppressions (en); AP Stylebook, "abbreviations and acronyms", "military titles": stand before a name.
_TITLES = frozenset(
    (
        "Mr Mrs Ms Mx Messrs Dr Prof Rev Hon Fr Msgr Gov Sen Sens Rep Reps Pres Amb Supt Insp Det Atty Gen Lt Col Maj Capt Cmdr "
        "Comdr Cpl Sgt Pvt Pfc Adm Brig Spc Ft Mt vs v e.g i.e cf viz approx"
    ).split()
)
# CLDR, segmentation suppressions (en); AP Stylebook, "months", "numerals": stand before a number.
_BEFORE_NUMBER = frozenset(
    (
        "No Nos no nos p pp Vol vol Art art Sec sec Fig fig Ch ch Para para c ca "
        "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
    ).split()
)
# AP Stylebook, "company names", "junior, senior", "state names": end a sentence only before a word that opens one.
_NAME_PARTS = frozenset(
    (
        "Inc Co Corp Ltd Bros Cos Jr Sr St Ave Blvd Dept Univ Assn al Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La "
        "Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo Ont Que"
    ).split()
)
_ACRONYM = re.compile(r"(?:[\w&]+-)?(?:[^\W\d_][a-z]?\.)?(?:[^\W\d_]\.)+")  # U.N., R-S.C., Ph.D., J.
# AP Stylebook, "time zones" and "time of day": what goes on after "a.m." and "p.m.".
_TIME = re.compile(r"[\d:]*[ap]\.?m\.", re.IGNORECASE)
_AFTER_TIME = re.compile(
    r"(?:Eastern|Central|Mountain|Pacific|Atlantic|Alaska|Hawaii|Greenwich|[A-Z]{1,2}[SD]?T\b|GMT|UTC|CES?T|EES?T|BST|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d|"
    r"(?:[A-Z][\w'\u2019-]+ ){1,2}(?:[Ss]tandard |[Dd]aylight )?[Tt]ime\b)"
)
# UAX #29, SB8 and its notes leave "abbreviation, capital" open; words of grammar decide: capitalised only where a sentence opens.
_OPENERS = frozenset(
    (
        "The This That These Those There Then They He She It We You His Her Its Their Our My But And Or Yet If When While "
        "Although Though Because Since As After Before Until During In On At By For From With Without Between Among Despite "
        "Some Many Several Such What Where Why How Which Both Each Every Another An A I However Meanwhile Still Also Now Here "
        "Instead Later Earlier Currently Today Yesterday Finally Not Nobody Nothing Only Even To Of Is Are Was Were Do Does Did Can"
    ).split()
)
_FIRST_WORD = re.compile(r"([^\W\d_]+)(?:['\u2019]\w+)?(?![\w.-])")
_ENDED = re.compile(r"[.!?\u2026][)\]]*\s+(?=[^\W\d_a-z])")
# Words that sentencex 1.0.32 takes for abbreviations (found by trying every word of a news corpus), and "etc".
_WORDS = frozenset(("me", "no", "may", "miss", "art", "ill", "fed", "re", "sec", "etc", "May", "Fed", "Me", "OK", "ID"))
_IN_PARENTHESIS = re.compile(r"\(?[a-z]{3,}\.[)\]]")
_MARKED_NAMES = frozenset(("Yahoo!", "Jeopardy!", "Oklahoma!", "Airplane!", "Wham!"))
_CAMEL = re.compile(r"[a-z]{1,2}[A-Z]")  # iPhone, eBay
_ASIDE = re.compile(r"(?:[\u2014\u2013-]{1,2}|\.{3}|\u2026)\s*[a-z]")  # "Out! — they cried"
_NUMBERING = re.compile(r"\s*[(\[]?(?:\d{1,3}|[A-Za-z])[.)]")
_SPEECH = (
    "said|says|asked|asks|added|adds|wrote|writes|told|replied|recalled|wondered|shouted|yelled|cried|exclaimed|tweeted|"
    "posted|joked|quipped|continued|demanded|insisted|declared|responded|answered|chanted|screamed|whispered"
)
_HEARERS = "(?:him|her|them|me|us|reporters|lawmakers|journalists)"
_SPEAKER = re.compile(
    r"(?:[^\W\d_a-z][\w.'\u2019-]*|al-\w+)(?: (?:[^\W\d_a-z][\w.'\u2019-]*|al-\w+|of|the|de|bin|van|von)){0,4}? "
)
_SAID = re.compile(
    rf"(?:{_SPEECH})(?:[.,;:]| (?:[a-z]+ly|\w+day|in|on|at|to|of|during|after|before|as|when|while|from|with|by)\b|\Z)"
    rf"|(?:told|asked) (?:\w+[.,]|{_HEARERS} (?:in|on|at|during|after|before|as|when|while|from|outside|near)\b)"
)
_ATTRIBUTION = re.compile(rf"{_SPEAKER.pattern}(?:{_SAID.pattern})")
_LONGEST_TOKEN = 40
_LONGEST_ATTRIBUTION = 120


def find_missed(shown: str) -> Iterator[int]:
    """Offsets where a sentence starts even if sentencex does not think so."""
    for match in _ENDED.finditer(shown):
        end, start = match.start(), match.end()
        closed = shown[end + 1] in ")]" and _IN_PARENTHESIS.fullmatch(_last_token(shown, end + 2))
        if closed or opens_sentence(shown, start) or _last_token(shown, end) in _WORDS:
            yield start


def opens_sentence(shown: str, start: int) -> bool:
    """Whether the word at ``start`` has a capital only because a sentence begins."""
    word = _FIRST_WORD.match(shown, start)
    return word is not None and word.group(1) in _OPENERS


def is_joined(shown: str, end: int, start: int, extra: frozenset[str]) -> bool:
    """Whether the sentence goes on across the boundary. ``extra``: abbreviations without their last dot."""
    if shown[start].islower():
        return not _CAMEL.match(shown, start)
    if _ASIDE.match(shown, start):
        return True
    token = _last_token(shown, end).strip("()[]")
    if not token.endswith("."):
        return (token in _MARKED_NAMES or token.endswith("\u2026")) and not opens_sentence(shown, start)
    return _is_abbreviated(token, shown, start, extra) or (end <= 5 and _NUMBERING.fullmatch(shown, 0, end) is not None)


def _is_abbreviated(token: str, shown: str, start: int, extra: frozenset[str]) -> bool:
    word = token.rstrip(".")
    if word in _TITLES or word in extra:
        return True
    if word in _BEFORE_NUMBER and shown[start].isdigit():
        return True
    if _TIME.fullmatch(token):
        return _AFTER_TIME.match(shown, start) is not None
    if word in _NAME_PARTS or token.endswith("...") or _ACRONYM.fullmatch(token):
        return not opens_sentence(shown, start)
    return False


def is_attribution(text: str, start: int) -> bool:
    """Whether the text goes on as ``Doe asked.`` does after ``“Why?”``."""
    first = _FIRST_WORD.match(text, start)
    if first is None or (first.group(1) in _OPENERS and first.group(1) not in ("I", "We")):
        return False
    return _ATTRIBUTION.match(text[start : start + _LONGEST_ATTRIBUTION]) is not None


def _last_token(shown: str, end: int) -> str:
    parts = shown[max(0, end - _LONGEST_TOKEN) : end].rsplit(None, 1)
    return parts[-1] if parts else ""
