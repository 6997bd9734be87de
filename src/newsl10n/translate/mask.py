"""Text with inline markup -> text with placeholders for a model, and back.

A sentence is translated as one. Markup, addresses and terms become placeholders (``the ⟦1⟧ Rescue Committee ⟦2⟧ said``) that stand
like words; ``unmask`` puts them back, or says ``None`` where the model did not keep each exactly once and in order of nesting.
What then: ``mask(keep=…)`` leaves markup out, and ``reinsert`` puts it around or after the translated sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from newsl10n.model import Markup, MarkupRole

MOST_PLACEHOLDERS = 9
_WHITE = re.compile(r"[ \t\u00a0]+")
_OPENING, _CLOSING = "([{\u00ab\u201c\u2018", ".,;:!?\u2026)]}\u00bb\u201d\u2019'%\u060c\u061b\u061f-"
# Arabic one-letter words are written together with the next one (arabic-turkish guide: waw attaches to the next word).
_PROCLITIC = re.compile('(?:^|(?<=[\\s(\u00ab"]))[\u0648\u0641\u0628\u0644\u0643]$')


class Keep(IntEnum):
    """What stays in the sentence as a placeholder. Terms always do, except at ``NOTHING``."""

    NOTHING = 0
    WHOLE = 1
    ALL = 2


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a placeholder stands for. ``source``: what it hides; ``text``: what comes in its place.

    ``before``, ``after``: the source character it touches on that side, ``""`` at a space.
    """

    source: str
    text: str
    role: MarkupRole
    pair: int = -1
    before: str = ""
    after: str = ""
    is_markup: bool = True


@dataclass(frozen=True, slots=True)
class Masked:
    """A text for the model. ``table[i]`` is what placeholder ``i + 1`` stands for.

    ``left_out``: markup that is in no placeholder, with its inner source text for an OPEN. ``prefix``, ``suffix``: markup around
    the whole sentence, which the model need not see.
    """

    text: str
    table: tuple[Hidden, ...] = ()
    form: str = "\u27e6{}\u27e7"
    left_out: tuple[tuple[Markup, str], ...] = ()
    prefix: str = ""
    suffix: str = ""


def mask(
    text: str,
    markup: tuple[Markup, ...],
    terms: tuple[str, ...] = (),
    *,
    form: str,
    keep: Keep = Keep.ALL,
    others: Mapping[str, str] | None = None,
) -> Masked:
    """Hide markup, terms and numbers of a sentence. ``form``: how a placeholder looks, ``{}`` for its number.

    ``markup``: offsets into ``text``, in order. ``terms``: kept as they are wherever they stand as whole words.
    ``others``: source spelling -> target spelling, for numbers and names that the model does not keep by itself.
    """
    start, end, inner = _peel(text, markup)
    hidden = [(m.start, m.end, m) for m in inner if _is_kept(m, keep)]
    left_out = tuple((m, _inside(text, m, inner)) for m in inner if not _is_kept(m, keep))
    taken = [(m.start, m.end) for m in inner]
    if keep is not Keep.NOTHING:
        words = {**dict.fromkeys(terms), **(others or {}), **dict.fromkeys(_lookalikes(text, form))}
        for word in sorted(words, key=len, reverse=True):
            for found in _word_pattern(word).finditer(text, start, end):
                if all(found.end() <= a or found.start() >= b for a, b in taken):
                    taken.append(found.span())
                    new = Markup(*found.span(), words[word] or word, MarkupRole.WHOLE, -1)
                    hidden.append((*found.span(), new))
    removed = [(m.start, m.end, None) for m, _ in left_out]
    masked_text, table = _build(text, start, end, sorted([*hidden, *removed], key=lambda h: h[:2]), form)
    return Masked(masked_text, table, form, left_out, text[:start], text[end:])


def unmask(text: str, masked: Masked) -> str | None:
    """Put back what the placeholders of a translated text stand for; ``None`` when they are not each there once, or cross."""
    parts = _placeholder_pattern(masked.form).split(text)
    numbers = [int(n) for n in parts[1::2]]
    if sorted(numbers) != list(range(1, len(masked.table) + 1)) or not _is_nested(numbers, parts, masked.table):
        return None
    out = parts[0]
    for number, following in zip(numbers, parts[2::2], strict=True):
        hidden = masked.table[number - 1]
        out = (out.rstrip() if _glues_left(out, hidden) else out) + hidden.text
        out += following.lstrip() if _glues_right(out, following, hidden) else following
    return masked.prefix + _WHITE.sub(" ", out).strip() + masked.suffix


def visible(text: str, masked: Masked) -> str:
    """The translated text as a reader sees it: terms and numbers put back, markup left away."""
    return _shown(text, masked, [hidden.text for hidden in masked.table])


def visible_source(masked: Masked) -> str:
    """The source as a reader sees it, without markup."""
    return _shown(masked.text, masked, [hidden.source for hidden in masked.table])


def _shown(text: str, masked: Masked, texts: list[str]) -> str:
    def show(found: re.Match[str]) -> str:
        index = int(found[1]) - 1
        return texts[index] if index < len(texts) and not masked.table[index].is_markup else " "

    return _WHITE.sub(" ", _placeholder_pattern(masked.form).sub(show, text)).strip()


def reinsert(text: str, masked: Masked) -> str:
    """Put markup that was left out around the sentence, or, where that cannot be (a second link, an address), after it."""
    wrapped_link = False
    opens = {m.pair: (m, inner) for m, inner in masked.left_out if m.role is MarkupRole.OPEN}
    closes = {m.pair: m.text for m, _ in masked.left_out if m.role is MarkupRole.CLOSE}
    tail = [m.text for m, _ in masked.left_out if m.role is MarkupRole.WHOLE]
    body = text.removeprefix(masked.prefix).removesuffix(masked.suffix) if masked.prefix or masked.suffix else text
    for pair in sorted(opens, reverse=True):
        opening, inner = opens[pair]
        is_link = opening.text.lstrip("!").startswith(("[", "<a"))
        if is_link and (wrapped_link or opening.text.startswith("!")):
            tail.append(opening.text + inner + closes.get(pair, ""))
        else:
            body, wrapped_link = opening.text + body + closes.get(pair, ""), wrapped_link or is_link
    return masked.prefix + " ".join([body, *(t for t in tail if t.strip())]) + masked.suffix


def _is_kept(markup: Markup, keep: Keep) -> bool:
    return keep is Keep.ALL or (keep is Keep.WHOLE and markup.role is MarkupRole.WHOLE)


def _peel(text: str, markup: tuple[Markup, ...]) -> tuple[int, int, tuple[Markup, ...]]:
    """Where the sentence starts and ends within markup that surrounds all of it, and the markup inside."""
    start, end, inner = 0, len(text), markup
    while len(inner) > 1:
        first, last = inner[0], inner[-1]
        surrounds = first.role is MarkupRole.OPEN and last.role is MarkupRole.CLOSE and first.pair == last.pair
        if not surrounds or text[start : first.start].strip() or text[last.end : end].strip():
            break
        start, end, inner = first.end, last.start, inner[1:-1]
    return start, end, inner


def _build(
    text: str, start: int, end: int, spans: list[tuple[int, int, Markup | None]], form: str
) -> tuple[str, tuple[Hidden, ...]]:
    out, at, table = "", start, list[Hidden]()
    for left, right, markup in spans:
        out += text[at:left]
        at = right
        if markup is None:
            continue
        before, after = text[max(left - 1, start) : left], text[right : min(right + 1, end)]
        what = (text[left:right], markup.text, markup.role, markup.pair)
        table.append(Hidden(*what, before.strip(), after.strip(), is_markup=markup.pair >= 0))
        out += f" {form.format(len(table))} "
    return _WHITE.sub(" ", out + text[at:end]).strip(), tuple(table)


def _inside(text: str, opening: Markup, markup: tuple[Markup, ...]) -> str:
    close = next((m for m in markup if m.pair == opening.pair and m.role is MarkupRole.CLOSE), None)
    return text[opening.end : close.start] if close and opening.role is MarkupRole.OPEN else ""


def _lookalikes(text: str, form: str) -> list[str]:
    return [found[0] for found in _placeholder_pattern(form).finditer(text)]


def _placeholder_pattern(form: str) -> re.Pattern[str]:
    before, _, after = form.partition("{}")
    return re.compile(rf"{re.escape(before)}\s*(\d{{1,2}})\s*{re.escape(after)}")


def _word_pattern(word: str) -> re.Pattern[str]:
    """The word where no word character, and no more of a number, touches it."""
    left = r"(?<!\w)(?<!\d[.,])" if word[:1].isalnum() else ""
    right = r"(?!\w)(?![.,]\d)" if word[-1:].isalnum() else ""
    return re.compile(left + re.escape(word) + right)


def _is_nested(numbers: list[int], parts: list[str], table: tuple[Hidden, ...]) -> bool:
    """Whether every CLOSE closes the pair opened last, around some text."""
    stack: list[tuple[int, int]] = []
    for place, number in enumerate(numbers):
        hidden = table[number - 1]
        if hidden.role is MarkupRole.OPEN:
            stack.append((hidden.pair, place))
        elif hidden.role is MarkupRole.CLOSE:
            if not stack or stack[-1][0] != hidden.pair:
                return False
            _, opened = stack.pop()
            if not any(p.strip() for p in parts[2 * opened + 2 : 2 * place + 1 : 2]) and place == opened + 1:
                return False
    return not stack


def _glues_left(before: str, hidden: Hidden) -> bool:
    """Whether no space stands between the text so far and what comes now."""
    text = before.rstrip()
    if hidden.role is MarkupRole.CLOSE or not text:
        return True
    if text[-1] == '"':
        return text.count('"') % 2 == 1
    return text[-1] in _OPENING or text[-1] == hidden.before or bool(_PROCLITIC.search(text)) or _joins(hidden.before)


def _glues_right(before: str, following: str, hidden: Hidden) -> bool:
    text = following.lstrip()
    if hidden.role is MarkupRole.OPEN or not text:
        return hidden.role is MarkupRole.OPEN
    if text[0] == '"':
        return before.count('"') % 2 == 1
    return text[0] in _CLOSING or text[0] == hidden.after or _joins(hidden.after)


def _joins(neighbour: str) -> bool:
    """A WHOLE inside a word or between words without spaces (a line break) stays so."""
    return False if not neighbour else neighbour.isalnum()
