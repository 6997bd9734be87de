"""How long the command line takes to start: help, check and status of the example, beside a bare interpreter.

``python -m benchmarks.start_up [--repeat 9]``: medians of fresh processes, and how many times a bare interpreter each is.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = {
    "bare interpreter": ["-c", "pass"],
    "newsl10n --help": ["-m", "newsl10n", "--help"],
    "newsl10n check --list": ["-m", "newsl10n", "check", "--list"],
    "newsl10n check": ["-m", "newsl10n", "check"],
    "newsl10n status": ["-m", "newsl10n", "status", "--no-record"],
    "import click": ["-c", "import click"],
    "import transformers": ["-c", "from transformers import AutoTokenizer"],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=9)
    repeat = parser.parse_args().repeat
    bare = None
    for name, words in COMMANDS.items():
        seconds = statistics.median(_run(words) for _ in range(repeat))
        bare = bare or seconds
        print(f"{name:<24} {seconds * 1000:8.0f} ms {seconds / bare:8.1f} x")


def _run(words: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, check=False)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
