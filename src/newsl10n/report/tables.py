"""Dataclass rows -> an aligned table or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from newsl10n.report.json_document import SCHEMA_VERSION, dump_json
from newsl10n.report.text import inert_line, one_line


def format_rows(rows: Sequence[Any], *, as_format: str = "text", columns: Sequence[str]) -> str:
    """Dataclass rows as an aligned table of ``columns``, or as JSON of all their fields."""
    if as_format == "json":
        return dump_json({"schema_version": SCHEMA_VERSION, "rows": [_plain(row) for row in rows]})
    table = [
        [c.replace("_", " ") for c in columns],
        *([one_line(str(getattr(row, c))) for c in columns] for row in rows),
    ]
    widths = [max(len(line[i]) for line in table) for i in range(len(columns))]
    numeric = [all(isinstance(getattr(row, c), int) for row in rows) for c in columns]
    return "\n".join(_line(line, widths, numeric) for line in table) + "\n"


def _line(cells: Iterable[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = (c.rjust(w) if n else c.ljust(w) for c, w, n in zip(cells, widths, numeric, strict=True))
    return inert_line("  ".join(padded).rstrip())


def _plain(row: Any) -> dict[str, Any]:
    return {
        k: v if isinstance(v, int | str | float | bool | list | tuple | None) else str(v)
        for k, v in asdict(row).items()
    }
