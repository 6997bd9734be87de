"""Text and its direction -> the places of the runs that need an isolate."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from newsl10n.model import Markup, MarkupRole

Span = tuple[int, int]
"""Start and end (exclusive) in code points."""

_FSI_LIKE, _PDI = "\u2066\u2067\u2068", "\u2069"
_OPAQUE = "\ufffc"
"""Stands for what a run may not reach into: isolated text, code, addresses, line breaks."""

_ADDRESS = re.compile(r"<?(?:https?://|ftp://|www\.|mailto:|[\w.+-]+@)")

_ARABIC_OWN = "\u060c\u066a\u066b\u066c"
"""Arabic comma, percent sign and separators: weak classes in UAX #9, yet they belong to the Arabic around them."""

_MARKS = "\u200e\u200f\u061c"
_DASHES = "-\u2010\u2011\u2012\u2013\u2212"
_JOINERS = frozenset(_DASHES + "+./,:'\u2019\u00d7*=_")
"""What may stand, alone, between the digits and letters of one name or number: B-52, 3.5, 24/7."""

_ATOM = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|\\[!-/:-@\[-`{-~]|(?s:.)")
_RUN_IN_RTL = re.compile(r"(?:E{1,12}j?){0,3}L(?:[^X]*L)?(?:[wj]?E++){0,6}")
_RUN_IN_LTR = re.compile(r"L(?:[^X]*L)?(?:[wj]?A++|j?E++){0,6}")

_LEADS = frozenset("@#$+~\u20ac\u00a3\u00a5\u20ba")
_LEADS_AFTER_SPACE = frozenset("./_")
_TRAILS = frozenset("+#%\u00b0\u2122\u00ae\u00a9")
_ABBREVIATION = re.compile(
    r"(?:(?:\b\w\.)+\w|\b(?:Bros|Co|Col|Corp|Dr|Gen|Gov|Inc|Jr|Lt|Ltd|Mr|Mrs|Ms|No|Rep|Sen|Sr|St|etc|vs))$"
)
"""Ends with a full stop of its own."""
_UNIT = re.compile(r"(?:[a-z]|[KMGT]B|[MG]W|[GM]?Hz|USD|EUR|GBP|TL|[AP]M|GMT|UTC|[CF]\b)")
"""Latin text that belongs to the number before it, across a space."""

_QUOTES = (('"', '"'), ("\u201c", "\u201d"))

_GROUP = r"(?:[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}(?![0-9]))+|[0-9]+)"
_SIGNS = r"(?:[+\u00b1\u2248$\u20ac\u00a3\u00a5\u20ba#]|(?<![^\s(\[])[-\u2212]){0,3}"
_TELEPHONE = r"(?:\+|(?<![0-9.,])0|\(0)[0-9]+\)?(?:[ \u00a0/-](?:[0-9]+|\([0-9]+\)))+"
_NUMBER = re.compile(
    rf"(?:{_TELEPHONE}|{_SIGNS}{_GROUP}(?:[{_DASHES}+./,:\u00d7*=]{_GROUP})*)[%\u2030\u00b0$\u20ac\u00a3\u00a5\u20ba+]{{0,2}}"
)
_STEADY = re.compile(r"[0-9]+(?:[.,:/][0-9]+)*")
"""UAX #9 W4: one common separator between two numbers becomes a number, so these keep their order by themselves."""

_KINDS_IN_RTL = {"L": "L", "R": "X", "AL": "X", "AN": "X", "B": "X", "EN": "E", "WS": "w", "S": "w", "NSM": "N"}
_KINDS_IN_LTR = {"L": "X", "R": "L", "AL": "L", "AN": "A", "B": "X", "EN": "E", "WS": "w", "S": "w", "NSM": "N"}
"""Class of UAX #9 -> kind of an atom, see ``_Atoms``; the rest is ``n``."""


@dataclass(frozen=True, slots=True)
class _Atoms:
    """A text without its ``OPEN`` and ``CLOSE`` markup: what a reader sees, character by character.

    ``spans``: place of each in the text. ``chars``: one character each. ``kinds``: ``L`` letter of the opposite direction,
    ``X`` barrier, ``E`` European and ``A`` Arabic digit, ``w`` space, ``j`` joiner, ``n`` the rest.
    """

    spans: tuple[Span, ...]
    chars: str
    kinds: str


def find_runs(
    text: str, direction: str, markup: tuple[Markup, ...] = (), *, addresses: bool = False
) -> tuple[Span, ...]:
    """Places of the runs in ``text`` that a paragraph of ``direction`` would show out of order, left to right in memory.

    Isolates in ``text`` must be balanced. A run may reach over ``OPEN`` and ``CLOSE`` markup. ``addresses``: whether URLs and
    e-mail addresses that are ``WHOLE`` markup count as Latin text.
    """
    rtl = direction == "rtl"
    if not _may_differ(text, rtl=rtl):
        return ()
    atoms = _read_atoms(text, markup, rtl=rtl, addresses=addresses and rtl)
    partner = _brackets(atoms)
    pattern = _RUN_IN_RTL if rtl else _RUN_IN_LTR
    runs = [_grow(atoms, partner, match.span()) for match in pattern.finditer(_bar_brackets(atoms, partner))]
    if rtl:
        runs = sorted(runs + _number_runs(atoms, runs))
    return tuple((atoms.spans[start][0], atoms.spans[end - 1][1]) for start, end in runs)


def pieces_between(text: str, run: Span, markup: tuple[Markup, ...]) -> tuple[Span, ...]:
    """The run cut at every piece of markup; parts without a letter or digit are left out."""
    start, end = run
    borders = [start]
    for piece in markup:
        if start <= piece.start < end:
            borders += [piece.start, piece.end]
    borders.append(end)
    pieces = []
    for left, right in zip(borders[::2], borders[1::2], strict=True):
        part = text[left:right]
        if any(char.isalnum() for char in part):
            pieces.append((left + len(part) - len(part.lstrip()), right - len(part) + len(part.rstrip())))
    return tuple(pieces)


def _may_differ(text: str, *, rtl: bool) -> bool:
    if rtl:
        return any(char.isalnum() and unicodedata.bidirectional(char) in ("L", "EN") for char in text)
    return not text.isascii() and any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def _read_atoms(text: str, markup: tuple[Markup, ...], *, rtl: bool, addresses: bool) -> _Atoms:
    spans: list[Span] = []
    chars: list[str] = []
    kinds: list[str] = []
    for start, end, char in _walk(text, markup, addresses=addresses):
        kind = _kind(char, rtl=rtl)
        if kind == "N":  # UAX #9 W1: a mark takes the class of what it stands on
            kind = kinds[-1] if kinds and kinds[-1] in "LX" else "n"
        spans.append((start, end))
        chars.append(char)
        kinds.append(kind)
    return _Atoms(tuple(spans), "".join(chars), "".join(kinds))


def _walk(text: str, markup: tuple[Markup, ...], *, addresses: bool) -> Iterator[tuple[int, int, str]]:
    """Start, end and character of each atom; character references and backslash escapes are one atom."""
    pieces = {piece.start: piece for piece in markup if piece.end > piece.start}
    position = 0
    while position < len(text):
        piece = pieces.get(position)
        if piece:
            if piece.role is MarkupRole.WHOLE:
                yield position, piece.end, "A" if addresses and _ADDRESS.match(piece.text) else _OPAQUE
            position = piece.end
        elif text[position] in _FSI_LIKE:
            end = _isolate_end(text, position)
            yield position, end, _OPAQUE
            position = end
        else:
            match = _ATOM.match(text, position)
            assert match  # the last alternative takes any character
            yield position, match.end(), _character(match.group())
            position = match.end()


def _character(atom: str) -> str:
    if atom[0] == "&" and len(atom) > 1:
        read = html.unescape(atom)
        return read[0] if read != atom else _OPAQUE
    return atom[-1]


def _isolate_end(text: str, start: int) -> int:
    depth = 0
    for position in range(start, len(text)):
        depth += (text[position] in _FSI_LIKE) - (text[position] == _PDI)
        if depth == 0:
            return position + 1
    return len(text)


def _kind(char: str, *, rtl: bool) -> str:
    if char in _MARKS:
        return "n"
    if char in _ARABIC_OWN:
        return "X" if rtl else "L"
    if char == _OPAQUE or "\u06f0" <= char <= "\u06f9":
        return "X"
    name = unicodedata.bidirectional(char)
    kind = (_KINDS_IN_RTL if rtl else _KINDS_IN_LTR).get(name, "n")
    return "j" if kind == "n" and char in _JOINERS else kind


def _bar_brackets(atoms: _Atoms, partner: dict[int, int]) -> str:
    """The kinds, with brackets that stay alone or hold a barrier as barriers: they belong to the text around, not to a run."""
    kinds = list(atoms.kinds)
    for position, char in enumerate(atoms.chars):
        if position not in partner and unicodedata.category(char) in ("Ps", "Pe"):
            kinds[position] = "X"
    return "".join(kinds)


def _brackets(atoms: _Atoms) -> dict[int, int]:
    """Positions of paired brackets without a barrier between them, both ways round."""
    partner: dict[int, int] = {}
    stack: list[int] = []
    for position, (char, kind) in enumerate(zip(atoms.chars, atoms.kinds, strict=True)):
        if kind == "X":
            stack.clear()
        elif unicodedata.category(char) == "Ps":
            stack.append(position)
        elif unicodedata.category(char) == "Pe" and stack:
            opener = stack.pop()
            partner[opener], partner[position] = position, opener
    return partner


def _grow(atoms: _Atoms, partner: dict[int, int], run: Span) -> Span:
    """A run with the signs, unit number, brackets and quotation marks that are its own."""
    start, end = _grow_signs(atoms.chars, *run)
    start = _grow_number(atoms, start)
    while torn := [partner[i] for i in range(start, end) if i in partner and not start <= partner[i] < end]:
        start, end = min(start, *torn), max(end, *(place + 1 for place in torn))
    start, end = _grow_quotes(atoms.chars, start, end)
    while start and partner.get(start - 1) == end:
        start, end = start - 1, end + 1
    return start, end


def _grow_quotes(chars: str, start: int, end: int) -> Span:
    """Take in the outer mark of a quotation that the run holds the inner mark of."""
    for opening, closing in _QUOTES:
        inside = chars[start:end]
        torn = inside.count('"') % 2 if opening == closing else inside.count(opening) != inside.count(closing)
        if torn and chars[end : end + 1] == closing:
            end += 1
        elif torn and chars[start - 1 : start] == opening:
            start -= 1
    return start, end


def _grow_signs(chars: str, start: int, end: int) -> Span:
    while start and chars[start - 1] in _LEADS:
        start -= 1
    before = chars[start - 2] if start > 1 else " "
    if start and chars[start - 1] in _LEADS_AFTER_SPACE and (before.isspace() or before in "(["):
        start -= 1
    while end < len(chars) and chars[end] in _TRAILS:
        end += 1
    if chars[end : end + 1] == "." and _ABBREVIATION.search(chars[max(start, end - 12) : end]):
        end += 1
    if chars[end : end + 1] == "/" and "://" in chars[start:end]:
        end += 1
    return start, end


def _grow_number(atoms: _Atoms, start: int) -> int:
    """``5 km`` is one run: the place where the number of a unit begins, else ``start``."""
    if not _UNIT.match(atoms.chars, start) or atoms.kinds[max(start - 2, 0) : start] != "Ew":
        return start
    head = re.search(r"(?:E{1,12}j?){1,4}w$", atoms.kinds[max(start - 40, 0) : start])
    return start - len(head.group()) if head else start


def _number_runs(atoms: _Atoms, taken: list[Span]) -> list[Span]:
    chars = list(atoms.chars)
    for start, end in taken:
        chars[start:end] = _OPAQUE * (end - start)
    found = (match for match in _NUMBER.finditer("".join(chars)) if not _STEADY.fullmatch(match.group()))
    return [match.span() for match in found]
