"""A constant calendar day, written `YYYY-MM-DD`.

The text leaves unchanged; expressions read it with `parseDate`, `year` and the like.
"""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from thaiyyal.sdk import Example, Inputs, NodeType, Params, Text, Value, hints, invalid

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _day(text: str) -> str:
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        date.fromisoformat(text)
    except ValueError as error:
        raise invalid(f'"{text[:40]}" is no day of the calendar; write YYYY-MM-DD') from error
    return text


class DateInputParams(Params):
    date_value: Annotated[Text, AfterValidator(_day)] = Field(
        title="Date",
        description="The calendar day, as `YYYY-MM-DD`.",
        json_schema_extra=hints(format="date", placeholder="2030-01-31"),
    )


class DateInput(NodeType[DateInputParams]):
    type = "date_input"
    label = "Date"
    group = "Input"
    icon = "calendar"
    inputs = Inputs.NONE
    examples = (
        Example(title="A day", params={"date_value": "2024-05-01"}, out="2024-05-01"),
        Example(title="A leap day", params={"date_value": "2024-02-29"}, out="2024-02-29"),
    )

    def run(self, params: DateInputParams) -> Value:
        return params.date_value
