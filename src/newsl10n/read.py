"""File -> Article: finds the encoding and the format, and refuses what is no article."""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path

from newsl10n.errors import ArticleError, FileError
from newsl10n.files import read_whole
from newsl10n.formats import FORMATS, format_of
from newsl10n.model import Article

MAX_BYTES = 20_000_000
MAX_LINE = 1_000_000
"""Longest line read, in characters."""
MAX_SLUG = 120
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks, and the codec that reads and writes them. UTF-32 first: its little-endian mark begins with that of UTF-16."""
HEAD = 4096
"""How many bytes are searched for a declared encoding."""
DECLARED = (
    re.compile(rb"<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})"),
    re.compile(rb"(?i)<meta\s[^>]{0,300}?charset\s*=\s*[\"']?([\w.:-]{1,40})"),
)
# Source: WHATWG Encoding Standard, 4.2 Names and labels.
LABELS = {
    **dict.fromkeys(["ascii", "us-ascii", "latin1", "latin-1", "iso-8859-1", "iso8859-1", "l1"], "cp1252"),
    **dict.fromkeys(["iso-8859-9", "iso8859-9", "latin5", "l5"], "cp1254"),
    **dict.fromkeys(["utf-16", "utf-16le", "utf-16be", "unicode"], "utf-8"),
}
GUESSES = (
    ("cp1256", re.compile("[\u0621-\u064a]{2}"), 0.6),
    ("cp1252", re.compile("[À-ÏÑ-ÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿŠšŽžŒœ‘’“”–—…•€£«»°·§\u00a0]"), 1.0),
    ("cp1254", re.compile("[ğşıĞŞİçöüÇÖÜâîûÂÎÛé‘’“”–—…«»€°\u00a0]"), 0.9),
)
"""Codec, what it makes of an article's non-ASCII bytes, and how much of them that is at least, 0 to 1."""
SLUG = re.compile(r"[a-z0-9][a-z0-9._-]*")
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_article(
    path: Path,
    *,
    encoding: str | None = None,
    locale: str = "en",
    slug: str | None = None,
    project: Path | None = None,
) -> Article:
    """Read an article.

    The encoding is that of the byte order mark, else ``encoding``, else the one an HTML file declares, else strict UTF-8; it is
    never guessed. ``article.text.encode(article.encoding)`` gives the bytes of the file, but for big-endian files with a byte
    order mark, which are written in the byte order of the machine.

    Raises:
        ArticleError: the file cannot be read, is no text, is too large, or holds nothing to translate.
    """
    format_ = format_of(path)
    data = _read_bytes(path)
    name = _check_slug(slug, path) if slug is not None else _slug_of(path)
    text, codec = _decode(data, path, encoding=encoding, format_=format_)
    _check_text(text, path)
    try:
        blocks = FORMATS[format_].parse(text)
    except ArticleError as error:
        raise ArticleError(error.what, path=path, line=error.line, remedy=error.remedy) from error
    if not blocks:
        raise ArticleError("holds no text to translate", path=path, remedy="check that it is the article you meant")
    return Article(
        path=_relative(path, project),
        slug=name,
        format=format_,
        text=text,
        blocks=blocks,
        encoding=codec,
        locale=locale,
        credits=FORMATS[format_].credits(text),
    )


def _read_bytes(path: Path) -> bytes:
    if path.is_dir():
        raise ArticleError("is a folder", path=path, remedy="name the article's file in it")
    if path.exists() and not path.is_file():
        raise ArticleError("is not a regular file", path=path, remedy="save the article to a file first")
    try:
        data = read_whole(path, limit=MAX_BYTES)
    except FileError as error:
        raise ArticleError(error.what, path=path, remedy=error.remedy) from error
    if not data.strip():
        raise ArticleError("is empty", path=path, remedy="check that the article was saved")
    return data


def _decode(data: bytes, path: Path, *, encoding: str | None, format_: str) -> tuple[str, str]:
    """The text and the name of the codec that writes it back."""
    for mark, codec in MARKS:
        if data.startswith(mark):
            return _decode_as(data, codec, path, why="as its byte order mark says"), codec
    if encoding is not None:
        codec = _codec(encoding, path)
        return _decode_back(data, codec, path, why="as --encoding says"), codec
    _check_binary(data, path)
    label = _declared(data) if format_ == "html" else ""
    if label:
        codec = _codec(LABELS.get(label, label), path)
        return _decode_back(data, codec, path, why="as it declares"), codec
    return _decode_as(data, "utf-8", path, why=""), "utf-8"


def _decode_as(data: bytes, codec: str, path: Path, *, why: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeError as error:
        line = data.count(b"\n", 0, error.start) + 1 if isinstance(error, UnicodeDecodeError) else None
        guess = _guess(data, codec)
        remedy = f"give its encoding: --encoding {guess}, perhaps" if guess else "give its encoding with --encoding"
        reason = f"is not {codec}" + (f", {why}" if why else "")
        raise ArticleError(reason, path=path, line=line, remedy=f"{remedy}, or save it as UTF-8") from error


def _decode_back(data: bytes, codec: str, path: Path, *, why: str) -> str:
    text = _decode_as(data, codec, path, why=why)
    try:
        is_same = text.encode(codec) == data
    except UnicodeError:
        is_same = False
    if not is_same:
        raise ArticleError(f"{codec} cannot write back what it reads", path=path, remedy="save it as UTF-8")
    return text


def _codec(encoding: str, path: Path) -> str:
    """Python's name of a text encoding."""
    try:
        "x".encode(encoding)
        return codecs.lookup(encoding).name
    except (LookupError, ValueError) as error:
        raise ArticleError(
            f"unknown encoding {encoding!r}", path=path, remedy="give another with --encoding, such as utf-8 or cp1256"
        ) from error


def _declared(data: bytes) -> str:
    """What a page says of its encoding, ``""`` where it says nothing."""
    head = data[:HEAD]
    match = next((match for pattern in DECLARED if (match := pattern.search(head))), None)
    return match[1].decode("ascii", "replace").lower() if match else ""


def _check_binary(data: bytes, path: Path) -> None:
    if b"\0" in data:
        guess = _guess_utf16(data[:HEAD])
        if guess:
            raise ArticleError(
                "holds NUL bytes, as UTF-16 without a byte order mark does", path=path, remedy=f"try --encoding {guess}"
            )
    if len(BINARY.findall(data, 0, HEAD)) > len(data[:HEAD]) // 50 or b"\0" in data:
        raise ArticleError("is no text but binary data", path=path, remedy="save the article as text, Markdown or HTML")


def _guess_utf16(head: bytes) -> str:
    """Latin letters, blanks and line ends have a zero byte on one side."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    enough = len(head) // 20
    if odd > enough and even <= odd // 20:
        return "utf-16-le"
    return "utf-16-be" if even > enough and odd <= even // 20 else ""


def _guess(data: bytes, failed: str) -> str:
    """A codec that would make sense of the bytes; ``""`` where none clearly does."""
    sample = data[:200_000]
    for codec, pattern, least in GUESSES:
        foreign = sample.decode(codec, "ignore")
        found = sum(len(match) for match in pattern.findall(foreign))
        if codec != failed and found >= least * sum(byte > 127 for byte in sample) > 0:
            return codec
    return ""


def _check_text(text: str, path: Path) -> None:
    if not text.strip():
        raise ArticleError("is empty", path=path, remedy="check that the article was saved")
    if "\0" in text:
        raise ArticleError(
            "holds NUL characters", path=path, remedy="give its encoding with --encoding, or remove them"
        )
    number = 0
    for number, line in enumerate(re.split("[\r\n]", text) if len(text) > MAX_LINE else [], 1):
        if len(line) > MAX_LINE:
            raise ArticleError(
                f"a line is longer than {MAX_LINE} characters",
                path=path,
                line=number,
                remedy="break it into lines, or check that it is an article",
            )


def _check_slug(slug: str, path: Path) -> str:
    if SLUG.fullmatch(slug) and ".." not in slug and len(slug) <= MAX_SLUG:
        return slug
    raise ArticleError(
        f"the slug {slug!r} cannot name a catalog",
        path=path,
        remedy="use lower-case a-z, digits, '-', '_' and single dots",
    )


def _slug_of(path: Path) -> str:
    """From the file name: what is not a-z, 0-9, dot, underscore or hyphen becomes a hyphen."""
    slug = re.sub(r"[^a-z0-9._-]+", "-", path.stem.lower())
    slug = re.sub(r"\.{2,}", ".", slug).lstrip("-._")[:MAX_SLUG].rstrip("-._")
    if not slug:
        raise ArticleError(
            "its name makes no catalog name", path=path, remedy="rename it with letters a-z or give --slug"
        )
    return slug


def _relative(path: Path, project: Path | None) -> Path:
    if project is None:
        return path
    for find in (_normal, Path.resolve):
        whole, folder = find(path), find(project)
        if whole.is_relative_to(folder):
            return whole.relative_to(folder)
    return path


def _normal(path: Path) -> Path:
    return Path(os.path.normpath(path.absolute()))
