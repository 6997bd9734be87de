"""Rendered pages -> pictures for the README: each at desktop and phone width, light and dark, and all of them side by side.

    python docs/make_screenshots.py build/ar/ferry.html build/tr/ferry.html --output docs/images

Needs playwright and a Chromium (Debian: ``apt-get install chromium fonts-noto-core``).
"""

from __future__ import annotations

import argparse
import base64
from pathlib import Path
from typing import Any

SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
SHEET = """<!DOCTYPE html><style>
body { margin: 0; padding: 32px; display: inline-flex; gap: 32px; background: #e8e4dc; }
img { width: 390px; height: 844px; border-radius: 14px; box-shadow: 0 6px 24px #0003; }
</style>"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Take pictures of rendered pages.")
    parser.add_argument("pages", nargs="+", type=Path, help="HTML files in folders named by their locale")
    parser.add_argument("--output", type=Path, default=Path("docs/images"), help="folder of the pictures")
    parser.add_argument("--chromium", default="/usr/bin/chromium", help="the browser's program file")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium)
        phones = [picture for page in options.pages for picture in _take_pictures(browser, page, options.output)]
        _take_sheet(browser, phones, options.output / "pages.png")
        browser.close()


def _take_pictures(browser: Any, path: Path, output: Path) -> list[bytes]:
    """Writes four pictures of a page; returns the two of a phone's screen."""
    phones = []
    for size, (width, height) in SIZES.items():
        for scheme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, device_scale_factor=2
            )
            page = context.new_page()
            page.goto(path.resolve().as_uri())
            name = f"{path.parent.name}-{size}-{scheme}.png"
            picture = page.screenshot(path=str(output / name))
            if size == "phone":
                phones.append(picture)
            context.close()
    return phones


def _take_sheet(browser: Any, pictures: list[bytes], path: Path) -> None:
    page = browser.new_context(viewport={"width": 1800, "height": 908}, device_scale_factor=1).new_page()
    images = (f'<img src="data:image/png;base64,{base64.b64encode(picture).decode()}">' for picture in pictures)
    page.set_content(SHEET + "".join(images))
    page.locator("body").screenshot(path=str(path))


if __name__ == "__main__":
    main()
