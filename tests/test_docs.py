"""The documents name every command, option, check and setting, and no others."""

import re
from dataclasses import fields

import click
import pytest

from newsl10n.check import CHECKS
from newsl10n.cli import cli
from newsl10n.config import Config
from tests.conftest import ROOT


def commands():
    context = click.Context(cli)
    return {name: cli.get_command(context, name) for name in cli.list_commands(context)}


@pytest.mark.parametrize("name", list(commands()))
def test_every_command_and_option_is_documented(name):
    text = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    assert f"newsl10n {name}" in text
    for parameter in commands()[name].params:
        if isinstance(parameter, click.Option) and parameter.name != "help":
            assert any(option in text for option in parameter.opts), (name, parameter.opts)


def test_no_document_names_an_option_that_is_gone():
    known = {"--help", "--version", "--check", "--to-code", "--no-wrap"}
    for command in commands().values():
        inner = command.commands.values() if isinstance(command, click.Group) else [command]
        known |= {option for c in inner for p in c.params for option in (*p.opts, *p.secondary_opts)}
    for path in (ROOT / "docs/cli.md", ROOT / "README.md", ROOT / "docs/ci.md", ROOT / "docs/files.md"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "newsl10n" in line or line.startswith("| `--"):
                unknown = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", line)) - known
                assert not unknown, (path.name, line)


def test_every_check_is_documented():
    text = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (\w+) \|", text, re.MULTILINE))
    assert rows == {rule: check.severity.value for rule, check in CHECKS.items()}


def test_every_setting_is_documented():
    text = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == {f.name for f in fields(Config)}


def test_the_readme_names_the_two_commands():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in text
    assert "make test" in text
