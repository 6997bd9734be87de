"""Reading files: encodings, slugs, and bad input."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from newsl10n.errors import ArticleError
from newsl10n.formats import FORMATS, format_of
from newsl10n.read import read_article

ARTICLES = Path(__file__).parent / "data" / "articles"


def saved(folder: Path, data: bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", ["harbour.txt", "harbour.md", "harbour.html"])
def test_our_articles_are_read_and_written_back(name):
    path = ARTICLES / name
    article = read_article(path, project=ARTICLES.parent)
    assert article.path == Path("articles") / name
    assert (article.slug, article.encoding, article.locale) == ("harbour", "utf-8", "en")
    texts = {index: block.text for index, block in enumerate(article.blocks)}
    written = FORMATS[article.format].write(article, texts, locale="en").replace(' dir="ltr"', "")
    assert written.encode() == path.read_bytes()


@pytest.mark.parametrize(
    "data, name, encoding, codec, text",
    [
        ("é\n".encode(), "a.txt", None, "utf-8", "é\n"),
        (b"\xef\xbb\xbf\xc3\xa9", "a.txt", None, "utf-8-sig", "é"),
        (b"\xff\xfe\xe9\x00", "a.txt", "utf-8", "utf-16", "é"),
        (b"\xff\xfe\x00\x00\xe9\x00\x00\x00", "a.txt", None, "utf-32", "é"),
        (b"\xe9\x00", "a.txt", "UTF-16LE", "utf-16-le", "é"),
        (b"\xfe", "a.txt", "windows-1254", "cp1254", "ş"),
        (b'<meta charset="windows-1254"><p>\xfe', "a.html", None, "cp1254", '<meta charset="windows-1254"><p>ş'),
        (b"<meta charset=iso-8859-1><p>\x93", "a.html", None, "cp1252", "<meta charset=iso-8859-1><p>“"),
        (
            b"<?xml version='1.0' encoding='cp1256'?><p>\xc8",
            "a.xhtml",
            None,
            "cp1256",
            "<?xml version='1.0' encoding='cp1256'?><p>ب",
        ),
        (b"<meta charset=utf-8><p>\xfe", "a.html", "cp1254", "cp1254", "<meta charset=utf-8><p>ş"),
        (b"<meta charset=koi8-r>\n", "a.md", None, "utf-8", None),
    ],
)
def test_the_encoding_is_marked_given_declared_or_utf8(tmp_path, data, name, encoding, codec, text):
    if text is None:
        data, text = data + b"\n\xc3\xa9\n", "<meta charset=koi8-r>\n\n\u00e9\n"
    article = read_article(saved(tmp_path, data, name), encoding=encoding)
    assert (article.encoding, article.text) == (codec, text)
    assert article.text.encode(article.encoding) == data


@pytest.mark.parametrize(
    "data, name, encoding, message",
    [
        (b"", "a.txt", None, "is empty; check that the article was saved"),
        (b" \n\t", "a.txt", None, "is empty; check that the article was saved"),
        ("\u00a0\n".encode(), "a.txt", None, "is empty; check that the article was saved"),
        (b"```\nx\n```\n", "a.md", None, "holds no text to translate; check that it is the article you meant"),
        (b"<script>x</script>", "a.html", None, "holds no text to translate; check that it is the article you meant"),
        (
            b"a\xfe\xfe b \xfd\xf0",
            "a.txt",
            None,
            "is not utf-8; give its encoding: --encoding cp1254, perhaps, or save it as UTF-8",
        ),
        (
            "مرحبا بكم".encode("cp1256"),
            "a.txt",
            None,
            "is not utf-8; give its encoding: --encoding cp1256, perhaps, or save it as UTF-8",
        ),
        (
            b"x\nIt\x92s",
            "a.txt",
            None,
            "is not utf-8; give its encoding: --encoding cp1252, perhaps, or save it as UTF-8",
        ),
        (
            b"x\xff\xaa\xaa\xb6\xb6",
            "a.txt",
            None,
            "is not utf-8; give its encoding with --encoding, or save it as UTF-8",
        ),
        (
            b"<meta charset=utf-8>\xfe",
            "a.html",
            None,
            "is not utf-8, as it declares; give its encoding: --encoding cp1254, perhaps",
        ),
        (b"x\x81", "a.txt", "cp1252", "is not cp1252, as --encoding says; give its encoding with --encoding"),
        (b"caf\xe9", "a.txt", None, "is not utf-8; give its encoding: --encoding cp1252, perhaps"),
        (b"x", "a.txt", "nonsense", "unknown encoding 'nonsense'; give another with --encoding"),
        (b"78", "a.txt", "hex", "unknown encoding 'hex'; give another with --encoding"),
        (b"<meta charset=nonsense>x", "a.html", None, "unknown encoding 'nonsense'; give another with --encoding"),
        (
            "An article\n".encode("utf-16-le"),
            "a.txt",
            None,
            "holds NUL bytes, as UTF-16 without a byte order mark does; try --encoding utf-16-le",
        ),
        (
            "An article\n".encode("utf-16-be"),
            "a.txt",
            None,
            "holds NUL bytes, as UTF-16 without a byte order mark does; try --encoding utf-16-be",
        ),
        (
            b"abc\x00def ghi jkl mno pqr",
            "a.txt",
            None,
            "is no text but binary data; save the article as text, Markdown or HTML",
        ),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00",
            "a.md",
            None,
            "is no text but binary data; save the article as text",
        ),
        (
            b"\xff\xfea\x00\x00\x00",
            "a.txt",
            None,
            "holds NUL characters; give its encoding with --encoding, or remove them",
        ),
    ],
)
def test_bad_input_gets_one_line_with_a_remedy(tmp_path, data, name, encoding, message):
    path = saved(tmp_path, data, name)
    with pytest.raises(ArticleError) as caught:
        read_article(path, encoding=encoding)
    text = str(caught.value)
    assert text.startswith(str(path))
    assert message in text
    assert "\n" not in text


def test_a_decoding_error_names_the_line(tmp_path):
    with pytest.raises(ArticleError, match=r"a\.txt:3: is not utf-8"):
        read_article(saved(tmp_path, b"a\nb\nc\xff"))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize(
    "size, message", [(50_000_000, "larger than 20 MB"), (19_000_000, "a line is longer than 1000000 char")]
)
def test_a_huge_line_is_refused_at_once(tmp_path, name, size, message):
    path = saved(tmp_path, b"a" * size, name)
    start = time.perf_counter()
    with pytest.raises(ArticleError, match=message):
        read_article(path)
    assert time.perf_counter() - start < 2


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path):
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    for name, message in [
        ("no.txt", "no such file"),
        ("folder.txt", "is a folder"),
        ("pipe.txt", "is not a regular file"),
    ]:
        with pytest.raises(ArticleError, match=message):
            read_article(tmp_path / name)


def test_an_unknown_suffix_names_the_known_ones():
    with pytest.raises(ArticleError, match=r"\.txt, \.text, \.md, \.markdown, \.html, \.htm, \.xhtml"):
        format_of(Path("a.docx"))


@pytest.mark.parametrize(
    "name, key",
    [("a.TXT", "text"), ("a.text", "text"), ("a.markdown", "markdown"), ("a.htm", "html"), ("a.b.xhtml", "html")],
)
def test_the_suffix_tells_the_format(name, key):
    assert format_of(Path(name)) == key


@pytest.mark.parametrize(
    "name, slug",
    [
        ("Port Strike_2.txt", "port-strike_2"),
        ("a..b.txt", "a.b"),
        ("-_x!.txt", "x"),
        ("Şehir haber.txt", "ehir-haber"),
        ("A&&B.md", "a-b"),
    ],
)
def test_the_slug_comes_from_the_file_name(tmp_path, name, slug):
    assert read_article(saved(tmp_path, b"text", name)).slug == slug


@pytest.mark.parametrize("slug", ["../x", "a/b", "a\\b", "..", "", ".x", "A", "a b", "a..b", "x" * 121])
def test_a_slug_cannot_leave_the_catalog_folder(tmp_path, slug):
    with pytest.raises(ArticleError, match="cannot name a catalog"):
        read_article(saved(tmp_path, b"text"), slug=slug)


def test_a_file_name_without_letters_asks_for_a_slug(tmp_path):
    path = saved(tmp_path, b"text", "خبر.txt")
    with pytest.raises(ArticleError, match="--slug"):
        read_article(path)
    assert read_article(path, slug="news-1").slug == "news-1"


def test_the_path_is_relative_inside_the_project_only(tmp_path):
    inner = tmp_path / "project"
    inner.mkdir()
    inside, outside = saved(inner, b"text"), saved(tmp_path, b"text")
    assert read_article(inner / ".." / "project" / "a.txt", project=inner).path == Path("a.txt")
    assert read_article(inside).path == inside
    assert read_article(outside, project=inner).path == outside


@pytest.mark.parametrize(
    "name, text, published, updated, authors",
    [
        ("a.md", "---\ndate: 2026-05-04\nauthor: By Ada Lovelace\n---\n\nText.\n", "2026-05-04", "", ["Ada Lovelace"]),
        ("a.md", '---\ndate: "2026-05-04 10:00"\nupdated: soon\n---\n\nText.\n', "2026-05-04", "", []),
        ("a.md", "---\ndate: 2026-13-04\ntitle: T\n---\n\nText.\n", "", "", []),
        ("a.md", "date: 2026-05-04\n\nText.\n", "", "", []),
        (
            "a.html",
            "<head><meta property='article:published_time' content='2026-05-04T08:00:00+03:00'><meta name=author content='A. Kaya'>"
            "<meta name=author content='B. Ak'><script type='application/ld+json'>"
            '{"@type": "NewsArticle", "datePublished": "2020-01-01", "dateModified": "2026-05-06T00:00Z"}</script></head><p>Text.',
            "2026-05-04",
            "2026-05-06",
            ["A. Kaya", "B. Ak"],
        ),
        ("a.txt", "date: 2026-05-04\n\nText.\n", "", "", []),
    ],
)
def test_dates_and_authors_are_read(
    tmp_path: Path, name: str, text: str, published: str, updated: str, authors: list[str]
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = read_article(tmp_path / name).credits
    shown = [day.isoformat() if day else "" for day in (found.published, found.updated)]
    assert (*shown, list(found.authors)) == (published, updated, authors)


def test_front_matter_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: A bridge\n\nIt fell.\n", encoding="utf-8")
    with pytest.raises(ArticleError, match=r"a\.md:1: the front matter is not closed; put a line of three hyphens"):
        read_article(path)
    path.write_text("---\n\nA rule above, and text: it stays.\n", encoding="utf-8")
    assert read_article(path).blocks[0].text == "A rule above, and text: it stays."


def test_blocks_marked_as_not_to_be_translated_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<p>One.</p><p translate=no>Ad <b>astra</b>.</p><div translate='NO'><p>Two.</p></div><p>Three.</p>")
    assert [block.text for block in read_article(path).blocks] == ["One.", "Three."]
