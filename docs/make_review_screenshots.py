"""The example article -> pictures of the review page for README and docs: Arabic and Turkish, light and dark, desktop and phone.

    python docs/make_review_screenshots.py --output docs/images

Works on a copy of ``examples`` and ``locales`` in which some sentences are put back to drafts. Needs the extra ``review``, playwright
and a Chromium (Debian: ``apt-get install chromium fonts-noto-core``).
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from newsl10n.catalog import load_catalog, save_catalog
from newsl10n.model import Unit
from newsl10n.units import replace_units

ROOT = Path(__file__).resolve().parents[1]
SIZES = {"desktop": (1440, 900, 1), "phone": (390, 844, 2)}  # width, height, pixels a CSS pixel
ARTICLE = "karsu-bridge"
SHOWN = 9  # row that the pictures are taken at


def main() -> None:
    parser = argparse.ArgumentParser(description="Take pictures of the review page.")
    parser.add_argument("--output", type=Path, default=ROOT / "docs/images", help="folder of the pictures")
    parser.add_argument("--chromium", default="/usr/bin/chromium", help="the browser's program file")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        _copy_example(Path(folder))
        browser = playwright.chromium.launch(executable_path=options.chromium)
        with _serve(Path(folder)) as address:
            _take_pictures(browser, address, options.output)
        browser.close()


def _copy_example(folder: Path) -> None:
    for name in ("examples", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "newsl10n.toml", folder)
    for path in folder.glob(f"locales/*/LC_MESSAGES/{ARTICLE}.po"):
        catalog = load_catalog(path)
        put_back = {unit.key: _put_back(i, unit) for i, unit in enumerate(catalog.units)}
        save_catalog(replace_units(catalog, put_back))


def _put_back(place: int, unit: Unit) -> Unit:
    changes: dict[int, Callable[[], Unit]] = {
        SHOWN: lambda: replace(unit, fuzzy=True, targets=(unit.target.replace("14", "15"),)),
        SHOWN + 1: lambda: replace(unit, fuzzy=True),
        SHOWN + 3: lambda: replace(unit, targets=("",)),
        20: lambda: replace(unit, fuzzy=True, previous_source=unit.source.replace("1.1", "1.3")),
        25: lambda: replace(unit, fuzzy=True, comments=("Is this the word that our stylebook wants?",)),
    }
    return changes[place]() if place in changes else unit


@contextmanager
def _serve(folder: Path) -> Iterator[str]:
    words = ["-m", "newsl10n", "-C", str(folder), "review", "--no-browser", "--by", "Leyla Demir"]
    server = subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE, text=True)
    assert server.stdout
    try:
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait()


def _take_pictures(browser: Any, address: str, output: Path) -> None:
    entrance = browser.new_context()
    entrance.new_page().goto(address)
    cookies = entrance.storage_state()
    for locale in ("ar", "tr"):
        for size, (width, height, scale) in SIZES.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    storage_state=cookies,
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,
                    device_scale_factor=scale,
                )
                page = context.new_page()
                page.goto(f"{address.partition('/?')[0]}/a/{ARTICLE}/{locale}")
                page.locator(f"#f{SHOWN}").focus()
                page.evaluate(f"document.getElementById('u{SHOWN}').scrollIntoView({{block: 'center'}})")
                page.wait_for_timeout(1500)
                page.screenshot(path=str(output / f"review-{locale}-{size}-{scheme}.png"))
                if (locale, size, scheme) == ("ar", "desktop", "light"):
                    _take_preview(page, output)
                context.close()


def _take_preview(page: Any, output: Path) -> None:
    page.get_by_role("button", name="Preview").first.click()
    page.wait_for_timeout(1000)
    page.locator("#f20").focus()
    page.evaluate("document.getElementById('u20').scrollIntoView({block: 'center'})")
    page.wait_for_timeout(500)
    page.screenshot(path=str(output / "review-ar-preview.png"))


if __name__ == "__main__":
    main()
