"""The error tree. Every message says where, what, and what to do next.

NewsL10nError
├── UsageError            an option or a configuration value cannot be used
│   └── ConfigError       newsl10n.toml is wrong
├── ArticleError          the article cannot be read or written
├── CatalogError          a PO or POT file cannot be read or written
├── LedgerError           a ledger file cannot be read
├── ModelError            a model is missing, broken or of an unknown kind
│   └── HubError          the model hub did not give what was asked
├── MissingExtraError     an optional package is not installed
├── FileError             the disk refused (permission, space, lock)
└── NotReadyError         rendering refused: units are missing or not reviewed
"""

from __future__ import annotations

from pathlib import Path


class NewsL10nError(Exception):
    """Root of the tree. ``str(error)`` is one line for a person: ``file:line: what is wrong; remedy``."""

    def __init__(self, what: str, *, path: Path | str | None = None, line: int | None = None, remedy: str = "") -> None:
        self.what, self.path, self.line, self.remedy = what, path, line, remedy
        where = "" if path is None else f"{path}:{line}: " if line else f"{path}: "
        super().__init__(where + what + (f"; {remedy}" if remedy else ""))


class UsageError(NewsL10nError):
    """An option or a configuration value cannot be used."""


class ConfigError(UsageError):
    """newsl10n.toml is wrong."""


class ArticleError(NewsL10nError):
    """The article cannot be read or written."""


class CatalogError(NewsL10nError):
    """A PO or POT file cannot be read or written."""


class LedgerError(NewsL10nError):
    """A ledger file cannot be read."""


class ModelError(NewsL10nError):
    """A model is missing, broken or of an unknown kind."""


class HubError(ModelError):
    """The model hub did not give what was asked."""


class MissingExtraError(NewsL10nError):
    """An optional package is not installed."""


class FileError(NewsL10nError):
    """The disk refused: permission, space or a lock held too long."""


class NotReadyError(NewsL10nError):
    """Rendering refused: units are missing or not reviewed. ``units`` lists them as ``file:line: state: source``."""

    def __init__(
        self, what: str, *, path: Path | str | None = None, remedy: str = "", units: tuple[str, ...] = ()
    ) -> None:
        super().__init__(what, path=path, remedy=remedy)
        self.units = units
