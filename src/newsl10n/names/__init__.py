"""English text -> the names in it; a name + a translation -> whether and where it stands there."""

from newsl10n.names.find import Name, find_names, has_established_form, name_places
from newsl10n.names.lost import lost_names
from newsl10n.names.transliteration import fold_arabic, fold_latin, spells

__all__ = [
    "Name",
    "find_names",
    "fold_arabic",
    "fold_latin",
    "has_established_form",
    "lost_names",
    "name_places",
    "spells",
]
