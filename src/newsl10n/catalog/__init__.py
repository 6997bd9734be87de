"""Catalog <-> PO and POT files, and what an article's template is made of."""

from newsl10n.catalog.layout import Layout, dump_layout, lay_out, splice_units
from newsl10n.catalog.parts import load_catalog_part
from newsl10n.catalog.po_file import MAX_BYTES, dump_catalog, load_catalog, parse_catalog, save_catalog
from newsl10n.catalog.template import build_template, merge_template, new_catalog, same_template
from newsl10n.units import (
    Key,
    active_units,
    clear_marks,
    mark_draft,
    replace_unit,
    replace_units,
    set_header,
    unit_keys,
)

__all__ = [
    "MAX_BYTES",
    "Key",
    "Layout",
    "active_units",
    "build_template",
    "clear_marks",
    "dump_catalog",
    "dump_layout",
    "lay_out",
    "load_catalog",
    "load_catalog_part",
    "mark_draft",
    "merge_template",
    "new_catalog",
    "parse_catalog",
    "replace_unit",
    "replace_units",
    "same_template",
    "save_catalog",
    "set_header",
    "splice_units",
    "unit_keys",
]
