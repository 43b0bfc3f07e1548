"""The field that says what an item does for which an expression fails."""

from typing import Annotated, Literal

from pydantic import Field

from thaiyyal.sdk import hints

_TITLE = "When an item fails"
_WHAT = "What happens when the expression cannot be computed for one of the items."
_Choice = Literal["fail", "skip", "null"]


def _labels(skip: str, null: str) -> dict[str, str]:
    return {"fail": "Fail the node", "skip": skip, "null": null}


OnItemError = Annotated[
    _Choice,
    Field(
        title=_TITLE,
        description=_WHAT,
        json_schema_extra=hints(
            advanced=True, labels=_labels("Leave the item out", "Put null in its place")
        ),
    ),
]
"""Of a list that is made anew."""
OnConditionError = Annotated[
    _Choice,
    Field(
        title=_TITLE,
        description="What happens when the condition cannot be computed for one of the items.",
        json_schema_extra=hints(
            advanced=True, labels=_labels("Leave the item out", "Count it as not true")
        ),
    ),
]
"""Of a list that is searched, filtered or divided."""
OnStepError = Annotated[
    _Choice,
    Field(
        title=_TITLE,
        description=_WHAT,
        json_schema_extra=hints(
            advanced=True, labels=_labels("Keep the value so far", "Go on from null")
        ),
    ),
]
"""Of a value that is carried from item to item."""
OnBodyError = Annotated[
    _Choice,
    Field(
        title=_TITLE,
        description="What happens when a node inside fails for one of the items.",
        json_schema_extra=hints(labels=_labels("Leave its result out", "Put null in its place")),
    ),
]
"""Of nodes that are run for every item."""
