"""Shapes of decisions about unknown outcomes."""

from typing import Any, Literal

from pydantic import Field, model_validator

from thaiyyal.features.routing import Schema, Text

Verdict = Literal["succeeded", "repeat", "fail"]


class StepDecision(Schema):
    """What is true of a step whose outcome nobody has recorded."""

    decision: Verdict = Field(
        description="`succeeded`: it has happened, and gave `value`. `repeat`: do it again. "
        "`fail`: it failed.",
        examples=["succeeded"],
    )
    value: Any = Field(None, description="What it gave, if it succeeded.", examples=[{"id": 7}])
    message: Text | None = Field(None, description="What is told of it, if it failed.")

    @model_validator(mode="after")
    def _says_what_counts(self) -> "StepDecision":
        if "value" in self.model_fields_set and self.decision != "succeeded":
            raise ValueError("only what succeeded has a value")
        if self.message is not None and self.decision != "fail":
            raise ValueError("only what failed has a message")
        return self
