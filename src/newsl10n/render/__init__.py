"""Article + catalog units + their states -> the localized article."""

from newsl10n.render.article import render_article
from newsl10n.render.passages import RenderOptions, find_open, shorten_source

__all__ = ["RenderOptions", "find_open", "render_article", "shorten_source"]
