"""Project -> its suite of checks."""

from __future__ import annotations

from collections.abc import Iterable

from newsl10n.check import CHECKS, SettingError, Suite, choose_checks
from newsl10n.config import CONFIG_NAME, setting_line
from newsl10n.errors import ConfigError
from newsl10n.pipeline.project import Project


def project_suite(project: Project, *, enable: Iterable[str] = (), disable: Iterable[str] = ()) -> Suite:
    """The checks that newsl10n.toml and these rules ask for.

    Raises:
        ConfigError: see ``choose_checks``; a wrong setting is named with file and line.
    """
    try:
        return choose_checks(CHECKS, project.config.check, enable=enable, disable=disable)
    except SettingError as error:
        path = project.folder / CONFIG_NAME
        line = setting_line(path, f"check.{error.rule}", error.key)
        raise ConfigError(error.what, path=project.shown(path), line=line, remedy=error.remedy) from error
