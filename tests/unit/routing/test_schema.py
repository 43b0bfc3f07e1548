"""Texts of the API are within their limits as they are stored, not only as they were sent."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from thaiyyal.features.routing import Email, Line, Name, Tag, Text

GROWS = "\ufb2c"  # three characters in normal form C
LIMITS = [(Line, 500), (Name, 200), (Tag, 50), (Text, 5_000), (Email, 254)]
IDS = ["line", "name", "tag", "text", "email"]


@pytest.mark.parametrize(("kind", "most"), LIMITS, ids=IDS)
def test_a_text_is_taken_at_its_limit_and_refused_beyond(kind: Any, most: int) -> None:
    adapter = TypeAdapter(kind)

    assert adapter.validate_python("é" * most) == "é" * most
    with pytest.raises(ValidationError):
        adapter.validate_python("é" * (most + 1))


@pytest.mark.parametrize(("kind", "most"), LIMITS, ids=IDS)
def test_a_text_that_normalising_makes_too_long_is_refused(kind: Any, most: int) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(GROWS * most)
