"""A node type's parameters: the form, its validation and its defaults in one class."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from thaiyyal.sdk.fields import Text


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
        strict=True, extra="ignore", frozen=True, arbitrary_types_allowed=True
    )

    label: Text | None = None

    def problems(self) -> Iterator[FieldProblem]:
        """Yield what is wrong between fields that are right one by one."""
        return iter(())
