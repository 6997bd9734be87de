"""Values -> JSON answers; bodies of requests -> checked values; errors -> a status and one line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from newsl10n.errors import NewsL10nError, NotReadyError, UsageError

MAX_TEXT = 100_000
"""Most characters of one text."""
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters but tab and line end, and halves of surrogate pairs: none of them can stand in a catalog."""


class NeedsReviewer(UsageError):  # noqa: N818
    """An approval without a name."""


def dump_json(value: Any) -> str:
    """JSON of dataclasses, mappings and sequences."""
    return json.dumps(value, default=fields_of, ensure_ascii=False, separators=(",", ":"))


def json_answer(value: Any, *, status: int = 200) -> Response:
    return Response(dump_json(value), status_code=status, media_type="application/json")


async def read_fields(
    request: Request, required: Mapping[str, type], optional: Mapping[str, type] | None = None
) -> dict[str, Any]:
    """The JSON object of a request. Texts come back with ``\\n`` for every line end.

    Raises:
        HTTPException: 400 where it is not an object of these keys and types.
        UsageError: a text is too long, or holds what no catalog can hold.
    """
    try:
        body = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, "the body is not JSON") from error
    if not isinstance(body, dict):
        raise HTTPException(400, "the body is not a JSON object")
    known = {**required, **(optional or {})}
    for name in body.keys() - known.keys():
        raise HTTPException(400, f"unknown key {name[:40]!r}")
    for name in required.keys() - body.keys():
        raise HTTPException(400, f"the key {name!r} is missing")
    for name, value in body.items():
        if type(value) is not known[name]:
            raise HTTPException(
                400, f"{name!r} is not {'an array' if known[name] is list else f'a {known[name].__name__}'}"
            )
    return {name: clean_text(value) if isinstance(value, str) else value for name, value in body.items()}


def clean_text(text: str) -> str:
    """The text with ``\\n`` for every line end.

    Raises:
        UsageError: it is too long, or holds what no catalog can hold.
    """
    if len(text) > MAX_TEXT:
        raise UsageError(f"the text is longer than {MAX_TEXT:,} characters", remedy="shorten it")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _NOT_TEXT.search(text):
        raise UsageError(f"the text holds the control character U+{ord(found[0]):04X}", remedy="take it out")
    return text


def answer_error(request: Request, error: Exception) -> Response:
    """The answer to an error of the tree, or of Starlette's routing."""
    match error:
        case HTTPException():
            return _refusal(request, error.status_code, error.detail, headers=error.headers)
        case NeedsReviewer():
            return _refusal(request, 422, str(error), need="reviewer")
        case NotReadyError():
            return _refusal(request, 409, str(error), units=error.units)
        case UsageError():
            return _refusal(request, 422, str(error))
        case NewsL10nError():
            return _refusal(request, 500, str(error))
    return _refusal(request, 500, "newsl10n failed; the terminal that runs it says where")


def answer_unknown(request: Request, error: Exception) -> Response:
    """The answer where the Desk knows no such article, locale or unit."""
    return _refusal(
        request, 404, "no such article, locale or unit; it may have left the catalog since, so load the page again"
    )


def _refusal(
    request: Request, status: int, reason: str, *, headers: Mapping[str, str] | None = None, **more: Any
) -> Response:
    line = " ".join(reason.split())
    if request.url.path.startswith("/api/"):
        answer = json_answer({"error": line, **more}, status=status)
    else:
        answer = PlainTextResponse(f"newsl10n: {line}\n", status)
    answer.headers.update(headers or {})
    return answer


def fields_of(value: Any) -> dict[str, Any]:
    if not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} has no JSON form")
    return {field.name: getattr(value, field.name) for field in fields(value)}
