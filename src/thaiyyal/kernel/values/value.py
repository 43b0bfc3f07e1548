"""What a value is: any JSON value, in plain Python objects."""

from typing import TypeAlias, Union

Value: TypeAlias = Union[None, bool, int, float, str, "list[Value]", "dict[str, Value]"]
