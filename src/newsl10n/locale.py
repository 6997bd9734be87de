"""BCP 47 tags -> what CLDR says about them (through Babel). The only module that imports babel."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

from newsl10n.errors import UsageError

# Babel up to 2.18 swaps Arabic forms 4 and 5 and gives Turkish one form (python-babel/babel#816).
# Source: CLDR plural rules chart; GNU gettext plural-table.c for Turkish.
_PLURAL_HEADERS = {
    "ar": ("nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"),
    "tr": "nplurals=2; plural=(n != 1);",
}
# Scripts written from right to left: Unicode Character Database, bidi class R or AL.
_RTL_SCRIPTS = frozenset(("Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr"))
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?\Z")


@cache
def _babel_locale(tag: str) -> Any:
    from babel import Locale, UnknownLocaleError

    if not _TAG.match(tag):
        raise UsageError(f"{tag!r} is not a locale", remedy="write a BCP 47 tag such as ar, tr or ar-EG")
    try:
        return Locale.parse(tag, sep="-" if "-" in tag else "_")
    except (UnknownLocaleError, ValueError) as error:
        raise UsageError(f"unknown locale {tag!r}", remedy="write a BCP 47 tag such as ar, tr or ar-EG") from error


def canonical_locale(tag: str) -> str:
    """BCP 47 spelling of a tag: ``AR_eg`` reads ``ar-EG``.

    Raises:
        UsageError: CLDR has no such locale.
    """
    return posix_locale(tag).replace("_", "-")


def posix_locale(tag: str) -> str:
    """gettext's spelling of a tag, as in folder names and the Language header: ``pt-BR`` reads ``pt_BR``."""
    return str(_babel_locale(tag))


def language(tag: str) -> str:
    """The language subtag: ``ar-EG`` reads ``ar``."""
    return str(_babel_locale(tag).language)


def direction(tag: str) -> str:
    """``"rtl"`` or ``"ltr"``."""
    from babel.core import get_global

    locale = _babel_locale(tag)
    if locale.script:
        return "rtl" if locale.script in _RTL_SCRIPTS else "ltr"
    likely = get_global("likely_subtags").get(str(locale)) or get_global("likely_subtags").get(locale.language, "")
    return "rtl" if _RTL_SCRIPTS & set(likely.split("_")) else "ltr"


def plural_header(tag: str) -> str:
    """Value of the ``Plural-Forms`` header."""
    if known := _PLURAL_HEADERS.get(language(tag)):
        return known
    from babel.messages.plurals import get_plural

    rule = get_plural(_babel_locale(tag))
    return f"nplurals={rule.num_plurals}; plural={rule.plural_expr};"


def plural_count(tag: str) -> int:
    """Number of plural forms that ``plural_header`` declares."""
    return int(plural_header(tag).partition("nplurals=")[2].partition(";")[0])


def display_name(tag: str, in_locale: str) -> str:
    """Name of a locale, written in another one: ``display_name("ar", "tr")`` is ``Arapça``."""
    return _babel_locale(tag).get_display_name(_babel_locale(in_locale)) or tag


@cache
def _territories(tag: str) -> dict[str, str]:
    names = _babel_locale(tag).territories
    codes = {english: code for code, english in _babel_locale("en").territories.items()} | {"Turkey": "TR"}
    return {english: names[code] for english, code in codes.items() if code in names}


def territory_name(english: str, tag: str) -> str:
    """A country or region's name in a locale (CLDR): ``Germany`` is ``Almanya``; ``""`` for what is none."""
    return _territories(tag).get(english, "")


def numbering_systems(tag: str) -> frozenset[str]:
    """CLDR numbering systems in use for a locale: ``latn`` and ``arab`` for Arabic, ``latn`` for Turkish."""
    found = _babel_locale(tag)
    return frozenset((found.default_numbering_system, *found.other_numbering_systems.values()))


def format_date(day: date, tag: str, *, style: str = "long") -> str:
    """A date as the locale writes it, in Latin digits: ``7 Ağustos 2026``. ``style``: ``short`` to ``full``."""
    from babel.dates import format_date as babel_format_date

    return babel_format_date(day, format=style, locale=_babel_locale(tag))
