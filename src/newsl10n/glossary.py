"""glossary.csv -> Terms; a term + a text -> whether it stands there, with Turkish suffixes and Arabic clitics.

Columns ``source,target,locale,kind``. ``kind`` is ``term`` (use this translation), ``dnt`` (copy the source as it is) or
``forbidden`` (never write this target). Targets that are equally good are separated by ``|`` or stand in rows of their own. An
empty locale means any, a language all its regions, and a region also catalogs that name none.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from newsl10n.errors import ConfigError, UsageError
from newsl10n.files import read_whole
from newsl10n.locale import canonical_locale

GLOSSARY_NAME = "glossary.csv"
_COLUMNS = ("source", "target", "locale", "kind")
_KINDS = ("term", "dnt", "forbidden")
_LIMIT = 8 * 2**20
_CASES = str.maketrans("Iİ’", "ıi'")
_ALEF = str.maketrans("أإآٱى", "ااااي", "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640")
# Final consonants that soften before a vowel. Göksel & Kerslake, Turkish: A Comprehensive Grammar, 2.1.
_SOFT = {"p": "[pb]", "ç": "[çc]", "t": "[td]", "k": "[kğg]", "g": "[gğ]"}
_ARABIC_BEFORE = r"(?<![\u0621-\u064a])[وفأ]?[بلكس]?(?:ال|لل|ل)?"
_ARABIC_AFTER = "(?:[ايةهونتكم]{1,4})?(?![\u0621-\u064a])"


@dataclass(frozen=True, slots=True)
class Term:
    """One row. ``targets``: the accepted (or forbidden) ones; empty for ``dnt``. ``locale``: BCP 47 tag, language or ``""``."""

    source: str
    targets: tuple[str, ...]
    locale: str
    kind: Literal["term", "dnt", "forbidden"]
    line: int = 0

    def applies_to(self, locale: str) -> bool:
        wider = locale.startswith(f"{self.locale}-") or self.locale.startswith(f"{locale}-")
        return self.locale in ("", locale) or wider


def load_glossary(folder: Path) -> tuple[Term, ...]:
    """The glossary of a project folder, empty where it has no ``glossary.csv``. Several translations of one term are one of them.

    Raises:
        ConfigError: not UTF-8, other columns, or a row that cannot be used.
        FileError: the file cannot be read.
    """
    path = folder / GLOSSARY_NAME
    if not path.exists():
        return ()
    try:
        text = read_whole(path, limit=_LIMIT).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError("not UTF-8", path=path, remedy="save it as UTF-8") from error
    return _joined(_rows(path, text))


def _joined(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Rows of kind ``term`` for one source and locale as one row, where the first of them stands: each target is accepted."""
    found: dict[tuple[str, ...], Term] = {}
    for term in terms:
        key = (term.source, term.locale) if term.kind == "term" else (str(term.line), "", "")
        known = found.setdefault(key, term)
        if known is not term:
            found[key] = replace(known, targets=tuple(dict.fromkeys((*known.targets, *term.targets))))
    return tuple(found.values())


def _rows(path: Path, text: str) -> Iterator[Term]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        heading = [cell.strip().lower() for cell in next(reader, [])]
        if tuple(heading) != _COLUMNS:
            remedy = f"write {','.join(_COLUMNS)} as its first line, with commas"
            raise ConfigError("wrong columns", path=path, line=1, remedy=remedy)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _term(path, reader.line_num, [cell.strip() for cell in cells])
    except csv.Error as error:
        raise ConfigError(f"not valid CSV ({error})", path=path, line=reader.line_num, remedy="mend the row") from error


def _term(path: Path, line: int, cells: list[str]) -> Term:
    def refuse(what: str, remedy: str) -> ConfigError:
        return ConfigError(what, path=path, line=line, remedy=remedy)

    if len(cells) != len(_COLUMNS):
        raise refuse(*_miscounted(cells))
    source, target, locale, kind = cells
    try:
        locale = canonical_locale(locale) if locale else ""
    except UsageError as error:
        raise refuse(error.what, f"{error.remedy}, or nothing for any locale") from error
    targets = tuple(filter(None, (t.strip() for t in target.split("|"))))
    match kind:
        case "term" | "dnt" if not source:
            raise refuse("no source", "write the source term")
        case "term" | "forbidden" if not targets:
            raise refuse("no target", "write the target term, or choose the kind dnt")
        case "term" | "dnt" | "forbidden":
            return Term(source, targets, locale, kind, line)
    raise refuse(f"unknown kind {kind!r}", f"write one of {', '.join(_KINDS)}")


def _miscounted(cells: list[str]) -> tuple[str, str]:
    """What is wrong with a row that has not one cell a column, and what to do."""
    wanted = f"write {len(_COLUMNS)} cells with commas between them: {','.join(_COLUMNS)}"
    if cells[0].startswith("#"):
        return "a glossary has no comments", "take this row out"
    if len(cells) == 1:
        separator = next((sign for sign in (";", "\t") if sign in cells[0]), "")
        between = {";": "semicolons", "\t": "tabs"}.get(separator, "")
        what = f"the cells are separated by {between}" if between else f"only one cell, {cells[0][:40]!r}"
        return what, wanted
    return f"{len(cells)} cells", f"write {len(_COLUMNS)} ({','.join(_COLUMNS)}), and quote a cell that holds a comma"


def source_has(term: str, text: str) -> bool:
    """Whole words, with a plural or possessive s; capitals count where the term has some."""
    if term.lower() not in text.lower():
        return False
    return bool(_source_pattern(term).search(text))


def source_words(term: str, text: str) -> tuple[str, ...]:
    """How a term is written where it stands in a text in its base form: ``ceasefire``, ``Ceasefire``."""
    return tuple(dict.fromkeys(m[0] for m in _source_pattern(term).finditer(text) if len(m[0]) == len(term)))


def terms_in(terms: Iterable[Term], text: str, locale: str) -> tuple[Term, ...]:
    """The rows for a locale that name a source term of the text."""
    return tuple(t for t in terms if t.kind != "forbidden" and t.applies_to(locale) and source_has(t.source, text))


def target_has(term: str, text: str, language: str) -> bool:
    """Whether the words of ``term`` stand side by side in ``text``, inflected as ``language`` does."""
    match language:
        case "ar":
            return bool(_arabic_pattern(term).search(text.translate(_ALEF)))
        case "tr":
            return bool(_turkish_pattern(term).search(text.translate(_CASES).lower()))
    return term.casefold() in text.casefold()


@lru_cache(maxsize=4096)
def _source_pattern(term: str) -> re.Pattern[str]:
    flags = 0 if term != term.lower() else re.IGNORECASE
    return re.compile(rf"(?<!\w){re.escape(term)}(?:e?s)?(?!\w)", flags)


@lru_cache(maxsize=4096)
def _arabic_pattern(term: str) -> re.Pattern[str]:
    words = [re.sub("^ال(?=..)", "", word) for word in term.translate(_ALEF).split()]
    bodies = (re.escape(re.sub("[ةاي]$", "", w) if len(w) > 3 else w) for w in words)
    return re.compile(r"\s+".join(f"{_ARABIC_BEFORE}{body}{_ARABIC_AFTER}" for body in bodies))


@lru_cache(maxsize=4096)
def _turkish_pattern(term: str) -> re.Pattern[str]:
    words = term.translate(_CASES).lower().split()
    return re.compile(r"\s+".join(rf"(?<!\w){_turkish_stem(word)}(?:'?\w{{0,14}})" for word in words))


def _turkish_stem(word: str) -> str:
    """The stem as it may stand before a suffix: softened, or with its last vowel dropped (``şehir``, ``şehri``)."""
    if len(word) < 3 or not word.isalpha():
        return re.escape(word)
    body = re.escape(word[:-1])
    if re.search("[bcçdfgğhjklmnprsştvyz][ıiuü]$", word[:-1]) and word[-1] in "rnlzm":
        body = re.escape(word[:-2]) + word[-2] + "?"
    return body + _SOFT.get(word[-1], re.escape(word[-1]))
