"""Project -> Desk: the functions behind the review page."""

from newsl10n.pipeline.desk.opening import open_desk

__all__ = ["open_desk"]
