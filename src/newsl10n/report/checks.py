"""Checks -> the list of ``--list`` and the page of ``--explain``, made from their PASS and FAIL rows."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from newsl10n.check import Check
from newsl10n.locale import display_name

_VERDICTS = {"PASS": "Right", "FAIL": "Wrong"}
_LANGUAGES = ("ar", "tr")
_MOST_EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class _Row:
    verdict: str
    language: str
    options: str
    source: str
    target: str


def describe_checks(
    known: Iterable[Check], on: Mapping[str, Check], *, always: Iterable[tuple[str, str, str]] = ()
) -> str:
    """A line for each check: rule, severity, on or off, summary. ``on``: those of the project's suite. ``always``: rules that are
    no checks."""
    lines = []
    for check in known:
        shown = on.get(check.rule, check)
        lines.append(f"{check.rule:<20} {shown.severity:<8} {'on' if check.rule in on else 'off':<4} {check.summary}")
    lines += [f"{rule:<20} {severity:<8} {'on':<4} {summary}" for rule, severity, summary in always]
    return "".join(f"{line}\n" for line in lines)


def explain_check(check: Check, *, on: Collection[str], settings: Mapping[str, Any]) -> str:
    """What a check finds, examples, its settings and how to switch it off. ``settings``: those of the project."""
    prose, rows = _read_docstring(check)
    head = f"{check.rule}: {check.summary} ({check.severity}, {'on' if check.rule in on else 'off'} here)"
    if check.languages:
        named = ", ".join(display_name(tag, "en") for tag in sorted(check.languages))
        prose += f"\n\nIt looks at {named} only."
    blocks = [head, prose, *_examples(rows), _describe_settings(check, settings), _how_to_switch(check)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _read_docstring(check: Check) -> tuple[str, list[_Row]]:
    finder = check.find or check.find_in_header or check.find_in_archive
    text = (sys.modules[finder.__module__].__doc__ or "") if finder else ""
    prose = [line for line in text.splitlines() if not line.startswith(tuple(_VERDICTS))]
    rows = [_read_row(line) for line in text.splitlines() if line.startswith(tuple(_VERDICTS))]
    return "\n".join(prose).strip(), rows


def _read_row(line: str) -> _Row:
    head, source, target = [*(cell.strip() for cell in line.rstrip("|").split(" | ", 2)), "", ""][:3]
    verdict, language, *options = head.split()
    return _Row(verdict, language, " ".join(options), source, target)


def _examples(rows: list[_Row]) -> Iterator[str]:
    for language in _LANGUAGES:
        lines = []
        for verdict, label in _VERDICTS.items():
            chosen = [row for row in rows if (row.verdict, row.language) == (verdict, language)][:_MOST_EXAMPLES]
            for row in chosen:
                note = f" ({row.options})" if row.options else ""
                lines += [f"  {label}{note}:", f"    {row.source}", f"    {row.target or '(empty)'}"]
        if lines:
            yield "\n".join([f"{display_name(language, 'en')}:", *lines])


def _describe_settings(check: Check, settings: Mapping[str, Any]) -> str:
    lines = [f"[check.{check.rule}]", f'severity = "{check.severity}"']
    for name, default in check.settings.items():
        value = settings.get(name, default)
        lines.append(f"{name} = {_toml(value)}" + ("" if value == default else f"  # default {_toml(default)}"))
    return "\n".join(["Settings, in newsl10n.toml:", *(f"  {line}" for line in lines)])


def _toml(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case tuple() | list() | frozenset():
            return f"[{', '.join(_toml(item) for item in value)}]"
        case _:
            return str(value)


def _how_to_switch(check: Check) -> str:
    rule = check.rule
    lines = [
        "Switch it off:",
        f"  for a unit      a translator comment: # newsl10n: ignore {rule} (why)",
        f"  for a run       --disable {rule}",
        f'  for files       [check.files] with "locales/ar/*/opinion-*.po" = ["{rule}"] in newsl10n.toml',
        f'  for a project   [check] with disable = ["{rule}"] in newsl10n.toml',
    ]
    if not check.default:
        lines += [f'Switch it on: --enable {rule}, or [check] with enable = ["{rule}"]']
    return "\n".join(lines)
