"""Catalog -> findings. One check a file; CHECKS registers them in the order in which they are reported."""

from __future__ import annotations

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
from newsl10n.check.context import ArchivedUnit, Check, CheckContext
from newsl10n.check.suite import Suite, archive_units, check_archive, check_units, choose_checks

__all__ = [
    "CHECKS",
    "ArchivedUnit",
    "Check",
    "CheckContext",
    "Suite",
    "archive_units",
    "check_archive",
    "check_units",
    "choose_checks",
]

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
