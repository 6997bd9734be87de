"""Article + Segments -> template; template -> new catalog; catalog + template -> merged catalog."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from newsl10n.locale import plural_header, posix_locale
from newsl10n.model import Article, Catalog, Segment, Unit
from newsl10n.units import Key, active_units, merge_headers, unit_keys

BLOCK_COMMENT = "block: "
"""Begins the extracted comment that names the kind of block a unit stands in."""
SEGMENTER_HEADER = "X-Segmenter"
_DATE_HEADER = "POT-Creation-Date"
_NPLURALS = re.compile(r"nplurals\s*=\s*([1-9])")


def build_template(
    article: Article, segments: Sequence[Segment], *, path: Path, segmenter: str, now: datetime
) -> Catalog:
    """The POT of an article: one unit for each different sentence, in document order, with a reference for each occurrence.

    ``path``: where the template will be written. ``segmenter``: name and version, kept in the ``X-Segmenter`` header.
    """
    references: dict[Key, list[str]] = {}
    kinds: dict[Key, list[str]] = {}
    for key, segment in zip(unit_keys(segments), segments, strict=True):
        if segment.source:
            references.setdefault(key, []).append(f"{article.path.as_posix()}:{segment.line}")
            kinds.setdefault(key, []).append(f"{BLOCK_COMMENT}{segment.kind.value}")
    units = tuple(
        Unit(
            source=source,
            context=context,
            extracted=tuple(dict.fromkeys(kinds[context, source])),
            references=tuple(dict.fromkeys(places)),
        )
        for (context, source), places in references.items()
    )
    # xgettext's placeholders: msginit and editors look for them.
    headers = (
        ("Project-Id-Version", article.slug),
        ("Report-Msgid-Bugs-To", ""),
        (_DATE_HEADER, _date(now)),
        ("PO-Revision-Date", "YEAR-MO-DA HO:MI+ZONE"),
        ("Last-Translator", "FULL NAME <EMAIL@ADDRESS>"),
        ("Language-Team", "LANGUAGE <LL@li.org>"),
        ("Language", ""),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        (SEGMENTER_HEADER, segmenter),
    )
    return Catalog(path=path, headers=headers, units=units)


def same_template(old: Catalog, new: Catalog) -> bool:
    """Whether two templates say the same but for their creation date: then the old file may stay as it is."""
    return _content(old) == _content(new)


def new_catalog(template: Catalog, *, locale: str, path: Path, now: datetime) -> Catalog:
    """An empty translation of a template. ``locale``: BCP 47 tag.

    Raises:
        UsageError: no such locale.
    """
    headers = dict(template.headers)
    catalog = merge_headers(
        Catalog(path=path),
        (
            ("Project-Id-Version", headers.get("Project-Id-Version", "") or path.stem),
            ("Report-Msgid-Bugs-To", headers.get("Report-Msgid-Bugs-To", "")),
            (_DATE_HEADER, headers.get(_DATE_HEADER, "") or _date(now)),
            ("PO-Revision-Date", _date(now)),
            # What msginit --no-translator writes.
            ("Last-Translator", "Automatically generated"),
            ("Language-Team", "none"),
            ("Language", posix_locale(locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", plural_header(locale)),
            *((name, value) for name, value in template.headers if name == SEGMENTER_HEADER),
        ),
    )
    units = tuple(_empty(unit, catalog) for unit in template.units if not unit.obsolete)
    return replace(catalog, units=units)


def merge_template(catalog: Catalog, template: Catalog) -> Catalog:
    """The catalog brought to a template's units and order, nothing guessed.

    Same keys keep target, comments and flags and get the template's references and extracted comments. New keys come in empty.
    Keys that vanished become obsolete, or go where they have no target. An obsolete unit whose key comes back is revived.
    """
    active = active_units(catalog)
    wanted = active_units(template)
    obsolete = {unit.key: unit for unit in catalog.units if unit.obsolete}
    units = []
    for key, unit in wanted.items():
        old = active.get(key) or obsolete.get(key)
        if old is None:
            units.append(_empty(unit, catalog))
        else:
            units.append(replace(old, obsolete=False, references=unit.references, extracted=unit.extracted))
    revived = wanted.keys() - active.keys()
    kept = [unit for unit in catalog.units if unit.obsolete and unit.key not in revived]
    retired = [
        replace(unit, obsolete=True, references=(), extracted=())
        for key, unit in active.items()
        if key not in wanted and any(unit.targets)
    ]
    refreshed = [(n, v) for n, v in template.headers if n in (_DATE_HEADER, SEGMENTER_HEADER) and v]
    return merge_headers(replace(catalog, units=(*units, *kept, *retired)), refreshed)


def _empty(unit: Unit, catalog: Catalog) -> Unit:
    forms = 1
    if unit.plural is not None:
        match = _NPLURALS.search(dict(catalog.headers).get("Plural-Forms", ""))
        forms = int(match[1]) if match else 2
    return replace(unit, targets=("",) * forms, fuzzy=False, comments=(), line=0)


def _content(catalog: Catalog) -> tuple[object, ...]:
    headers = tuple(header for header in catalog.headers if header[0] != _DATE_HEADER)
    return (headers, tuple(replace(unit, line=0) for unit in catalog.units))


def _date(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y-%m-%d %H:%M+0000")
