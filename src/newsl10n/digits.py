"""Text and a numbering system -> the text with all its digits in that system.

Babel maps separators but never digits (python-babel/babel#731), so it is done here, all or none.
"""

from __future__ import annotations

import re

from newsl10n.model import Markup

DECIMAL, GROUP, PERCENT = "\u066b", "\u066c", "\u066a"
_TO_ARAB = {ord("0") + value: chr(0x0660 + value) for value in range(10)}
_TO_LATN = {ord(arab): chr(latn) for latn, arab in _TO_ARAB.items()}
_KEPT = re.compile(r"&[#\w]+;|[^\s\u0600-\u06ff]*[A-Za-z][^\s\u0600-\u06ff]*")
"""Character references, and words with Latin letters: the digits of ``COVID-19`` and ``F-16`` are part of a name."""
# CLDR numbers/ar.json: symbols of the numbering systems arab and latn.
_GROUPED = re.compile(r"(?<=[\u0660-\u0669]),(?=[\u0660-\u0669]{3}(?![\u0660-\u0669]))")
_POINT = re.compile(r"(?<![\u0660-\u0669.]\.)(?<=[\u0660-\u0669])\.(?=[\u0660-\u0669]+(?!\.?[\u0660-\u0669]))")
_DATE = re.compile(r"[\u0660-\u0669]+(?:\.[\u0660-\u0669]+){2,}")


def shape_digits(text: str, digits: str, markup: tuple[Markup, ...] = ()) -> str:
    """The text in the digits of one numbering system, separators and percent signs included.

    ``digits``: ``latn`` or ``arab``, as CLDR names numbering systems. What lies in ``markup`` (tags, code, addresses) and in words with Latin letters stays as it is.
    """
    out, position = [], 0
    for piece in markup:
        out += [_shape_piece(text[position : piece.start], digits), piece.text]
        position = piece.end
    return "".join(out) + _shape_piece(text[position:], digits)


def _shape_piece(text: str, digits: str) -> str:
    out, position = [], 0
    for match in _KEPT.finditer(text):
        out += [_shape_words(text[position : match.start()], digits), match.group()]
        position = match.end()
    return "".join(out) + _shape_words(text[position:], digits)


def _shape_words(text: str, digits: str) -> str:
    if digits == "latn":
        latin = text.translate(_TO_LATN)
        latin = re.sub(rf"(?<=[0-9]){DECIMAL}(?=[0-9])", ".", latin)
        return re.sub(rf"(?<=[0-9]){PERCENT}", "%", re.sub(rf"(?<=[0-9]){GROUP}(?=[0-9])", ",", latin))
    arabic = _GROUPED.sub(GROUP, text.translate(_TO_ARAB))
    arabic = "".join(
        part if _DATE.fullmatch(part) else _POINT.sub(DECIMAL, part) for part in re.split(rf"({_DATE.pattern})", arabic)
    )
    return re.sub(r"(?<=[\u0660-\u0669])%", PERCENT, arabic)
