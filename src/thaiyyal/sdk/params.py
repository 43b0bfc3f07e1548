"""A node type's parameters: the form, its validation and its defaults in one class."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from thaiyyal.sdk.fields import Text
from thaiyyal.sdk.hints import sentence_case


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """A contradiction between fields: ``code`` is missing_field or invalid_field.

    ``others``: further fields that it is about; wrong ones are reported instead.
    """

    code: str
    field: str
    message: str
    others: tuple[str, ...] = ()


class Params(BaseModel):
    """Base of all parameters. Unknown keys are ignored here and reported as warnings."""

    model_config = ConfigDict(
        strict=True,
        extra="ignore",
        frozen=True,
        arbitrary_types_allowed=True,
        field_title_generator=lambda name, _: sentence_case(name),
    )

    label: Text | None = Field(
        None, description="What the node is called; the name of its type if it is empty."
    )

    def problems(self) -> Iterator[FieldProblem]:
        """Yield what is wrong between fields that are right one by one."""
        return iter(())
