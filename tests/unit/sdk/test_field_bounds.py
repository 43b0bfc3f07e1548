"""Bounds of number fields hold, whatever else reads the value."""

import pytest
from pydantic import Field, ValidationError

from thaiyyal.sdk import Integer, Number, Params


class Bounded(Params):
    count: Integer = Field(1, ge=0, le=9)
    share: Number = Field(0.5, gt=0)
    most: Integer | None = Field(None, ge=1)


@pytest.mark.parametrize(
    "data", [{"count": -1}, {"count": 10}, {"share": 0}, {"share": -0.5}, {"most": 0}]
)
def test_a_number_outside_its_bounds_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Bounded.model_validate(data)


def test_numbers_keep_their_kind() -> None:
    read = Bounded.model_validate({"count": 2.0, "share": 3})

    assert (type(read.count), type(read.share)) == (int, int)
