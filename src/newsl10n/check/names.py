"""A name of the source that the translation lost or replaced, parted from its first name, or should have copied and did not.

A name is looked for in its letters and by its sound, under suffixes and clitics; names with an established form ("Germany") in that
form; words that are usually translated are not asked for. A name that was never seen before counts as lost only where the translation
has another that the source lacks. Whether two persons changed places cannot be told: word order differs too much.

PASS ar | Merkel met Barack Obama. | التقت ميركل باراك أوباما.
PASS ar | The German minister left. | غادر الوزير الألماني.
PASS tr | He met Kaplan in Germany. | Kaplan'la Almanya'da görüştü.
PASS ar | Snooker star Veysel Kaplangil won. | فاز نجم السنوكر فيسيل قبلان غيل.
PASS ar | North Korean leaders went to South Sudan. | ذهب قادة كوريا الشمالية إلى جنوب السودان.
PASS tr | He left the West Bank for New York. | Batı Şeria'dan New York'a gitti.
PASS tr | The United Nations met in Geneva. | Birleşmiş Milletler Cenevre'de toplandı.
FAIL ar | She met Barack Obama. | التقت ميخائيل غورباتشوف.
FAIL ar | He went to Germany. | ذهب إلى فرنسا.
FAIL tr | He met Kaplan on Monday. | Pazartesi günü Yıldırım'la görüştü.
PASS ar | The South Korean firm moved. | انتقلت الشركة الكورية.
PASS ar | Byzantium fell. | سقطت بيزنطة.
PASS tr | A Jesuit priest came. | Bir Cizvit papazı geldi.
PASS ar | West Virginia voted. | صوتت وست فرجينيا.
FAIL ar | The South Korean firm moved. | انتقلت الشركة الكورية الشمالية.
PASS tr | The UN sent aid. | BM yardım gönderdi.
FAIL tr | The UN sent aid. | ABD yardım gönderdi.
FAIL ar | The Red Crescent brought water. | جلب الصليب الأحمر الماء.
FAIL ar | North Korea fired a missile. | أطلقت كوريا الجنوبية صاروخا.
FAIL tr | They met in East Jerusalem. | Batı Kudüs'te görüştüler.
FAIL tr | Angela Merkel called Barack Obama. | Angela Obama, Barack Merkel'i aradı.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.names import find_names, full_name, has_established_form, lost_compounds, lost_names, name_places

_ADDRESS = re.compile(r"\S*(?://|@|www\.)\S*")
_WORDS = re.compile(r"\w+")
_NEXT = re.compile(r"[\w'’]+ (?=\w)(?!و)")
_NEAR = 2
"""Most words that begin from one part of a name to the next, both counted."""


def find_lost_names(unit: Unit, context: CheckContext) -> Iterator[str]:
    if unit.plural is not None or (pair := context.joined_pair(unit)) is None:
        return
    source, target = pair
    kept = [term for term in context.do_not_translate if term in source]
    if lost := [term for term in kept if term not in target]:
        yield f"not copied as they are: {', '.join(lost)}"
    language = context.target_language
    if context.source_language != "en" or language not in ("ar", "tr"):
        return
    if "/" in source or "@" in source:
        source = _ADDRESS.sub(" ", source)
    if missing := [n for n in _missing(source, target, language) if not any(n in term for term in kept)]:
        yield f"names missing or changed: {', '.join(missing)}"
    else:
        yield from _parted(source, target, language)


def _missing(source: str, target: str, language: str) -> list[str]:
    """What is lost, by its whole name as the source has it."""
    compounds = lost_compounds(source, target, language)
    words = [word for word in lost_names(source, target, language) if not any(word in c for c in compounds)]
    return list(dict.fromkeys((*compounds, *(full_name(word, source, language) for word in words))))


def _parted(source: str, target: str, language: str) -> Iterator[str]:
    """First and second names that no longer stand together, where another name of the source took the place of one of them."""
    names = find_names(source, language)
    for first, second in pairwise(names):
        if source[first.start + len(first.word) : second.start] != " ":
            continue
        if has_established_form(first.word, language) or has_established_form(second.word, language):
            continue
        here, there = (name_places(name.word, target, language) for name in (first, second))
        if len(here) != 1 or len(there) != 1 or _side_by_side(target, here[0], there[0]):
            continue
        others = {
            at for n in names if n.word not in (first.word, second.word) for at in name_places(n.word, target, language)
        }
        if _word_after(target, here[0]) in others or any(_word_after(target, at) == there[0] for at in others):
            yield f"{first.word} and {second.word} do not stand together: were names exchanged?"


def _word_after(target: str, at: int) -> int:
    """Where the next word begins, if nothing but a blank parts the two and it is not joined by Arabic "and"; -1 otherwise."""
    match = _NEXT.match(target, at)
    return match.end() if match else -1


def _side_by_side(target: str, first: int, second: int) -> bool:
    return abs(first - second) < 2 or (first < second and len(_WORDS.findall(target[first:second])) <= _NEAR)


CHECK = Check("names", Severity.WARNING, "names of the source are there", find_lost_names)
