"""The review page: a local web server over the functions of a Desk."""

from newsl10n.review.desk import (
    Alternative,
    ArticleRow,
    ArticleView,
    Conflict,
    Desk,
    Edit,
    FindingView,
    Readiness,
    UnitView,
    Written,
)

__all__ = [
    "Alternative",
    "ArticleRow",
    "ArticleView",
    "Conflict",
    "Desk",
    "Edit",
    "FindingView",
    "Readiness",
    "UnitView",
    "Written",
]
