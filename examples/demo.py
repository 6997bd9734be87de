"""The main job from end to end, offline: the example article -> machine drafts in Arabic and Turkish -> checks -> pages.

Runs the real command line twice: on a scratch project (machine drafts, rendered as drafts) and on this repository (reviewed
catalogs, rendered for publication). ``make demo`` calls it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCRATCH = ROOT / "build" / "demo"
ARTICLE = "examples/karsu-bridge.md"


def run(*words: str, folder: Path, expect: tuple[int, ...] = (0,)) -> None:
    """Run ``newsl10n`` and show the command; stop at an exit status that was not expected."""
    print(f"\n$ cd {folder.relative_to(ROOT) if folder != ROOT else '.'} && newsl10n {' '.join(words)}", flush=True)
    status = subprocess.run([sys.executable, "-m", "newsl10n", *words], cwd=folder, check=False).returncode
    if status not in expect:
        sys.exit(f"demo: 'newsl10n {words[0]}' ended with exit status {status}")


def main() -> None:
    shutil.rmtree(SCRATCH, ignore_errors=True)
    shutil.copytree(ROOT / "examples", SCRATCH / "examples", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copy(ROOT / "newsl10n.toml", SCRATCH)
    print("1. Machine drafts of the example article, from nothing:")
    run("translate", ARTICLE, "--model", str(ROOT / "models" / "newsl10n-starter"), folder=SCRATCH)
    run("status", folder=SCRATCH)
    run("render", ARTICLE, "--draft", folder=SCRATCH)
    print("\n2. The same article with the catalogs that people reviewed (locales/):")
    run("status", folder=ROOT)
    run("check", ARTICLE, folder=ROOT)
    run("render", ARTICLE, folder=ROOT)
    print("\nOpen these pages in a browser:")
    for page in sorted((ROOT / "build").glob("*/karsu-bridge.html")) + sorted(
        SCRATCH.glob("build/*/karsu-bridge.html")
    ):
        print(f"  {page.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
