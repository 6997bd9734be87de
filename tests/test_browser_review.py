"""The review page in Chromium, with the real server and real catalogs."""

from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from newsl10n.catalog import load_catalog, save_catalog
from newsl10n.units import replace_units
from tests.conftest import ROOT
from tests.review_client import FLOOD, Server

CHROMIUM = Path("/usr/bin/chromium")
AXE = ROOT / "node_modules/axe-core/axe.min.js"
TURKISH = (
    "Nehir alçalıyor",
    "NEHİRKENT —",
    "Yetkililer, nehrin pazartesi günü 12 santimetre alçaldığını söyledi.",
    "Yaklaşık 1.200 kişi evine döndü.",
    "Mariam Aziz “**Korkmuyoruz**” dedi.",
    "Düzey için https://example.org/level adresine bakın.",
)
DESKTOP = {"width": 1440, "height": 900}
RLO = "\u202e"
PAYLOADS = (
    "<script>globalThis.hit = 1</script>",
    "<img src=x onerror='globalThis.hit = 2'>",
    "</textarea><svg onload='globalThis.hit = 3'>",
    "[x](javascript:globalThis.hit=4)",
    f"{RLO}evil text",
    "{{ 7 * 7 }} </script><!-- ${1} -->",
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no /usr/bin/chromium; apt-get install chromium fonts-noto-core"),
]


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM))
        yield chromium
        chromium.close()


def change(po, changes):
    """Change units of a catalog by their place in the file."""
    catalog = load_catalog(po)
    save_catalog(replace_units(catalog, {u.key: changes[i](u) for i, u in enumerate(catalog.units) if i in changes}))


def draft(unit):
    return replace(unit, fuzzy=True)


def copy_example(folder):
    """The example with its reviewed catalogs, some of it put back: drafts, a changed number, an empty one, a stale one, a comment."""
    for name in ("examples", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "newsl10n.toml", folder)
    for language in ("ar", "tr"):
        change(
            catalog_in(folder, "karsu-bridge", language),
            {
                9: lambda u: replace(u, fuzzy=True, targets=(u.target.replace("14", "15"),)),
                13: draft,
                14: lambda u: replace(u, targets=("",)),
                20: lambda u: replace(u, fuzzy=True, previous_source=u.source.replace("1.1", "1.3")),
                25: lambda u: replace(u, fuzzy=True, comments=("Is this the paper's word?",)),
            },
        )
    return folder


def catalog_in(folder, slug, language):
    return folder / "locales" / language / "LC_MESSAGES" / f"{slug}.po"


class Window:
    """A signed-in browser: ``window(place)`` opens a page. ``trouble``: what went wrong on its pages, and what they asked."""

    def __init__(self, browser, server):
        self.browser, self.server, self.trouble = browser, server, []
        self.context = browser.new_context(viewport=DESKTOP)
        self.context.new_page().goto(server.address)
        self.root = server.address.partition("/?")[0]

    def __call__(self, place="", **options):
        """``options``: of the browser's context, for a page in one of its own."""
        context = self.context
        if options:
            context = self.browser.new_context(
                storage_state=context.storage_state(), **({"viewport": DESKTOP} | options)
            )
        context.set_default_timeout(15000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("dialog", self.refuse)
        page.goto(f"{self.root}/{place}")
        return page

    def refuse(self, dialog):
        self.trouble.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@contextmanager
def reviewing(browser, folder, *words):
    """A window of a server in the folder; trouble on any page fails the test."""
    server = Server(folder, "--by", "Leyla Demir", *words)
    try:
        window = Window(browser, server)
        yield window
        window.context.close()
    finally:
        server.stop()
    assert not window.trouble


@pytest.fixture(scope="module")
def example_pages(browser, tmp_path_factory):
    """The messed-up example; for tests that change nothing."""
    with reviewing(browser, copy_example(tmp_path_factory.mktemp("example"))) as open_page:
        yield open_page


@pytest.fixture
def flood(browser, project, newsl10n):
    """A page of the small article with an empty Turkish catalog; ``page.po`` is its file, ``page.again`` opens another one."""
    assert newsl10n("extract", "flood.md", "--to", "tr").status == 0
    with reviewing(browser, project) as open_page:
        page = open_page("a/flood/tr")
        page.po, page.again = catalog_in(project, "flood", "tr"), open_page
        yield page


def fields(page):
    return page.locator("textarea.field")


def wait_for_status(page, text):
    wait_until(page, "text => document.getElementById('status').textContent.includes(text)", text)


def wait_until(page, expression, argument=None):
    """``page.wait_for_function`` would need the eval that the page forbids."""
    for _ in range(300):
        if page.evaluate(expression, argument):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never true: {expression} {argument or ''}")


def units_in(po):
    return load_catalog(po).units


def write_first(page, text):
    fields(page).first.fill(text)
    wait_for_status(page, "Saved as draft")


def put_underneath(po, text):
    """What sed does to the first sentence."""
    whole = po.read_text(encoding="utf-8")
    changed = re.sub(r'(msgid "The river is falling"\nmsgstr )"[^"]*"', lambda m: f'{m[1]}"{text}"', whole)
    assert changed != whole
    po.write_text(changed, encoding="utf-8")


def test_text_is_saved_as_a_draft_while_one_writes(flood):
    fields(flood).first.press_sequentially("Nehir alçalıyor")
    wait_for_status(flood, "Saved as draft")
    first = units_in(flood.po)[0]
    assert (first.target, first.fuzzy) == ("Nehir alçalıyor", True)
    fields(flood).nth(1).press_sequentially("NEHİRKENT —")
    fields(flood).nth(2).focus()
    wait_until(flood, "document.querySelectorAll('.unit')[1].classList.contains('edited')")
    assert units_in(flood.po)[1].target == "NEHİRKENT —"


def test_confirm_approves_in_the_reviewers_name_and_goes_on(flood):
    fields(flood).first.fill("Nehir alçalıyor")
    flood.keyboard.press("Control+Enter")
    wait_for_status(flood, "Confirmed")
    assert not units_in(flood.po)[0].fuzzy
    assert '"by": "Leyla Demir"' in flood.po.with_suffix(".ledger.jsonl").read_text(encoding="utf-8")
    assert flood.evaluate("document.activeElement.id") == "f1"
    assert flood.locator(".unit").first.locator(".word").text_content() == "reviewed"
    flood.keyboard.press("Control+Enter")
    wait_for_status(flood, "without text cannot be confirmed")


@pytest.mark.parametrize(
    "choice, kept", [("Keep mine", "Benim metnim"), ("Take theirs", "Onların metni"), ("Edit on", "Benim metnim!")]
)
def test_two_pages_meet_and_the_reviewer_chooses(flood, choice, kept):
    other = flood.again("a/flood/tr")
    stamp = other.evaluate("JSON.parse(document.getElementById('article').textContent).stamp")
    other.route("**/stamp", lambda route: route.fulfill(json={"stamp": stamp}))
    write_first(flood, "Onların metni")
    fields(other).first.fill("Benim metnim")
    panel = other.locator(".conflict")
    panel.wait_for()
    assert [text.strip() for text in panel.locator("dd").all_text_contents()] == [
        "Benim metnim",
        "Onların metni",
        "The river is falling",
    ]
    assert fields(other).first.input_value() == "Benim metnim"
    assert units_in(flood.po)[0].target == "Onların metni"
    panel.get_by_role("button", name=choice).click()
    panel.wait_for(state="detached")
    if choice == "Edit on":
        other.keyboard.press("Control+End")
        other.keyboard.type("!")
    if choice != "Take theirs":
        wait_for_status(other, "Saved as draft")
    assert fields(other).first.input_value() == kept
    assert units_in(flood.po)[0].target == kept


def test_a_change_in_the_file_comes_onto_the_page(flood):
    put_underneath(flood.po, "sed was here")
    wait_until(flood, "document.getElementById('f0').value === 'sed was here'")
    assert flood.locator(".conflict").count() == 0


def test_a_change_in_the_file_never_replaces_what_is_being_written(flood):
    write_first(flood, "Nehir")
    put_underneath(flood.po, "sed was here")
    flood.locator(".conflict").wait_for()
    assert fields(flood).first.input_value() == "Nehir"
    assert units_in(flood.po)[0].target == "sed was here"


def test_an_article_is_reviewed_with_the_keyboard_alone(flood):
    keys = flood.keyboard
    keys.press("Control+e")
    for number in range(fields(flood).count()):
        assert flood.evaluate("document.activeElement.id") == f"f{number}"
        keys.press("Control+b")
        keys.press("Control+Enter")
    wait_until(flood, "document.getElementById('left').textContent === 'All reviewed'")
    assert all(unit.target == unit.source and not unit.fuzzy for unit in units_in(flood.po))
    keys.press("Alt+Home")
    assert flood.evaluate("document.activeElement.id") == "f0"
    keys.press("Alt+ArrowDown")
    assert flood.evaluate("document.activeElement.id") == "f1"
    keys.press("F6")
    assert flood.evaluate("document.getElementById('tools').contains(document.activeElement)")
    keys.press("F6")
    assert flood.evaluate("document.activeElement.id") == "f1"
    keys.press("Control+Shift+F")
    keys.type("MARIAM")
    wait_until(flood, "document.querySelectorAll('.unit:not([hidden])').length === 1")
    keys.press("Escape")
    wait_until(flood, "document.querySelectorAll('.unit:not([hidden])').length === 6")
    keys.press("Control+/")
    flood.locator("dialog[open] .keys dt").first.wait_for()
    assert flood.locator("dialog[open] .keys dt").count() == 19
    keys.press("Escape")
    flood.locator("dialog[open]").wait_for(state="detached")


def test_an_article_is_looked_at_approved_and_published(flood, project):
    publish = flood.get_by_role("button", name="Publish", exact=True)
    flood.get_by_role("button", name="6 to settle").click()
    flood.locator("dialog[open] .reasons li").first.wait_for()
    assert flood.locator("dialog[open] .reasons li").count() == 6
    flood.keyboard.press("Escape")
    assert publish.is_disabled()
    for number, text in enumerate(TURKISH):
        fields(flood).nth(number).fill(text)
    fields(flood).first.focus()
    wait_until(flood, "() => document.querySelectorAll('.unit.untranslated').length === 0")
    flood.get_by_role("button", name="Approve all clean").click()
    flood.get_by_role("button", name="Approve them").click()
    wait_for_status(flood, "Confirmed")
    for number in range(fields(flood).count()):
        fields(flood).nth(number).focus()
        flood.keyboard.press("Control+Shift+Enter")
    wait_until(flood, "() => document.getElementById('left').textContent === 'All reviewed'")
    wait_until(flood, "() => !document.getElementById('publish').disabled")
    flood.get_by_role("button", name="Preview").first.click()
    flood.frame_locator("#preview-frame").get_by_text("Korkmuyoruz").wait_for()
    publish.click()
    path = flood.locator("dialog[open] p").text_content().removeprefix("The page is in ").removesuffix(".")
    assert (project / path).is_file()


def test_numbers_and_markup_are_put_in_and_taken_back(flood):
    fields(flood).nth(3).focus()
    flood.keyboard.type("Yaklaşık ")
    flood.keyboard.press("Control+1")
    assert fields(flood).nth(3).input_value() == "Yaklaşık 1,200"
    flood.keyboard.press("Control+z")
    assert fields(flood).nth(3).input_value() == "Yaklaşık "
    flood.get_by_role("button", name="â", exact=True).click()
    assert fields(flood).nth(3).input_value() == "Yaklaşık â"
    assert flood.evaluate("document.activeElement.id") == "f3"


def test_a_comment_reaches_the_file(flood):
    fields(flood).first.focus()
    flood.locator("#note").fill("Falling or fallen?")
    flood.get_by_role("button", name="Save comment").click()
    wait_for_status(flood, "Saved the comment")
    assert units_in(flood.po)[0].comments == ("Falling or fallen?",)
    assert flood.locator("#u0 .comment").text_content() == "Falling or fallen?"


def test_sentences_are_joined_and_split(flood):
    write_first(flood, "Nehir")
    fields(flood).nth(1).fill("alçalıyor")
    flood.get_by_role("button", name="Join to before").click()
    wait_for_status(flood, "Joined")
    assert [unit.target for unit in units_in(flood.po)[:2]] == ["Nehir alçalıyor", "\u2934"]
    assert flood.locator("#f1").get_attribute("readonly") is not None
    flood.locator("#u1").get_by_role("button", name="Split").click()
    wait_for_status(flood, "Split")
    assert [unit.target for unit in units_in(flood.po)[:2]] == ["Nehir alçalıyor", ""]


def test_a_certain_mend_is_one_click_and_another_finding_is_ignored_with_a_reason(browser, project, newsl10n):
    assert newsl10n("extract", "flood.md", "--to", "ar").status == 0
    po = catalog_in(project, "flood", "ar")
    with reviewing(browser, project) as open_page:
        page = open_page("a/flood/ar")
        write_first(page, "\u0627\u0644\u0646\u0647\u0631, \u064a\u0646\u062d\u0633\u0631")
        page.locator("#u0").get_by_role("button", name="Fix").click()
        wait_until(page, "() => document.querySelectorAll('#u0 .finding').length === 0")
        assert units_in(po)[0].target == "\u0627\u0644\u0646\u0647\u0631\u060c \u064a\u0646\u062d\u0633\u0631"
        fields(page).nth(2).fill("\u0627\u0646\u062e\u0641\u0636 \u0627\u0644\u0646\u0647\u0631")
        page.locator("#u2 .finding").first.wait_for()
        before = page.locator("#u2 .finding").count()
        page.locator("#u2").get_by_role("button", name="Ignore").first.click()
        page.get_by_label("Why it is right").fill("said in the headline")
        page.get_by_role("button", name="Ignore it").click()
        wait_for_status(page, "ignored")
        wait_until(page, f"() => document.querySelectorAll('#u2 .finding').length === {before - 1}")
        assert "said in the headline" in po.read_text(encoding="utf-8")


def test_text_outlives_a_server_that_is_gone(flood, project):
    flood.again.server.process.kill()
    flood.again.server.process.wait()
    fields(flood).first.fill("Nehir alçalıyor")
    flood.get_by_role("alert").filter(has_text="does not answer").wait_for()
    assert fields(flood).first.input_value() == "Nehir alçalıyor"
    port = re.search(r":(\d+)/", flood.again.server.address)
    assert port
    server = Server(project, "flood.md", "--to", "tr", "--by", "Leyla Demir", "--port", port[1])
    try:
        flood.context.new_page().goto(server.address)
        wait_until(flood, "document.querySelector('#u0 .word').textContent === 'edited'")
        assert units_in(flood.po)[0].target == "Nehir alçalıyor"
    finally:
        server.stop()


def test_unsaved_text_outlives_a_reload(flood):
    flood.route("**/units/*", lambda route: route.abort())
    fields(flood).first.fill("Nehir alçalıyor")
    flood.get_by_role("alert").filter(has_text="does not answer").wait_for()
    flood.unroute("**/units/*")
    flood.route("**/stamp", lambda route: route.abort())
    flood.remove_listener("dialog", flood.again.refuse)
    flood.on("dialog", lambda dialog: dialog.accept())
    flood.reload()
    wait_until(flood, "document.querySelector('#u0 .word').textContent === 'edited'")
    assert units_in(flood.po)[0].target == "Nehir alçalıyor"


def test_arabic_fields_run_from_right_to_left(example_pages):
    page = example_pages("a/karsu-bridge/ar")
    field = fields(page).nth(14)
    assert (field.get_attribute("lang"), field.get_attribute("dir")) == ("ar", "rtl")
    assert page.locator("textarea.field:not([dir=rtl])").count() == 0
    assert page.locator(".source:not([dir=ltr])").count() == 0
    field.press_sequentially("Joe \u0642\u0627\u0644")
    assert field.evaluate("field => getComputedStyle(field).direction") == "rtl"
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.type("\u0627\u0628\u062c")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    assert field.evaluate("field => field.selectionStart") == 1
    page.keyboard.press("Control+z")


def test_state_is_told_by_colour_icon_and_word(example_pages):
    page = example_pages("a/karsu-bridge/tr")
    rows = page.evaluate(
        "[...document.querySelectorAll('.unit')].map(row => [row.querySelector('.word').textContent,"
        " row.querySelector('use').getAttribute('href'), getComputedStyle(row.querySelector('.state')).color])"
    )
    assert {word: icon for word, icon, _ in rows} == {
        w: f"#i-{w}" for w in ("reviewed", "edited", "untranslated", "stale", "error")
    }
    assert len({colour for _, _, colour in rows}) == 5


@pytest.mark.parametrize(
    "a, b",
    [
        ("\u0130STANBUL", "istanbul"),
        ("ILICA", "\u0131l\u0131ca"),
        ("\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f", "\u0645\u062d\u0645\u062f"),
        ("\u0623\u062d\u0645\u062f", "\u0627\u062d\u0645\u062f"),
        ("\u0645\u0640\u0640\u062d\u0645\u062f", "\u0645\u062d\u0645\u062f"),
        ("\u0661\u0662", "12"),
        ("\u2068NATO\u2069", "nato"),
    ],
)
def test_search_folds(example_pages, a, b):
    page = example_pages("a/karsu-bridge/tr")
    folded = page.evaluate(
        "async pair => { const { fold } = await import('/static/text.js'); return pair.map(fold); }", [a, b]
    )
    assert folded[0] == folded[1]
    page.close()


def test_filters_show_what_they_name(example_pages):
    page = example_pages("a/karsu-bridge/tr")
    for name, count in (("Needs review", 5), ("With findings", 1), ("Stale", 1), ("All", 40)):
        page.get_by_role("button", name=name).first.click()
        wait_until(page, f"() => document.querySelectorAll('.unit:not([hidden])').length === {count}", name)


def test_hostile_texts_stay_texts(browser, project, newsl10n):
    hostile = "\n\n".join(f"Sentence with {payload.replace(RLO, '')} inside." for payload in PAYLOADS[:4])
    (project / "flood.md").write_text(f"{FLOOD}\n{hostile}\n", encoding="utf-8")
    assert newsl10n("extract", "flood.md", "--to", "ar").status == 0
    po = catalog_in(project, "flood", "ar")
    texts = [*PAYLOADS, "x" * 1_000_000]
    change(
        po,
        {
            i: lambda u, text=text: replace(u, targets=(text,), fuzzy=True, comments=(text[:2000],))
            for i, text in enumerate(texts)
        },
    )
    with reviewing(browser, project) as open_page:
        page = open_page("a/flood/ar")
        assert [fields(page).nth(i).input_value() for i in range(len(texts))] == texts
        for i in range(len(texts) - 1):
            fields(page).nth(i).focus()
        page.wait_for_timeout(300)
        assert page.evaluate("globalThis.hit") is None
        assert page.locator("#units :is(script, img, iframe, a), #tools :is(script, img, iframe, a)").count() == 0
        last = fields(page).last
        last.fill("\u0646\u0635")
        wait_for_status(page, "Saved as draft")
        assert units_in(po)[-1].target == "\u0646\u0635"


@pytest.mark.parametrize("locale", ["ar", "tr"])
@pytest.mark.parametrize("width", [320, 390, 820])
def test_no_width_scrolls_sideways(example_pages, locale, width):
    page = example_pages(f"a/karsu-bridge/{locale}", viewport={"width": width, "height": 800})
    fields(page).nth(9).focus()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="More").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


@pytest.mark.skipif(not AXE.exists(), reason="no node_modules/axe-core; npm install")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["ar", "tr"])
def test_axe_finds_no_violations(example_pages, locale, scheme):
    page = example_pages(color_scheme=scheme, viewport={"width": 1440, "height": 900})
    assert violations(page) == []
    page.goto(f"{page.url}a/karsu-bridge/{locale}")
    assert violations(page) == []
    for number in (9, 20):
        fields(page).nth(number).focus()
        assert violations(page) == []
    page.keyboard.press("Control+/")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="More").click()
    assert violations(page) == []
    page.context.close()


def violations(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "axe.run({iframes: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [f"{v['id']}: {node['html'][:200]}" for v in found["violations"] for node in v["nodes"]]


def test_the_keys_of_newsl10n_toml_are_used_and_shown(browser, project, newsl10n):
    toml = '[review.shortcuts]\nconfirm = "Alt+Enter"\nneeds-work = ""\nnext = ["F9", "Mod+J"]\nplaceable = "Alt+1…9"\n'
    (project / "newsl10n.toml").write_text(toml, encoding="utf-8")
    assert newsl10n("extract", "flood.md", "--to", "tr").status == 0
    with reviewing(browser, project) as open_page:
        page = open_page("a/flood/tr")
        write_first(page, "Nehir alçalıyor")
        page.keyboard.press("Control+Enter")
        assert units_in(catalog_in(project, "flood", "tr"))[0].fuzzy
        page.keyboard.press("Alt+Enter")
        wait_for_status(page, "Confirmed")
        assert page.evaluate("document.activeElement.id") == "f1"
        for key, place in (("F9", "f2"), ("Control+j", "f3"), ("Alt+ArrowDown", "f3")):
            page.keyboard.press(key)
            assert page.evaluate("document.activeElement.id") == place
        page.keyboard.press("Alt+1")
        assert fields(page).nth(3).input_value() == "1,200"
        assert page.locator(".chips [data-number='0']").first.get_attribute("aria-keyshortcuts") == "Alt+1"
        assert page.get_by_role("button", name="Confirm").get_attribute("title") == "Alt+Enter"
        page.keyboard.press("Control+/")
        shown = page.locator("dialog[open] .keys")
        shown.wait_for()
        rows = dict(zip(shown.locator("dd").all_text_contents(), shown.locator("dt").all_text_contents(), strict=True))
        assert rows["Confirm, go to the next sentence that needs work"] == "Alt Enter"
        assert rows["Next sentence"] == "F9Ctrl J"
        assert not any(label.startswith("Mark as needing work") for label in rows)


def test_the_preview_follows_the_sentence_and_the_focus_stays(example_pages):
    page = example_pages("a/karsu-bridge/ar")
    page.get_by_role("button", name="Preview").first.click()
    frame = page.frame_locator("#preview-frame")
    frame.locator("h1").wait_for()
    before = page.evaluate("history.length")
    page.keyboard.press("Control+e")
    for number in (20, 9):
        fields(page).nth(number).focus()
        target = frame.locator(":target")
        unit = page.evaluate(f"JSON.parse(document.getElementById('article').textContent).units[{number}].id")
        wait_until_in(target, f"anchor => anchor.id === 's-{unit}'")
        marked = target.locator("xpath=ancestor::*[self::p or self::li][1]")
        assert marked.evaluate("block => getComputedStyle(block).backgroundColor") != "rgba(0, 0, 0, 0)"
        assert target.evaluate(
            "anchor => anchor.getBoundingClientRect().top >= 0 && anchor.getBoundingClientRect().top < innerHeight"
        )
        assert page.evaluate("document.activeElement.id") == f"f{number}"
    assert page.evaluate("history.length") == before
    page.close()


def wait_until_in(locator, expression):
    locator.wait_for(state="attached")
    for _ in range(100):
        if locator.evaluate(expression):
            return
        locator.page.wait_for_timeout(50)
    pytest.fail(f"never true: {expression}")


def test_the_page_fetches_nothing_after_its_own_saves(flood):
    asked = []
    flood.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    for number in range(3):
        fields(flood).nth(number).fill(TURKISH[number])
        flood.keyboard.press("Control+Enter")
    wait_until(flood, "() => document.querySelectorAll('.unit.reviewed').length === 3")
    seen = len(asked)
    for _ in range(100):
        if asked[seen:].count("stamp") >= 2:
            break
        flood.wait_for_timeout(100)
    assert asked[seen:].count("stamp") >= 2
    assert "article" not in asked
    put_underneath(flood.po, "sed was here")
    wait_until(flood, "document.getElementById('f0').value === 'sed was here'")
    assert "article" in asked


def test_what_is_next_is_the_next_that_is_shown(flood):
    flood.get_by_label("Search source and translation").fill("level")
    wait_until(flood, "() => document.querySelectorAll('.unit:not([hidden])').length === 1")
    flood.keyboard.press("Enter")
    assert flood.evaluate("document.activeElement.id") == "f5"
    flood.keyboard.type(TURKISH[5])
    flood.keyboard.press("Control+Enter")
    wait_for_status(flood, "No other sentence that is shown needs work")
    wait_until(flood, "() => document.querySelectorAll('.unit.reviewed').length === 1")
    assert flood.evaluate("document.activeElement.id") == "f5"
