"""Article + catalog units + their states -> the localized article."""

from newsl10n.render.article import render_article
from newsl10n.render.passages import RenderOptions

__all__ = ["RenderOptions", "render_article"]
