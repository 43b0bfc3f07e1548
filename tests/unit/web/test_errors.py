from typing import Any

import orjson
from fastapi.exceptions import RequestValidationError
from starlette.requests import Request

from thaiyyal.web.errors import MOST_FIELD_ERRORS, answer_to_invalid


def _answered(count: int) -> Any:
    found = [{"loc": ("body", f"x{at}"), "type": "missing", "msg": "m"} for at in range(count)]
    request = Request({"type": "http", "headers": [], "state": {"request_id": "r"}})
    return orjson.loads(answer_to_invalid(RequestValidationError(found), request).body)


def test_wrong_fields_are_told_up_to_a_bound() -> None:
    assert len(_answered(MOST_FIELD_ERRORS)["errors"]) == MOST_FIELD_ERRORS
    assert len(_answered(MOST_FIELD_ERRORS + 1)["errors"]) == MOST_FIELD_ERRORS


def test_a_place_is_a_json_pointer() -> None:
    assert _answered(1)["errors"][0]["pointer"] == "/body/x0"
