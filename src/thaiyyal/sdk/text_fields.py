"""Texts in a node's parameters that are code: expressions and templates.

A field of one of these types reads a text from the document and carries its compiled form. The
compiler arrives through the validation context (the SDK knows no compiler); without one the text
is kept uncompiled, which is enough for forms and help.
"""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from thaiyyal.kernel.values import Value
from thaiyyal.sdk.environment import Environment

LONGEST_EXPRESSION = 10_000
"""In characters; a template has no bound of its own, each expression in it has this one."""


class Code(Protocol):
    """What every compiled text can say about itself."""

    @property
    def references(self) -> frozenset[str]: ...

    @property
    def dynamic_nodes(self) -> bool: ...

    @property
    def variable_names(self) -> frozenset[str]: ...

    @property
    def dynamic_variables(self) -> bool: ...


class TextCompiler(Protocol):
    """Compiles the texts of one node; raises ``BadText``."""

    def compile(self, kind: str, text: str) -> Code: ...

    def compile_items(self, kind: str, text: str, on_error: str) -> Any: ...  # Each or Reduce


class BadText(Exception):
    """The text does not compile: ``message`` with its code, ``position`` in characters."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


@dataclass(eq=False, slots=True)
class CodeText:
    """A text that is code; ``kind`` names the form field and the compiler's entry."""

    kind: ClassVar[str] = ""
    longest: ClassVar[int | None] = LONGEST_EXPRESSION
    text: str
    code: Any = None  # the compiled form; each subclass narrows it in its methods
    compiler: TextCompiler | None = None
    plans: dict[str, Any] = field(default_factory=dict, repr=False)  # of items, by way of errors

    @classmethod
    def read(cls, value: object, info: ValidationInfo) -> Self:
        if isinstance(value, cls):
            return value
        if not isinstance(value, str):
            raise PydanticCustomError("invalid_field", "must be a text")
        compiler = (info.context or {}).get("compiler")
        if compiler is None or (value == "" and cls.kind != "template"):
            return cls(value)
        try:
            return cls(value, compiler.compile(cls.kind, value), compiler)
        except BadText as bad:
            raise PydanticCustomError(
                "bad_expression", "{reason}", {"reason": bad.message, "position": bad.position}
            ) from bad

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            cls.read, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        bounds = {} if cls.longest is None else {"maxLength": cls.longest}
        return {"type": "string", "format": cls.kind, **bounds}

    def __bool__(self) -> bool:
        return self.text != ""

    def __str__(self) -> str:
        return self.text


class ExpressionText(CodeText):
    """An expression evaluated once, with ``input`` bound."""

    kind = "expression"

    def call(self, value: Value, environment: Environment) -> Value:
        result: Value = self.code.call(value, environment)
        return result

    def truth(self, value: Value, environment: Environment) -> bool:
        return bool(self.code.truth(value, environment))


class LoopText(ExpressionText):
    """An expression evaluated before every pass of a loop: ``index`` is bound too."""

    kind = "loop"


class TemplateText(CodeText):
    """A text with ``{{ expression }}`` parts."""

    kind = "template"
    longest = None

    def call(self, value: Value, environment: Environment) -> Value:
        result: Value = self.code.call(value, environment)
        return result

    def render(self, value: Value, environment: Environment) -> str:
        return str(self.code.text(value, environment))


class ItemText(CodeText):
    """An expression evaluated for every item of a list; compiled per way of handling errors."""

    kind = "items"
    mode: ClassVar[str] = "map"

    def plan(self, on_error: str) -> Any:
        """Return the compiled loop for ``on_error`` (fail, skip, null); made once."""
        if on_error not in self.plans:
            if self.compiler is None:
                raise ValueError("this text was read without a compiler")
            self.plans[on_error] = self.compiler.compile_items(self.mode, self.text, on_error)
        return self.plans[on_error]


class MapText(ItemText):
    """``plan(e).run(items, environment) -> (values, errors)``."""

    mode = "map"


class FilterText(ItemText):
    """``plan(e).run(items, environment) -> (kept, errors)``."""

    mode = "filter"


class PartitionText(ItemText):
    """``plan(e).run(items, environment) -> (passed, failed, errors)``."""

    mode = "partition"


class FindText(ItemText):
    """``plan(e).run(items, environment) -> (index or -1, errors)``."""

    mode = "find"


class ReduceText(ItemText):
    """``plan(e).run(items, initial, environment) -> (value, errors)``."""

    mode = "reduce"
