"""A Plural-Forms header that disagrees with the language, or plural entries that disagree with the header.

The header row stands for the source column here.

PASS ar header | nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5); |
PASS tr header | nplurals=1; plural=0; |
PASS tr header | nplurals=2; plural=(n > 1); |
FAIL ar header | nplurals=2; plural=(n != 1); |
FAIL ar header | nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 5 : 4); |
FAIL tr header | nplurals=INTEGER; plural=EXPRESSION; |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.errors import UsageError
from newsl10n.locale import language, plural_count, plural_header
from newsl10n.model import Severity, Unit

_HEADER = re.compile(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+?)\s*;?\s*\Z")
_SPACES_AND_BRACKETS = re.compile(r"[\s()]")


def find_wrong_header(context: CheckContext) -> Iterator[str]:
    locale, declared = context.catalog.locale, dict(context.catalog.headers).get("Plural-Forms", "")
    has_plurals = any(unit.plural is not None for unit in context.catalog.units)
    if not declared:
        if has_plurals:
            yield "the header has no Plural-Forms line"
        return
    found = _HEADER.match(declared)
    if not found:
        yield f"Plural-Forms cannot be read: {declared!r}"
        return
    try:
        wanted = plural_header(locale)
    except UsageError:
        return
    # Turkish catalogs with one form or two are both in use (GNU gettext, Qt): accepted.
    if language(locale) == "tr" and int(found[1]) in (1, 2):
        return
    if int(found[1]) != plural_count(locale):
        yield f"Plural-Forms says nplurals={found[1]}; {locale} has {plural_count(locale)}: {wanted}"
    elif language(locale) == "ar" and _bare(found[2]) != _bare(wanted.partition("plural=")[2]):
        yield f"Plural-Forms picks other forms than {locale} needs: {wanted}"


def find_wrong_count(unit: Unit, context: CheckContext) -> Iterator[str]:
    if unit.plural is None:
        return
    found = _HEADER.match(dict(context.catalog.headers).get("Plural-Forms", ""))
    if found and len(unit.targets) != int(found[1]):
        yield f"{len(unit.targets)} plural forms where the header declares {found[1]}"


def _bare(expression: str) -> str:
    return (
        _SPACES_AND_BRACKETS.sub("", expression)
        .rstrip(";")
        .replace("n%100<=99", "")
        .replace("&&:", ":")
        .replace("&&?", "?")
    )


CHECK = Check(
    "plural-header",
    Severity.ERROR,
    "Plural-Forms fits the language and the entries",
    find_wrong_count,
    find_wrong_header,
)
