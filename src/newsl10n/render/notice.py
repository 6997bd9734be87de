"""A draft in its article's own format -> the same with a notice on top that nobody reviewed it."""

from __future__ import annotations

from newsl10n.formats.html_tokens import TokenType, tokenise
from newsl10n.formats.splice import splice
from newsl10n.model import Article
from newsl10n.wording import page_wording


def add_notice(article: Article, text: str, notice: str, *, locale: str) -> str:
    """``text``: the localized file, in the format of ``article``."""
    line_end = "\r\n" if "\r\n" in article.text else "\n"
    match article.format:
        case "html":
            return _notice_in_html(text, notice, locale)
        case "markdown":
            place = _front_matter_end(text)
            return f"{text[:place]}> {notice}{line_end * 2}{text[place:]}"
        case _:
            return f"{notice}{line_end * 2}{text}"


def _front_matter_end(text: str) -> int:
    """Where the body begins: after YAML front matter and the blank lines that follow it."""
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].strip() != "---":
        return 0
    length = len(lines[0])
    for number, line in enumerate(lines[1:], 1):
        length += len(line)
        if line.rstrip() in ("---", "..."):
            rest = lines[number + 1 :]
            blank = next((i for i, following in enumerate(rest) if following.strip()), len(rest))
            return length + sum(len(following) for following in rest[:blank])
    return 0


def _notice_in_html(text: str, words: str, locale: str) -> str:
    wording = page_wording(locale)
    notice = f'<p role="note" class="draft-notice" lang="{wording.locale}" dir="{wording.direction}"><strong>{words}</strong></p>'
    ends = {token.name: token.end for token in reversed(tokenise(text)) if token.type is TokenType.START}
    body = ends.get("body", 0)
    changes = [(body, body, notice)]
    if "head" in ends:
        changes.append((ends["head"], ends["head"], '<meta name="robots" content="noindex">'))
    return splice(text, changes)
