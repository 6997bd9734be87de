"""log.jsonl of a work folder -> a Markdown table of what each hour of training bought.

``python -m training.curve --work DIR [--every 60]``: a row for each so many minutes of training, and the last one.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def cumulated(records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records with ``hours`` and ``tokens`` (target tokens, in millions) counted over all runs; ``minutes`` begins anew in each run."""
    done: list[dict[str, Any]] = []
    before = {"minutes": 0.0, "tokens": 0.0}
    last = dict(before)
    for record in records:
        minutes = float(record["minutes"])
        if minutes < last["minutes"]:
            before = {"minutes": before["minutes"] + last["minutes"], "tokens": before["tokens"] + last["tokens"]}
        last = {"minutes": minutes, "tokens": minutes * 60 * record["tokens_s"] / 1e6}
        hours = (before["minutes"] + minutes) / 60
        done.append({**record, "hours": round(hours, 2), "tokens": round(before["tokens"] + last["tokens"], 1)})
    return done


def table(records: list[dict[str, Any]], *, every: float) -> str:
    """Markdown. ``every``: minutes of training between rows. A chrF2 stands in the first row after it was measured."""
    rows = [
        "| hours | step | target tokens (M) | dev loss ar (shuffled) | dev loss tr (shuffled) | chrF2 ar / tr |",
        "|---|---|---|---|---|---|",
    ]
    next_row = 0.0
    score = ""
    for record in records:
        if "ar_chrf" in record:
            score = f"{record['ar_chrf']:.1f} / {record['tr_chrf']:.1f}"
        if record["hours"] * 60 < next_row and record is not records[-1]:
            continue
        next_row = record["hours"] * 60 + every
        losses = " | ".join(f"{record[k][0]:.2f} ({record[k][1]:.2f})" for k in ("ar", "tr"))
        rows.append(f"| {record['hours']:.1f} | {record['step']:,} | {record['tokens']:.0f} | {losses} | {score} |")
        score = ""
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--every", type=float, default=60, help="minutes")
    options = parser.parse_args()
    lines = (options.work / "log.jsonl").read_text(encoding="utf-8").splitlines()
    print(table(cumulated(map(json.loads, lines)), every=options.every))


if __name__ == "__main__":
    main()
