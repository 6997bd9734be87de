"""Catalogs + the registered checks -> findings: which checks run, with which thresholds, and on what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path
from types import MappingProxyType
from typing import Any

from newsl10n.check.context import ArchivedUnit, Check, CheckContext, join_sources
from newsl10n.errors import ConfigError
from newsl10n.glossary import Term
from newsl10n.model import JOINED, Catalog, Finding, Markup, Severity, State, Unit

Key = tuple[str | None, str]
_UnitCheck = tuple[str, Severity, Callable[[Unit, CheckContext], Iterator[str]], bool]
"""Of a check: rule, severity, find, needs_target."""
_NONE: frozenset[str] = frozenset()
_IGNORE = "newsl10n: ignore "
_MOST = 1_000_000
"""Greatest threshold that a setting may be."""


@dataclass(frozen=True, slots=True)
class Suite:
    """The checks of a run. ``settings``: rule -> thresholds. ``files``: glob of catalog paths -> rules left out there."""

    checks: tuple[Check, ...]
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))
    files: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def off_in(self, path: Path) -> frozenset[str]:
        """Rules left out in a file."""
        return frozenset(rule for glob, rules in self.files.items() if fnmatch(path.as_posix(), glob) for rule in rules)


class SettingError(ConfigError):
    """A setting of a rule cannot be used. ``key``: its name in the table ``[check.RULE]``."""

    def __init__(self, rule: str, key: str, what: str, *, remedy: str) -> None:
        super().__init__(f"[check.{rule}] {what}", remedy=remedy)
        self.rule, self.key = rule, key


def choose_checks(
    known: Mapping[str, Check], tables: Mapping[str, Any], *, enable: Iterable[str] = (), disable: Iterable[str] = ()
) -> Suite:
    """The suite that the ``[check]`` tables of newsl10n.toml and the command line ask for.

    Raises:
        ConfigError: an unknown rule. SettingError: an unknown setting of a rule, or a value of another type.
    """
    on = set(enable) | set(tables.get("enable", ()))
    off = set(disable) | set(tables.get("disable", ()))
    files = {glob: tuple(rules) for glob, rules in tables.get("files", {}).items()}
    own = {rule: table for rule, table in tables.items() if rule not in ("enable", "disable", "files")}
    for rule in sorted({*on, *off, *own, *(r for rules in files.values() for r in rules)} - set(known)):
        raise ConfigError(f"no check is called {rule!r}", remedy=f"known checks: {', '.join(known)}")
    chosen = [check for rule, check in known.items() if (check.default or rule in on) and rule not in off]
    return Suite(
        tuple(_with_severity(check, own.get(check.rule, {})) for check in chosen),
        MappingProxyType({check.rule: _settings(check, own.get(check.rule, {})) for check in chosen}),
        MappingProxyType(files),
    )


def _with_severity(check: Check, table: Mapping[str, Any]) -> Check:
    severity = table.get("severity", check.severity)
    if severity not in set(Severity):
        raise SettingError(
            check.rule, "severity", f"severity = {severity!r} cannot be used", remedy="write error or warning"
        )
    return replace(check, severity=Severity(severity))


def _settings(check: Check, table: Mapping[str, Any]) -> Mapping[str, Any]:
    for name, value in table.items():
        if name == "severity":
            continue
        if name not in check.settings:
            names = ", ".join(["severity", *check.settings])
            raise SettingError(check.rule, name, f"has no setting {name!r}", remedy=f"it has {names}")
        if wanted := _wanted(name, value, check.settings[name]):
            raise SettingError(check.rule, name, f"{name} = {value!r} cannot be used", remedy=f"write {wanted}")
    return MappingProxyType({**check.settings, **{k: v for k, v in table.items() if k != "severity"}})


def _wanted(name: str, value: Any, default: Any) -> str:
    """What a setting should be; ``""`` where the value is that. NaN is no number between any two."""
    if isinstance(default, bool) or not isinstance(default, int | float):
        return "" if isinstance(value, type(default)) else f"a value such as {default!r}"
    most = 1 if name == "share" else _MOST
    kinds = (int, float) if isinstance(default, float) else (int,)
    if type(value) in kinds and 0 <= value <= most:
        return ""
    return f"a {'' if float in kinds else 'whole '}number from 0 to {most}, such as {default!r}"


def check_units(
    catalog: Catalog,
    states: Mapping[Key, State],
    *,
    suite: Suite,
    source_locale: str = "en",
    find_markup: Callable[[Unit], Callable[[str], tuple[Markup, ...]]],
    do_not_translate: tuple[str, ...] = (),
    glossary: tuple[Term, ...] = (),
) -> list[Finding]:
    """Findings of one PO file, in file order. ``find_markup``: gives the inline-markup finder of a unit's article."""
    context = CheckContext(
        catalog=catalog,
        states=states,
        source_locale=source_locale,
        find_markup=find_markup,
        joined_sources=join_sources(catalog),
        settings=suite.settings,
        do_not_translate=do_not_translate,
        glossary=glossary,
    )
    off, language = suite.off_in(catalog.path), context.target_language
    checks = [c for c in suite.checks if c.rule not in off and (not c.languages or language in c.languages)]
    findings = [
        Finding(check.rule, check.severity, message, catalog.path, 1)
        for check in checks
        for message in (check.find_in_header(context) if check.find_in_header else ())
    ]
    of_units = [(c.rule, c.severity, c.find, c.needs_target) for c in checks if c.find]
    for unit in catalog.units:
        if not unit.obsolete:
            findings.extend(_unit_findings(unit, of_units, context))
    return findings


def check_archive(units: Iterable[ArchivedUnit], *, suite: Suite) -> list[Finding]:
    """Findings that only several catalogs, or several units of one, show. ``units``: see ``archive_units``."""
    return [
        Finding(check.rule, check.severity, message, unit.path, unit.line, unit.source, unit.target, unit.context)
        for check in suite.checks
        if check.find_in_archive
        for unit, message in check.find_in_archive(units)
        if check.rule not in suite.off_in(unit.path)
    ]


def archive_units(catalog: Catalog, states: Mapping[Key, State]) -> Iterator[ArchivedUnit]:
    """The translated units of a catalog, those translated together with another and those that ignore a rule left out."""
    joined = join_sources(catalog)
    for unit in catalog.units:
        if unit.obsolete or not unit.target or unit.target.strip() == JOINED or unit.key in joined or unit.plural:
            continue
        if not any(comment.strip().startswith(_IGNORE) for comment in unit.comments):
            yield ArchivedUnit(
                catalog.path, unit.line, catalog.locale, unit.source, unit.target, unit.context,
                states.get(unit.key, State.UNTRANSLATED),
            )  # fmt: skip


def _unit_findings(unit: Unit, checks: Sequence[_UnitCheck], context: CheckContext) -> list[Finding]:
    ignored = ignored_rules(unit) if unit.comments else _NONE
    has_target = bool(unit.target.strip())
    return [
        Finding(rule, severity, message, context.catalog.path, unit.line, unit.source, unit.target, unit.context)
        for rule, severity, find, needs_target in checks
        if (has_target or not needs_target) and rule not in ignored
        for message in find(unit, context)
    ]


def ignored_rules(unit: Unit) -> frozenset[str]:
    """Rules named in a ``# newsl10n: ignore RULE[, RULE] (why)`` translator comment."""
    lines = [c.strip().removeprefix(_IGNORE) for c in unit.comments if c.strip().startswith(_IGNORE)]
    return frozenset(rule for line in lines for rule in line.split("(")[0].replace(",", " ").split())
