"""newsl10n.toml -> Config. Every value has a default; a wrong one is an error that names the file and the key."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from newsl10n.errors import ConfigError, UsageError
from newsl10n.locale import canonical_locale

CONFIG_NAME = "newsl10n.toml"
_UNITS = ("sentence", "paragraph")
_ENGINES = ("ctranslate2", "transformers")
_DIGITS = ("latn", "arab")
_ADDRESS = re.compile(r"""https?://[^\s<>"'\\`/?#]+(?:[/?#][^\s<>"'\\`]*)?""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of a project. Folders are relative to the project folder.

    ``unit``: ``sentence`` or ``paragraph``: what one catalog entry holds. ``model``: name or folder, ``None`` searches.
    ``beam``: hypotheses kept while decoding, 1 to 12. ``do_not_translate``: terms copied as they are. ``abbreviations``: words with a
    final stop that end no sentence. ``digits``: locale -> ``latn`` or ``arab``, the digits of rendered text. ``check``: the
    ``[check]`` tables (see ``newsl10n.check.choose_checks``). ``review``: the ``[review]`` tables, ``shortcuts`` for now (see
    ``newsl10n.review.shortcuts.choose_shortcuts``). ``base_url``: where rendered pages are published, for links between language versions.
    """

    source_locale: str = "en"
    target_locales: tuple[str, ...] = ("ar", "tr")
    unit: Literal["sentence", "paragraph"] = "sentence"
    catalogs: str = "locales"
    models: str = "models"
    output: str = "build"
    model: str | None = None
    engine: Literal["ctranslate2", "transformers"] = "ctranslate2"
    beam: int = 2
    do_not_translate: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    digits: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    check: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    review: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))
    base_url: str = ""


def load_config(folder: Path) -> Config:
    """The project's settings; defaults where the folder has no ``newsl10n.toml``.

    Raises:
        ConfigError: unreadable TOML, an unknown key, or a value of the wrong type or range.
    """
    path = folder / CONFIG_NAME
    if not path.exists():
        return Config()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"not valid TOML ({error})", path=path, remedy="mend that line") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot be read ({error})", path=path, remedy="save it as UTF-8 text") from error
    known = {f.name: f for f in fields(Config)}
    for key, value in values.items():
        if key not in known:
            raise ConfigError(f"unknown key {key!r}", path=path, remedy=f"known keys: {', '.join(known)}")
        values[key] = _checked(path, key, value)
    config = Config(**values)
    _check_choices(path, config)
    _check_locales(path, config)
    return config


def _checked(path: Path, key: str, value: Any) -> Any:
    match key:
        case "target_locales" | "do_not_translate" | "abbreviations":
            fits = isinstance(value, list) and all(isinstance(item, str) for item in value)
            _refuse_empty(path, key, value if fits else ())
            wanted = f"a list of strings, such as {_list_example(key, value)}"
            value = tuple(value) if fits else value
        case "beam":
            fits, wanted = type(value) is int and 1 <= value <= 12, "a whole number from 1 to 12"
        case "digits":
            fits = isinstance(value, dict) and all(digits in _DIGITS for digits in value.values())
            wanted = 'a table such as {ar = "arab"} of latn or arab'
            value = MappingProxyType(value) if fits else value
        case "check":
            fits, wanted = (
                _is_check_table(value),
                "tables such as [check.length], and lists check.enable, check.disable",
            )
            value = MappingProxyType(value) if fits else value
        case "review":
            fits, wanted = isinstance(value, dict), 'a table [review.shortcuts] of lines such as confirm = "Mod+Enter"'
            _check_review(path, value if fits else {})
            value = MappingProxyType(value) if fits else value
        case "base_url":
            fits = isinstance(value, str) and (not value or bool(_ADDRESS.fullmatch(value) and value.isprintable()))
            wanted = 'an address such as "https://news.example/"'
        case _:
            fits, wanted = isinstance(value, str), "a string"
    if not fits:
        raise ConfigError(f"{key} = {value!r} cannot be used", path=path, remedy=f"write {wanted}")
    return value


def _list_example(key: str, value: Any) -> str:
    """The list that somebody meant who wrote one string."""
    if isinstance(value, str) and value.strip() and key != "target_locales":
        return json.dumps([part.strip() for part in value.split(",") if part.strip()] or [value], ensure_ascii=False)
    return {"target_locales": '["ar", "tr"]', "abbreviations": '["Gen."]'}.get(key, '["WFP"]')


def _check_locales(path: Path, config: Config) -> None:
    try:
        tags = [canonical_locale(tag) for tag in (config.source_locale, *config.target_locales, *config.digits)]
    except UsageError as error:
        raise ConfigError(error.what, path=path, remedy=error.remedy) from error
    if tags[0] in tags[1 : 1 + len(config.target_locales)]:
        raise ConfigError(f"{tags[0]} is both source and target", path=path, remedy="take it out of target_locales")


def _is_check_table(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    lists = [value.get(name, []) for name in ("enable", "disable")]
    lists += list(value["files"].values()) if isinstance(value.get("files"), dict) else []
    tables = [v for name, v in value.items() if name not in ("enable", "disable")]
    return all(isinstance(v, dict) for v in tables) and all(
        isinstance(rules, list) and all(isinstance(rule, str) for rule in rules) for rules in lists
    )


def _refuse_empty(path: Path, key: str, items: Sequence[str]) -> None:
    if not all(item.strip() for item in items):
        line = setting_line(path, "", key)
        raise ConfigError(f"{key} has an empty entry", path=path, line=line, remedy="take it out or fill it in")


def _check_review(path: Path, tables: Mapping[str, Any]) -> None:
    """Whether ``[review]`` has the shape it should; what its keys are called is for the review page to judge."""
    for name, table in tables.items():
        if name != "shortcuts" or not isinstance(table, dict):
            what = f"[review] {name} = {table!r} cannot be used"
            remedy = 'write a table [review.shortcuts] of lines such as confirm = "Mod+Enter"'
            raise ConfigError(what, path=path, line=setting_line(path, "review", name), remedy=remedy)
        for action, keys in table.items():
            if not all(isinstance(key, str) for key in (keys if isinstance(keys, list) else [keys])):
                what = f"[review.shortcuts] {action} = {keys!r} cannot be used"
                remedy = 'write a key such as "Mod+Enter", a list of keys, or "" for none'
                raise ConfigError(what, path=path, line=setting_line(path, "review.shortcuts", action), remedy=remedy)


def setting_line(path: Path, table: str, key: str) -> int | None:
    """1-based line of newsl10n.toml where a key of a table is set; ``None`` where it is written another way. ``table``: ``""`` is the
    top of the file."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    name = rf"""["']?{re.escape(key)}["']?\s*="""
    inside = not table
    for number, line in enumerate(lines, start=1):
        if header := re.match(r"\s*\[\s*([^\]]+?)\s*\]", line):
            inside = header[1] == table
        elif inside and re.match(rf"\s*{name}", line):
            return number
    return next((number for number, line in enumerate(lines, start=1) if re.search(rf"[.{{,]\s*{name}", line)), None)


def _check_choices(path: Path, config: Config) -> None:
    for key, value, choices in (("unit", config.unit, _UNITS), ("engine", config.engine, _ENGINES)):
        if value not in choices:
            raise ConfigError(
                f"{key} = {value!r} cannot be used", path=path, remedy=f"write one of {', '.join(choices)}"
            )
    for key, folder in (("catalogs", config.catalogs), ("models", config.models), ("output", config.output)):
        if not folder or ".." in Path(folder).parts or Path(folder).is_absolute():
            raise ConfigError(
                f"{key} = {folder!r} leaves the project", path=path, remedy="name a folder inside the project"
            )
