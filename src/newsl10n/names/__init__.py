"""English text -> the names in it; a name + a translation -> whether and where it stands there."""

from newsl10n.names.compounds import lost_compounds
from newsl10n.names.find import Name, find_names, full_name, has_established_form, name_places
from newsl10n.names.lost import lost_names
from newsl10n.names.transliteration import fold_arabic, fold_latin, spells

__all__ = [
    "Name",
    "find_names",
    "fold_arabic",
    "fold_latin",
    "full_name",
    "has_established_form",
    "lost_compounds",
    "lost_names",
    "name_places",
    "spells",
]
