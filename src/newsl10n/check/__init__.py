"""Catalog -> findings. One check a file; CHECKS registers them in the order in which they are reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from newsl10n.check import (
    bidi_controls,
    blank,
    control_characters,
    fuzzy,
    markup,
    missing,
    numbers,
    placeholders,
    plural_header,
    stale,
    url,
)
from newsl10n.check.context import Check, CheckContext, join_sources
from newsl10n.model import Catalog, Finding, Markup, State, Unit

__all__ = ["CHECKS", "Check", "CheckContext", "check_catalog"]

CHECKS: dict[str, Check] = {
    check.rule: check
    for check in (
        missing.CHECK,
        blank.CHECK,
        fuzzy.CHECK,
        stale.CHECK,
        plural_header.CHECK,
        markup.CHECK,
        placeholders.CHECK,
        url.CHECK,
        control_characters.CHECK,
        bidi_controls.CHECK,
        numbers.CHECK,
    )
}


def check_catalog(
    catalog: Catalog,
    states: Mapping[tuple[str | None, str], State],
    *,
    source_locale: str = "en",
    find_markup: Callable[[Unit], Callable[[str], tuple[Markup, ...]]],
    disabled: Iterable[str] = (),
) -> list[Finding]:
    """Findings of a PO file in file order. ``find_markup``: gives the inline-markup finder of the article a unit comes from."""
    context = CheckContext(
        catalog=catalog,
        states=states,
        source_locale=source_locale,
        find_markup=find_markup,
        joined_sources=join_sources(catalog),
    )
    checks = [check for rule, check in CHECKS.items() if rule not in set(disabled)]
    findings = list(_header_findings(checks, context))
    for unit in catalog.units:
        if not unit.obsolete:
            findings.extend(_unit_findings(unit, checks, context))
    return findings


def _header_findings(checks: Iterable[Check], context: CheckContext) -> Iterator[Finding]:
    for check in checks:
        for message in check.find_in_header(context) if check.find_in_header else ():
            yield Finding(check.rule, check.severity, message, context.catalog.path, 1)


def _unit_findings(unit: Unit, checks: Iterable[Check], context: CheckContext) -> Iterator[Finding]:
    ignored = _ignored_rules(unit)
    for check in checks:
        if check.rule in ignored or check.find is None or (check.needs_target and not unit.target.strip()):
            continue
        for message in check.find(unit, context):
            yield Finding(
                check.rule,
                check.severity,
                message,
                context.catalog.path,
                unit.line,
                unit.source,
                unit.target,
                unit.context,
            )


def _ignored_rules(unit: Unit) -> set[str]:
    """Rules named in a ``# newsl10n: ignore RULE[, RULE]`` translator comment."""
    lines = (
        line.strip().removeprefix("newsl10n: ignore ")
        for line in unit.comments
        if line.strip().startswith("newsl10n: ignore ")
    )
    return {rule.strip(" ,") for line in lines for rule in line.split("(")[0].replace(",", " ").split()}
