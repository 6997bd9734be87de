"""The stages in order: one function for each command. The only package that knows two stages."""

from newsl10n.pipeline.drafting import TranslateOptions, TranslateReport, translate_articles
from newsl10n.pipeline.evaluation import Evaluation, evaluate_model
from newsl10n.pipeline.inspected_file import FileReport
from newsl10n.pipeline.inspection import EVERY_LOCALE, RULES_OF_FILES, InspectOptions, check_paths, inspect_paths
from newsl10n.pipeline.project import Prepared, Project, open_project, prepare_article, refresh_catalog
from newsl10n.pipeline.publishing import render_article_bytes, render_article_file
from newsl10n.pipeline.reviewing import ApproveOptions, ApproveReport, approve_article
from newsl10n.pipeline.standing import StatusRow, list_status
from newsl10n.pipeline.updating import UpdateReport, update_articles

__all__ = [
    "EVERY_LOCALE",
    "RULES_OF_FILES",
    "ApproveOptions",
    "ApproveReport",
    "Evaluation",
    "FileReport",
    "InspectOptions",
    "Prepared",
    "Project",
    "StatusRow",
    "TranslateOptions",
    "TranslateReport",
    "UpdateReport",
    "approve_article",
    "check_paths",
    "evaluate_model",
    "inspect_paths",
    "list_status",
    "open_project",
    "prepare_article",
    "refresh_catalog",
    "render_article_bytes",
    "render_article_file",
    "translate_articles",
    "update_articles",
]
