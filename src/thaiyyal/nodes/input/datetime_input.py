"""A constant point in time, written `YYYY-MM-DDThh:mm` with optional seconds and zone.

A space may stand for the T. Without a zone the time is UTC. The text leaves unchanged.
"""

import re
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from thaiyyal.sdk import Example, Inputs, NodeType, Params, Text, Value, hints, invalid

_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:[0-5]\d)?", re.ASCII
)


def _time(text: str) -> str:
    found = _TIME.fullmatch(text)
    try:
        if found is None or ("." in text and found[3] is None):
            raise ValueError
        zone = (found[4] or "Z").replace("Z", "+00:00")
        datetime.fromisoformat(f"{found[1]}T{found[2]}{found[3] or ''}{zone}")
    except ValueError as error:
        raise invalid(f'"{text[:40]}" is no date and time; write YYYY-MM-DDThh:mm:ssZ') from error
    return text


class DatetimeInputParams(Params):
    datetime_value: Annotated[Text, AfterValidator(_time)] = Field(
        title="Date and time",
        description="The point in time, as `YYYY-MM-DDThh:mm` with optional seconds and zone; UTC "
        "without a zone.",
        json_schema_extra=hints(format="date-time", placeholder="2030-01-31T08:00:00Z"),
    )


class DatetimeInput(NodeType[DatetimeInputParams]):
    type = "datetime_input"
    label = "Date and time"
    group = "Input"
    icon = "calendar-time"
    inputs = Inputs.NONE
    examples = (
        Example(
            title="UTC",
            params={"datetime_value": "2024-05-01T12:30:00Z"},
            out="2024-05-01T12:30:00Z",
        ),
        Example(
            title="Another zone",
            params={"datetime_value": "2024-05-01 12:30+02:00"},
            out="2024-05-01 12:30+02:00",
        ),
    )

    def run(self, params: DatetimeInputParams) -> Value:
        return params.datetime_value
