"""Rendered pages in Chromium: what a reader sees."""

from __future__ import annotations

import base64
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsl10n.model import State
from tests.test_render import GOLDEN, HOSTILE, hostile_page, render_golden

CHROMIUM = Path("/usr/bin/chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no /usr/bin/chromium; apt-get install chromium fonts-noto-core"),
]

PLACES = """
element => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node; (node = walker.nextNode());)
    for (let i = 0; i < node.data.length; i++) {
      const range = document.createRange();
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const box = range.getBoundingClientRect();
      found.push({char: node.data[i], x: box.x, y: box.y});
    }
  return found;
}
"""
CONTRAST = """
() => {
  const canvas = document.createElement('canvas').getContext('2d');
  const rgb = colour => { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3); };
  const light = colour => {
    const [r, g, b] = rgb(colour).map(v => v / 255).map(v => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = element => {
    for (; element; element = element.parentElement) {
      const colour = getComputedStyle(element).backgroundColor;
      if (colour !== 'rgba(0, 0, 0, 0)') return colour;
    }
    return 'white';
  };
  return [...document.querySelectorAll('body *')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .map(e => {
      const [a, b] = [light(getComputedStyle(e).color), light(paper(e))];
      return {tag: e.tagName, ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)};
    });
}
"""  # WCAG 2.2, relative luminance and contrast ratio


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM))
        yield chromium
        chromium.close()


def open_page(browser: Any, folder: Path, html: str, *, width: int = 1280, scheme: str = "light") -> Any:
    shutil.copy(GOLDEN / "ferry.svg", folder)
    (folder / "page.html").write_text(html, "utf-8")
    page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.goto((folder / "page.html").as_uri())
    return page


def places_of(page: Any, selector: str, part: str) -> list[float]:
    """Left edges of the characters of ``part``, where it first stands in the element."""
    letters = page.locator(selector).first.evaluate(PLACES)
    start = "".join(letter["char"] for letter in letters).index(part)
    row = letters[start : start + len(part)]
    assert len({round(letter["y"]) // 8 for letter in row}) == 1, "the part is broken over lines"
    return [letter["x"] for letter in row]


def test_arabic_page_runs_from_right_to_left(browser: Any, tmp_path: Path) -> None:
    page = open_page(browser, tmp_path, render_golden("ar"))
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    letters = page.locator("h1").evaluate(PLACES)
    first_line = [letter["x"] for letter in letters if letter["y"] == letters[0]["y"]]
    assert letters[0]["x"] == max(first_line)
    box = page.locator("h1").bounding_box()
    assert box["x"] + box["width"] - letters[0]["x"] < 60


def test_turkish_page_runs_from_left_to_right(browser: Any, tmp_path: Path) -> None:
    page = open_page(browser, tmp_path, render_golden("tr"))
    assert page.evaluate("getComputedStyle(document.body).direction") == "ltr"
    letters = page.locator("h1").evaluate(PLACES)
    assert letters[0]["x"] == pytest.approx(page.locator("h1").bounding_box()["x"], abs=8)


@pytest.mark.parametrize(
    "selector, part",
    [
        ("article > p:nth-of-type(3)", "Blue Line Ltd."),
        ("article > p:nth-of-type(3)", "180–200"),
        ("li:nth-of-type(1)", "12%"),
        ("li:nth-of-type(2)", "+90 212 555 01 23"),
        ("article > p:nth-of-type(5)", "EcoDrive 4+"),
    ],
)
def test_foreign_run_in_arabic_reads_in_its_own_order(browser: Any, tmp_path: Path, selector: str, part: str) -> None:
    page = open_page(browser, tmp_path, render_golden("ar"))
    places = places_of(page, selector, part)
    assert places == sorted(places)


def test_order_would_be_wrong_without_isolates(browser: Any, tmp_path: Path) -> None:
    html = re.sub(r"</?bdi[^>]*>", "", render_golden("ar"))
    places = places_of(open_page(browser, tmp_path, html), "article > p:nth-of-type(5)", "EcoDrive 4+")
    assert places != sorted(places)


@pytest.mark.parametrize("locale", ["ar", "tr"])
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_page_never_scrolls_sideways(browser: Any, tmp_path: Path, locale: str, width: int) -> None:
    html = render_golden(locale, state=State.DRAFT, draft=True).replace(
        "</article>", f"<p>https://example.org/{'long' * 40}</p></article>"
    )
    page = open_page(browser, tmp_path, html, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_contrast(browser: Any, tmp_path: Path, scheme: str) -> None:
    html = render_golden("ar", state=State.DRAFT, draft=True, source_url="https://news.example/en")
    page = open_page(browser, tmp_path, html, scheme=scheme)
    ratios = page.evaluate(CONTRAST)
    assert len(ratios) > 20
    assert [row for row in ratios if row["ratio"] < 4.5] == []


def test_light_and_dark_differ(browser: Any, tmp_path: Path) -> None:
    papers = [
        open_page(browser, tmp_path, render_golden("ar"), scheme=scheme).evaluate(
            "getComputedStyle(document.body).backgroundColor"
        )
        for scheme in ("light", "dark")
    ]
    assert papers == ["rgb(253, 252, 250)", "rgb(23, 22, 20)"]


def test_style_and_image_pass_the_content_security_policy(browser: Any, tmp_path: Path) -> None:
    page = open_page(browser, tmp_path, render_golden("ar"))
    assert page.evaluate("document.querySelector('img').naturalWidth") == 640
    assert page.evaluate("document.querySelector('img').alt").startswith("\u0627\u0644\u0639\u0628")


INK = """
async png => {
  const bytes = Uint8Array.from(atob(png), c => c.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  canvas.drawImage(bitmap, 0, 0);
  const half = bitmap.width >> 1;
  const dark = x => canvas.getImageData(x, 0, half, bitmap.height).data.filter((v, i) => i % 4 === 0 && v < 128).length;
  return [dark(0), dark(bitmap.width - half)];
}
"""


@pytest.mark.parametrize("locale", ["ar", "tr"])
def test_screenshot_has_its_ink_on_the_side_where_lines_begin(browser: Any, tmp_path: Path, locale: str) -> None:
    page = open_page(browser, tmp_path, render_golden(locale))
    shot = page.locator("footer").screenshot()
    left, right = browser.new_context().new_page().evaluate(INK, base64.b64encode(shot).decode())
    begins, ends = (right, left) if locale == "ar" else (left, right)
    assert begins > 200
    assert ends < begins / 10


def test_the_next_test_would_notice_a_script(browser: Any) -> None:
    page = browser.new_context().new_page()
    page.set_content(HOSTILE[0])
    assert page.evaluate("window.hacked") == 1


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_nothing_hostile_runs(browser: Any, tmp_path: Path, name: str) -> None:
    """Without the page's own policy, which would stop scripts a second time."""
    page = browser.new_context().new_page()
    for bad in HOSTILE:
        page.set_content(
            re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", hostile_page(tmp_path, name, bad))
        )
        page.mouse.move(200, 200)
        for link in page.locator("a").all():
            link.click(no_wait_after=True)
        assert page.evaluate("window.hacked") is None
