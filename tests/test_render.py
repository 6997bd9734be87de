from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from newsl10n.bidi import has_overrides, unbalanced_controls
from newsl10n.catalog import load_catalog
from newsl10n.errors import NotReadyError, UsageError
from newsl10n.formats import FORMATS
from newsl10n.model import JOINED, Article, Segment, State, Unit
from newsl10n.read import read_article
from newsl10n.render import RenderOptions, render_article
from newsl10n.segment import segment_article
from newsl10n.units import unit_keys
from tests.conftest import edit

GOLDEN = Path(__file__).parent / "data" / "golden"
Key = tuple[str | None, str]
Loaded = tuple[Article, tuple[Segment, ...], tuple[Key, ...]]


def load(path: Path) -> Loaded:
    article = read_article(path, project=path.parent)
    segments = segment_article(article, find_markup=FORMATS[article.format].find_markup)
    return article, segments, tuple(unit_keys(segments))


def load_text(folder: Path, name: str, text: str) -> Loaded:
    path = folder / name
    path.write_text(text, "utf-8", newline="")
    return load(path)


def render(
    loaded: Loaded, targets: dict[str, str], state: State = State.REVIEWED, locale: str = "ar", **options: Any
) -> str:
    """Render with targets by source; what has none is untranslated."""
    article, segments, keys = loaded
    units = {key: Unit(source=key[1], context=key[0], targets=(targets.get(key[1], ""),)) for key in keys}
    states = {key: state if unit.target else State.UNTRANSLATED for key, unit in units.items()}
    chosen = RenderOptions(locale=locale, **options)
    return render_article(article, segments, keys, units, states, options=chosen)


def render_golden(locale: str, **options: Any) -> str:
    catalog = load_catalog(GOLDEN / f"ferry.{locale}.po")
    return render(
        load(GOLDEN / "ferry.md"), {unit.source: unit.target for unit in catalog.units}, locale=locale, **options
    )


def page_tree(html: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(html)


def without_style(page: str) -> str:
    """The page as its golden file has it: with neither the style sheet nor its hash."""
    return re.sub(r"<style>.*?</style>|'sha256-[^']*'", "", page, flags=re.DOTALL)


@pytest.mark.parametrize("locale", ["ar", "tr"])
@pytest.mark.parametrize("as_format, suffix", [("html", "html"), ("markdown", "md")])
def test_article_renders_as_the_golden_file(locale: str, as_format: str, suffix: str) -> None:
    options = {"base_url": "https://news.example/", "locales": ("ar", "tr"), "published": date(2026, 8, 7)}
    rendered = without_style(render_golden(locale, as_format=as_format, **options))
    assert rendered == (GOLDEN / f"ferry.{locale}.{suffix}").read_text("utf-8")


def test_page_says_its_language_and_direction() -> None:
    html = page_tree(render_golden("ar"))
    assert (html.get("lang"), html.get("dir")) == ("ar", "rtl")
    html = page_tree(render_golden("tr"))
    assert (html.get("lang"), html.get("dir")) == ("tr", "ltr")


def test_structured_data_names_the_original() -> None:
    (script,) = page_tree(render_golden("tr")).xpath("//script")
    data = json.loads(script.text)
    assert data["@type"] == "NewsArticle"
    assert data["inLanguage"] == "tr"
    assert data["headline"] == "Gece feribotu üç kışın ardından Port Selin'e dönüyor"
    assert data["translationOfWork"] == {
        "@type": "NewsArticle",
        "inLanguage": "en",
        "headline": "Night ferry returns to Port Selin after three winters",
    }


def test_links_between_versions_need_a_base_url() -> None:
    assert not page_tree(render_golden("ar")).xpath("//link")
    html = page_tree(render_golden("ar", base_url="https://news.example", locales=("ar", "tr")))
    assert html.xpath("//link[@rel='canonical']/@href") == ["https://news.example/ar/ferry.html"]
    assert html.xpath("//link[@rel='alternate']/@hreflang") == ["ar", "tr"]


def test_refusal_lists_every_unit_that_is_not_reviewed(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, "a.txt", "The title\n\nOne is here. Two is here.\n\nThree is here.\n")
    with pytest.raises(NotReadyError) as caught:
        render(loaded, {"The title": "T", "One is here.": "B"}, locale="tr")
    assert caught.value.units == (
        "a.txt:3: untranslated: Two is here.",
        "a.txt:5: untranslated: Three is here.",
    )
    with pytest.raises(NotReadyError) as caught:
        render(loaded, {"The title": "T"}, state=State.DRAFT, locale="tr")
    assert caught.value.units[0] == "a.txt:1: draft: The title"


def test_draft_has_a_visible_notice_in_every_format(tmp_path: Path) -> None:
    notice = "Bu metin, henüz gözden geçirilmemiş bir makine çevirisidir."
    texts = {
        "a.txt": "The title\n\nOne is here.\n",
        "a.md": "---\ntitle: The title\n---\n\n# The title\n\nOne is here.\n",
        "a.html": "<!DOCTYPE html><html lang=en><head><title>The title</title></head><body><article><h1>The title</h1>"
        "<p>One is here.</p></article></body></html>",
    }
    for name, text in texts.items():
        loaded = load_text(tmp_path, name, text)
        targets = {"The title": "Başlık", "One is here.": "Bir burada."}
        written = render(loaded, targets, State.DRAFT, "tr", draft=True, as_format="source")
        assert notice in written
        assert written.index(notice) < written.index("Bir burada.")
        page = page_tree(render(loaded, targets, State.DRAFT, "tr", draft=True))
        assert notice in page.xpath("//*[@role='note']")[0].text_content()
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert page.xpath("//*[@data-state='draft']")[-1].text_content() == "Bir burada."
    assert "noindex" in written  # the publisher's own page


def test_draft_front_matter_stays_first(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, "a.md", "---\ntitle: The title\n---\n\nOne is here.\n")
    written = render(
        loaded, {"The title": "A", "One is here.": "B."}, State.DRAFT, "tr", draft=True, as_format="markdown"
    )
    assert written.startswith("---\ntitle: A\n---\n\n> Bu metin")
    assert written.endswith("\n\nB.\n")


@pytest.mark.parametrize("draft", [False, True])
def test_reviewed_page_has_no_notice(draft: bool) -> None:
    html = page_tree(render_golden("ar", draft=draft))
    assert not html.xpath("//*[@role='note']")
    assert not html.xpath("//meta[@name='robots']")


@pytest.mark.parametrize(
    "name, text, expected",
    [
        ("a.txt", "One is here. Two is here.\n", "\u0628. \u2068Two is here.\u2069\n"),
        ("a.md", "One is here. Two is here.\n", "\u0628. \u2068Two is here.\u2069\n"),
        (
            "a.html",
            "<p>One is here. Two is here.</p>",
            '<p>\u0628. <span lang="en" dir="ltr" class="untranslated">Two is here.</span></p>',
        ),
    ],
)
def test_fallback_marks_the_original(tmp_path: Path, name: str, text: str, expected: str) -> None:
    written = render(
        load_text(tmp_path, name, text), {"One is here.": "\u0628."}, fallback="source", as_format="source"
    )
    assert written == expected


def test_fallback_on_a_page_has_its_own_language_and_an_explanation(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, "a.md", "# The title\n\nOne is here. *Two* is here.\n")
    html = page_tree(render(loaded, {"The title": "\u0628"}, fallback="source"))
    spans = html.xpath("//span[@class='untranslated']")
    assert [(s.get("lang"), s.get("dir"), s.text_content()) for s in spans] == [
        ("en", "ltr", "One is here."),
        ("en", "ltr", "Two is here."),
    ]
    assert spans[1].xpath("em/text()") == ["Two"]
    assert len(html.xpath("//*[@role='note']")) == 1


def test_joined_sentence_leaves_no_gap(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, "a.txt", "One is here. Two is here. Three is here.\n")
    targets = {"One is here.": "Bir ve iki.", "Two is here.": JOINED, "Three is here.": "Üç."}
    assert render(loaded, targets, locale="tr", as_format="text") == "Bir ve iki. Üç.\n"


def test_joined_sentences_fall_back_together(tmp_path: Path) -> None:
    article, segments, keys = load_text(tmp_path, "a.txt", "One is here. Two is here. Three is here.\n")
    targets = ("Bir ve iki.", JOINED, "Üç.")
    units = {key: Unit(key[1], targets=(target,)) for key, target in zip(keys, targets, strict=True)}
    states = dict(zip(keys, (State.STALE, State.REVIEWED, State.REVIEWED), strict=True))
    options = RenderOptions(locale="tr", as_format="text", fallback="source")
    assert render_article(article, segments, keys, units, states, options=options) == "One is here. Two is here. Üç.\n"


def test_digits_are_shaped_all_or_none(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, "a.md", "It fell 12.5% in 2020, see <https://example.org/7>.\n")
    target = "\u0627 12.5% \u0628 2020 <https://example.org/7>."
    written = render(loaded, {loaded[1][0].source: target}, digits="arab", as_format="markdown")
    assert written == "\u0627 \u0661\u0662\u066b\u0665\u066a \u0628 \u0662\u0660\u0662\u0660 <https://example.org/7>.\n"


def test_isolates_stand_only_where_directions_differ() -> None:
    assert "\u2068" not in render_golden("tr", as_format="markdown")
    written = render_golden("ar", as_format="markdown")
    assert "\u2068Blue Line Ltd.\u2069" in written
    assert "*\u2068EcoDrive 4+\u2069*" in written
    assert "\u2068+90 212 555 01 23\u2069" in written
    assert "<bdi>Blue Line Ltd.</bdi>" in render_golden("ar")


@pytest.mark.parametrize("address", ["https://example.org/a/", "<https://example.org/a/>", "jane@example.org"])
def test_address_is_isolated_in_html_only(tmp_path: Path, address: str) -> None:
    loaded = load_text(tmp_path, "a.md", f"See {address} today.\n")
    targets = {f"See {address} today.": f"\u0627 {address} \u0628."}
    assert render(loaded, targets, as_format="markdown") == f"\u0627 {address} \u0628.\n"
    (isolate,) = page_tree(render(loaded, targets)).xpath("//article//bdi")
    assert isolate.text_content() == address.strip("<>")


@pytest.mark.parametrize("as_format", ["pdf", ""])
def test_format_that_the_article_cannot_have_is_refused(as_format: str) -> None:
    with pytest.raises(UsageError, match=r"ferry\.md: .*html, text, source, markdown"):
        render_golden("ar", as_format=as_format)


def test_text_of_a_markdown_article_has_no_markup_and_no_metadata() -> None:
    written = render_golden("ar", as_format="text")
    assert not any(mark in written for mark in ("**", "](", "---", "# "))
    assert "\u2068Blue Line Ltd.\u2069" in written
    assert "\n\n- " in written


def test_rendering_changes_nothing_it_was_given() -> None:
    loaded = load(GOLDEN / "ferry.md")
    before = repr(loaded)
    render(loaded, {}, fallback="source")
    assert repr(loaded) == before


def test_images_of_an_article_elsewhere_get_their_folder(tmp_path: Path) -> None:
    text = "![One is here.](a/b.png)\n\n![Two is here.](https://example.org/c.png)\n"
    page = page_tree(render(load_text(tmp_path, "a.md", text), {}, fallback="source", media_base="../../articles"))
    assert page.xpath("//img/@src") == ["../../articles/a/b.png", "https://example.org/c.png"]


SCRIPT = "<script>window.hacked=1</script>"
HOSTILE = [
    SCRIPT,
    "<img src=x onerror=window.hacked=1>",
    "<svg onload=window.hacked=1><a xlink:href='javascript:window.hacked=1'>x</a></svg>",
    "[x](javascript:window.hacked=1)",
    "<a href='javascript:window.hacked=1'>x</a>",
    "<a href='java\tscript:window.hacked=1'>x</a>",
    "</p></article></main></body></html><script>window.hacked=1</script>",
    "</title><script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    "<math><mtext><style><img src=x onerror=window.hacked=1>",
    "<p style='position:fixed;inset:0' onclick=window.hacked=1>x</p>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "{{ 7*7 }}{% raw %}{{ page.title.__class__ }}",
    "\u202egnirts\u2068 open \u2067",
    "\u2069\u202c closed",
    "&#x202e;open &#8296;&#x2067",
    '" onmouseover="window.hacked=1" x="',
    "&lt;script&gt;window.hacked=1&lt;/script&gt;",
    "&#x3c;script&#x3e;window.hacked=1&#x3c;/script&#x3e;",
    "\ufdd0 \ufdd6 \ufdd1",
]
ELEMENTS = (
    "html head meta title style script link body main article footer p a time h1 h2 ul li figure figcaption img em strong code "
    "blockquote span bdi"
).split()
ATTRIBUTES = (
    "lang dir charset http-equiv content name type role class href rel hreflang datetime src alt title data-state"
).split()


def assert_harmless(page: str) -> None:
    html = page_tree(page)
    for element in html.iter():
        assert element.tag in ELEMENTS
        assert set(element.attrib) <= set(ATTRIBUTES)
        address = element.get("href") or element.get("src") or ""
        assert "script" not in address.lower().partition(":")[0]
    (script,) = html.xpath("//script")
    assert script.get("type") == "application/ld+json"
    json.loads(script.text)
    assert [e.tag for e in html] == ["head", "body"]
    assert [e.tag for e in html.xpath("/html/body/*")] == ["main"]
    assert not has_overrides(page)
    for text in html.xpath("//text() | //@*"):
        assert not unbalanced_controls(text)
    assert html.xpath("//meta[@http-equiv]/@http-equiv") == ["Content-Security-Policy"]


def hostile_page(folder: Path, name: str, bad: str) -> str:
    """A page whose every translated string is hostile."""
    texts = {
        "a.txt": "The title\n\nOne is here.\n",
        "a.md": "---\ntitle: The title\ndescription: The summary\n---\n\n# The title\n\nOne is here.\n\n![Two](x.png)\n",
        "a.html": "<html><head><title>The title</title><meta name=description content='The summary'></head><body><article>"
        "<h1>The title</h1><p>One is here.</p><img src=x.png alt=Two></article></body></html>",
    }
    loaded = load_text(folder, name, texts[name])
    targets = dict.fromkeys((segment.source for segment in loaded[1]), f"\u0627 {bad} \u0628")
    return render(loaded, targets)


@pytest.mark.parametrize("bad", HOSTILE)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_hostile_translation_is_inert_on_a_page(tmp_path: Path, name: str, bad: str) -> None:
    page = hostile_page(tmp_path, name, bad)
    assert_harmless(page)
    assert "\u0627" in page_tree(page).xpath("//title")[0].text


@pytest.mark.parametrize("bad", HOSTILE)
def test_hostile_article_is_inert_on_a_page(tmp_path: Path, bad: str) -> None:
    for name, text in {
        "a.txt": f"The title {bad}\n\nOne is here. {bad}\n",
        "a.md": f"# The title {bad}\n\nOne is here. {bad}\n\n{bad}\n\n[x](javascript:window.hacked=1)\n",
        "a.html": f"<title>The title</title><article><h1>The title</h1><p>One is here. {bad}</p>{bad}</article>",
    }.items():
        assert_harmless(render(load_text(tmp_path, name, text), {}, fallback="source"))


@pytest.mark.parametrize("bad", HOSTILE)
def test_hostile_translation_adds_no_element_to_the_publishers_own_page(tmp_path: Path, bad: str) -> None:
    text = (
        "<html><head><title>The title</title><meta name=description content=Summary>"
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "The title"}</script></head>'
        "<body><article><h1>The title</h1><p>One <b>is</b> here.</p><img src=x.png alt=Two></article></body></html>"
    )
    loaded = load_text(tmp_path, "a.html", text)
    targets = dict.fromkeys((segment.source for segment in loaded[1]), f"\u0627 {bad} \u0628")
    written = page_tree(render(loaded, targets, as_format="source"))
    tags = [element.tag for element in written.iter() if element.tag != "bdi"]
    assert tags == "html head title meta script body article h1 p img".split()
    assert set(written.xpath("//@*/..")[-1].attrib) == {"src", "alt"}
    assert not has_overrides(written.text_content())
    assert not unbalanced_controls(written.text_content())
    json.loads(written.xpath("//script")[0].text)


@pytest.mark.parametrize("bad", HOSTILE)
def test_hostile_translation_is_text_in_markdown(tmp_path: Path, bad: str) -> None:
    loaded = load_text(tmp_path, "a.md", "One is here.\n")
    written = render(loaded, {"One is here.": f"\u0627 {bad} \u0628"}, as_format="markdown")
    tree = lxml.html.fragment_fromstring(FORMATS["markdown"].to_html(written), create_parent=True)
    assert {element.tag for element in tree.iter()} <= {"div", "p", "bdi"}
    assert not unbalanced_controls(tree.text_content())
    assert not has_overrides(tree.text_content())


def test_draft_written_by_people_is_not_called_machine_translation(tmp_path: Path) -> None:
    for name, text in {"a.txt": "The title\n\nOne is here.\n", "a.md": "# The title\n\nOne is here.\n"}.items():
        loaded = load_text(tmp_path, name, text)
        for as_format in ("html", "source", "text"):
            page = render(
                loaded, {"The title": "A", "One is here.": "B."}, State.EDITED, "tr", draft=True, as_format=as_format
            )
            assert "Bu çeviri taslaktır" in page
            assert "makine" not in page


def test_page_has_the_dates_and_authors_of_the_front_matter(tmp_path: Path) -> None:
    loaded = load_text(
        tmp_path,
        "a.md",
        "---\ntitle: T\nauthor: Leyla Demir and Omar Haddad\ndate: 2026-11-20T08:00:00Z\nlastmod: '2026-11-22'\n---\n\nOne is here.\n",
    )
    targets = {"T": "B", "Leyla Demir and Omar Haddad": "Leyla Demir ve Omar Haddad", "One is here.": "Bir burada."}
    page = page_tree(render(loaded, targets, locale="tr"))
    data = json.loads(page.xpath("//script/text()")[0])
    assert (data["datePublished"], data["dateModified"]) == ("2026-11-20", "2026-11-22")
    assert [author["name"] for author in data["author"]] == ["Leyla Demir", "Omar Haddad"]
    assert page.xpath("//footer//time/@datetime") == ["2026-11-20", "2026-11-22"]


def test_struck_text_is_struck_on_the_page(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, "a.md", "It has ~~one~~ two spans.\n")
    page = page_tree(render(loaded, {"It has ~~one~~ two spans.": "~~Bir~~ iki açıklığı ~~var~~."}, locale="tr"))
    assert page.xpath("//s/text()") == ["Bir"]
    assert "~~var~~" in page.text_content()


@pytest.mark.parametrize(
    "name, source, target",
    [
        ("a.md", "At least ~~45~~ 47 died.", "En az ~~45~~ 47 kişi öldü."),
        ("a.html", "At least <del>45</del> 47 died.", "En az <del>45</del> 47 kişi öldü."),
    ],
)
def test_text_output_leaves_out_what_is_struck(tmp_path: Path, name: str, source: str, target: str) -> None:
    loaded = load_text(tmp_path, name, f"<p>{source}</p>" if name.endswith("html") else f"{source}\n")
    assert render(loaded, {source: target}, locale="tr", as_format="text") == "En az 47 kişi öldü.\n"


def test_what_is_not_to_be_translated_keeps_its_language_on_the_page(tmp_path: Path) -> None:
    text = '<p>One is here.</p><p translate="no">Reporting by Reuters.</p><p><span class="credit">A. B.</span></p>'
    page = render(load_text(tmp_path, "a.html", text), {"One is here.": "واحد هنا.", "A. B.": "أ. ب."})
    (kept,) = page_tree(page).xpath("//p[@translate='no']")
    assert (kept.get("lang"), kept.get("dir"), kept.text) == ("en", "ltr", "Reporting by Reuters.")
    assert 'class=""' not in page


@pytest.mark.parametrize(
    "text, shown",
    [
        (
            "---\ntitle: T\nauthor: Ann Bo\n---\n\n# T\n\nBy Ann Bo\n\nOne is here.\n",
            ["t", "yazan ann bo", "bir burada."],
        ),
        ("---\nauthor: Ann Bo\ntitle: T\n---\n\nOne is here.\n", ["t", "ann bo", "bir burada."]),
        ("By Ann Bo\n\nOne is here.\n", ["yazan ann bo", "bir burada."]),
    ],
)
def test_text_output_says_title_and_author_once(tmp_path: Path, text: str, shown: list[str]) -> None:
    targets = {"T": "t", "Ann Bo": "ann bo", "By Ann Bo": "yazan ann bo", "One is here.": "bir burada."}
    assert render(load_text(tmp_path, "a.md", text), targets, locale="tr", as_format="text").split("\n\n") == [
        *shown[:-1],
        shown[-1] + "\n",
    ]


def test_render_names_every_locale_that_is_not_ready_with_lines_of_its_catalog(project, newsl10n) -> None:
    newsl10n("extract", "flood.md")
    catalogs = {tag: f"locales/{tag}/LC_MESSAGES/flood.po" for tag in ("ar", "tr")}
    for tag, target in (("ar", "النهر ينحسر"), ("tr", "Nehir alçalıyor")):
        edit(project / catalogs[tag], "The river is falling", target, confirm=True)
    units = load_catalog(project / catalogs["tr"]).units
    done = newsl10n("render", "flood.md")
    assert (done.status, done.out, (project / "build").exists()) == (1, "", False)
    assert [line.partition(";")[0] for line in done.err.splitlines() if line.startswith("newsl10n: ")] == [
        f"newsl10n: flood.md: {tag} is not ready to publish: 5 of 6 units are open (5 untranslated)" for tag in catalogs
    ]
    line = f"  {catalogs['tr']}:{units[3].line}: flood.md:3: untranslated: Some 1,200 people went home."
    assert line in done.err.splitlines()
    for unit in units[1:]:
        edit(project / catalogs["tr"], unit.source, "Tamam", confirm=True)
    done = newsl10n("render", "flood.md")
    assert (done.status, done.out) == (1, "wrote build/tr/flood.html\n")
    assert "ar is not ready" in done.err
    (project / catalogs["ar"]).unlink()
    done = newsl10n("render", "flood.md")
    assert (done.status, done.out) == (2, "wrote build/tr/flood.html\n")
    assert f"{catalogs['ar']}: no such catalog" in done.err


def test_render_lists_the_first_open_units_and_counts_the_rest(project, newsl10n) -> None:
    newsl10n("extract", "flood.md", "--to", "tr")
    for words in (("--to", "tr"), ("--to", "tr", "-o", "-")):
        done = newsl10n("render", "flood.md", *words)
        assert (done.status, done.out, len(done.err.splitlines())) == (1, "", 7)
        assert done.err.splitlines()[-1] == "  and 1 more; 'newsl10n check flood.md' lists all"
