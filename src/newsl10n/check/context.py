"""What a check is given and what registers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from newsl10n.glossary import Term
from newsl10n.locale import language
from newsl10n.model import JOINED, Catalog, Markup, Severity, State, Unit


@dataclass(frozen=True, slots=True)
class CheckContext:
    """The catalog around a unit.

    ``find_markup``: unit -> finder of inline markup in its format. ``joined_sources``: see ``join_sources``. ``settings``: rule ->
    its thresholds, the project's where it changed them. ``do_not_translate``: terms that are copied as they are. ``glossary``: rows of the
    project's glossary.csv.
    """

    catalog: Catalog
    states: Mapping[tuple[str | None, str], State]
    source_locale: str
    find_markup: Callable[[Unit], Callable[[str], tuple[Markup, ...]]]
    joined_sources: Mapping[tuple[str | None, str], str]
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))
    do_not_translate: tuple[str, ...] = ()
    glossary: tuple[Term, ...] = ()
    source_language: str = field(init=False)
    target_language: str = field(init=False)

    def __post_init__(self) -> None:
        locale = self.catalog.locale
        object.__setattr__(self, "source_language", language(self.source_locale))
        object.__setattr__(self, "target_language", language(locale) if locale else "")

    def joined_pair(self, unit: Unit) -> tuple[str, str] | None:
        """Source and target over sentences translated together, or ``None`` for a unit that leans on the one before it."""
        target = unit.targets[0]
        if JOINED in target and target.strip() == JOINED:
            return None
        if self.joined_sources:
            return self.joined_sources.get(unit.key, unit.source), target
        return unit.source, target


def join_sources(catalog: Catalog) -> dict[tuple[str | None, str], str]:
    """Of every unit that the next ones lean on: its source and theirs, in one string."""
    joined: dict[tuple[str | None, str], str] = {}
    head: Unit | None = None
    for unit in catalog.units:
        if unit.obsolete:
            continue
        if unit.target.strip() != JOINED:
            head = unit
        elif head is not None:
            joined[head.key] = f"{joined.get(head.key, head.source)} {unit.source}"
    return joined


@dataclass(frozen=True, slots=True)
class Check:
    """One rule.

    ``find``: unit -> messages. ``find_in_header``: catalog -> messages. ``find_in_archive``: all checked catalogs -> findings.
    ``needs_target``: units without a target are left to the rule ``missing``. ``summary``: one line for ``check --list``.
    ``default``: part of the default suite. ``settings``: thresholds and their default values, changed by a table
    ``[check.RULE]`` in newsl10n.toml. ``languages``: target languages the rule knows, empty for any. ``fix``: source and target
    -> the target with the fault mended, for rules that are certain of it.
    """

    rule: str
    severity: Severity
    summary: str
    find: Callable[[Unit, CheckContext], Iterator[str]] | None = None
    find_in_header: Callable[[CheckContext], Iterator[str]] | None = None
    find_in_archive: Callable[[Iterable[ArchivedUnit]], Iterator[tuple[ArchivedUnit, str]]] | None = None
    needs_target: bool = True
    default: bool = True
    settings: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    languages: frozenset[str] = frozenset()
    fix: Callable[[str, str], str] | None = None


@dataclass(frozen=True, slots=True)
class ArchivedUnit:
    """A unit of one of many catalogs, small enough to keep a hundred thousand of them."""

    path: Path
    line: int
    locale: str
    source: str
    target: str
    context: str | None
    state: State
