"""Values of metadata -> the dates and authors of an article. The rules that Markdown and HTML share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from newsl10n.model import Credits

# Keys of front matter (Hugo, Jekyll, Eleventy), of schema.org, of Open Graph and of Dublin Core, in lower case.
PUBLISHED = frozenset(
    "date published published_at publishdate pubdate datepublished article:published_time dc.date dc.date.issued".split()
)
UPDATED = frozenset(
    "updated updated_at lastmod modified last_modified last_modified_at datemodified article:modified_time dc.date.modified".split()
)
AUTHORS = frozenset("author authors byline dc.creator article:author".split())

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?=[Tt\s]|$)")
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and\s+)?|;|\s&\s|\sand\s)\s*")
_BY = re.compile(r"(?i)by\s+")


def read_entries(entries: Iterable[tuple[str, str]]) -> Credits:
    """Credits from (key, value) pairs in document order. Of each date the first that can be read counts; keys may be of any case."""
    published = updated = None
    authors: list[str] = []
    for key, value in entries:
        name = key.lower()
        if name in PUBLISHED:
            published = published or read_day(value)
        elif name in UPDATED:
            updated = updated or read_day(value)
        elif name in AUTHORS:
            authors += split_authors(value)
    return Credits(published, updated, tuple(dict.fromkeys(authors)))


def read_day(value: str) -> date | None:
    """The day of an ISO 8601 date or time; ``None`` for anything else."""
    match = _DAY.match(value.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def split_authors(value: str) -> list[str]:
    """The names of an English byline; no addresses (``article:author`` often is one)."""
    names = _BETWEEN.split(_BY.sub("", value.strip(), count=1) if _BY.match(value.strip()) else value.strip())
    return [name.strip() for name in names if name.strip() and "://" not in name]
