"""Markup in the target that does not parse: a code span left open, ``[text](`` without its end, half a tag, a lone ``**``.

PASS ar a.md | The **new** bridge. | الجسر **الجديد**.
PASS tr a.md | A [map](https://example.org/a). | [Harita](https://example.org/a).
PASS tr a.txt | Use the ` key. | ` tuşunu kullanın.
FAIL ar a.md | A [map](https://example.org/a). | [خريطة](https://example.org/a
FAIL tr a.md | A [map](https://example.org/a). | [[Harita](https://example.org/a).
FAIL tr a.md | Run `make` now. | Şimdi `make çalıştırın.
FAIL tr a.md | The **new** bridge. | **Yeni köprü.
FAIL tr a.html | See <b>here</b>. | <b>Buraya</b bakın.
FAIL ar a.html | See <b>here</b>. | انظر <b>هنا.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Markup, MarkupRole, Severity, Unit

_MAYBE = re.compile(r"[<`\]\[]|\*\*|__")
_MARKDOWN = re.compile(r"(?<!\\)(?:\]\(|\]\[|`+|\*\*|__|!\[)|</?[a-zA-Z][\w-]*")
_HTML = re.compile(r"</?[a-zA-Z!][\w-]*")
_SUFFIXES = {".md": _MARKDOWN, ".markdown": _MARKDOWN, ".html": _HTML, ".htm": _HTML, ".xhtml": _HTML}
_VOID = re.compile(r"<(?:area|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b|.*/>\Z", re.IGNORECASE)
_ELEMENT = re.compile(r"</?([a-zA-Z][\w-]*)[^<>]*>\Z")


def find_unparsed_markup(unit: Unit, context: CheckContext) -> Iterator[str]:
    if not _MAYBE.search(unit.target) or (signs := _signs(unit)) is None:
        return
    if (pair := context.joined_pair(unit)) is None:
        return
    find = context.find_markup(unit)
    source, target = (_broken(text, find(text), signs) for text in pair)
    if left := list((target - source).elements()):
        yield f"markup that does not parse: {' '.join(left)}"


def _signs(unit: Unit) -> re.Pattern[str] | None:
    name = unit.references[0].rpartition(":")[0].lower() if unit.references else ""
    return _SUFFIXES.get("." + name.rpartition(".")[2])


def _broken(text: str, markup: tuple[Markup, ...], signs: re.Pattern[str]) -> Counter[str]:
    """Signs of markup in what the parser took for text, and tags without a partner."""
    position, rest, alone = 0, [], []
    for piece in markup:
        rest.append(text[position : piece.start])
        position = max(position, piece.end)
        if piece.role is MarkupRole.WHOLE and _is_lone_tag(piece.text):
            alone.append(piece.text)
    rest.append(text[position:])
    if signs is _MARKDOWN and (brackets := "".join(rest)).count("[") != brackets.count("]"):
        alone.append("a bracket without a partner")
    return Counter(alone + [sign for part in rest for sign in signs.findall(part)])


def _is_lone_tag(piece: str) -> bool:
    return bool(_ELEMENT.match(piece)) and not _VOID.match(piece)


CHECK = Check("markup-valid", Severity.ERROR, "the markup of the translation parses", find_unparsed_markup)
