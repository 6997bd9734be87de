"""newsl10n.toml is checked key by key."""

import pytest

from newsl10n.config import Config, load_config
from newsl10n.errors import ConfigError


def test_without_a_file_everything_has_a_default(tmp_path):
    assert load_config(tmp_path) == Config()


def test_values_are_taken(tmp_path):
    (tmp_path / "newsl10n.toml").write_text(
        'unit = "paragraph"\nbeam = 4\ntarget_locales = ["tr"]\ndo_not_translate = ["BBC News"]\ndigits = {ar = "arab"}\n'
    )
    config = load_config(tmp_path)
    assert (config.unit, config.beam, config.target_locales) == ("paragraph", 4, ("tr",))
    assert (config.do_not_translate, dict(config.digits)) == (("BBC News",), {"ar": "arab"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("unit = 'page'", "unit = 'page' cannot be used; write one of sentence, paragraph"),
        ("beem = 4", "unknown key 'beem'"),
        ("beam = 0", "write a whole number from 1 to 12"),
        ("beam = true", "beam = True cannot be used; write a whole number from 1 to 12"),
        ("beam = 2.0", "write a whole number from 1 to 12"),
        ("\ndo_not_translate = ['BBC', '']", "newsl10n.toml:2: do_not_translate has an empty entry; take it out"),
        ("abbreviations = [' ']", "newsl10n.toml:1: abbreviations has an empty entry"),
        (
            "do_not_translate = 'WFP'",
            "newsl10n.toml: do_not_translate = 'WFP' cannot be used; write a list of strings, such as [\"WFP\"]",
        ),
        ("do_not_translate = 'WFP, الأونروا'", 'write a list of strings, such as ["WFP", "الأونروا"]'),
        ("abbreviations = 3", 'write a list of strings, such as ["Gen."]'),
        ("abbreviations = [3]", "abbreviations = [3] cannot be used; write a list of strings"),
        (
            "base_url = 'javascript:alert(1)'",
            "base_url = 'javascript:alert(1)' cannot be used; write an address such as",
        ),
        ("base_url = '/news/'", 'write an address such as "https://news.example/"'),
        ("base_url = 'https://'", "write an address such as"),
        ("base_url = 'https:// news.example'", "write an address such as"),
        ("base_url = 'https://a.example/\"><script>'", "write an address such as"),
        ("base_url = 3", "base_url = 3 cannot be used; write an address such as"),
        ("target_locales = 'ar'", 'write a list of strings, such as ["ar", "tr"]'),
        ("digits = {ar = 'roman'}", "digits = {'ar': 'roman'} cannot be used"),
        ("output = '../elsewhere'", "leaves the project"),
        ("unit = ", "not valid TOML"),
    ],
)
def test_wrong_values_are_named(tmp_path, text, said):
    (tmp_path / "newsl10n.toml").write_text(text)
    with pytest.raises(ConfigError) as error:
        load_config(tmp_path)
    assert said in str(error.value)
    assert "newsl10n.toml" in str(error.value)


@pytest.mark.parametrize(
    "address", ["", "https://news.example", "http://localhost:8000/a/", "HTTPS://haber.example/tr?x=1"]
)
def test_pages_are_published_at_web_addresses(tmp_path, address):
    (tmp_path / "newsl10n.toml").write_text(f'base_url = "{address}"\n')
    assert load_config(tmp_path).base_url == address


def test_a_file_that_is_no_text_is_named(tmp_path):
    (tmp_path / "newsl10n.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match=r"newsl10n\.toml"):
        load_config(tmp_path)


def test_a_byte_order_mark_changes_nothing(tmp_path):
    path = tmp_path / "newsl10n.toml"
    path.write_bytes(b"\xef\xbb\xbfbeam = 4\n")
    assert load_config(tmp_path).beam == 4
    path.write_bytes(b"\xef\xbb\xbfdo_not_translate = ['']\n")
    with pytest.raises(ConfigError, match=r"newsl10n\.toml:1: do_not_translate has an empty entry"):
        load_config(tmp_path)
