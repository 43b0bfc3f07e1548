"""A JSON Schema, compiled: drafts 4, 6, 7 and 2020-12, nothing is ever fetched.

Patterns run in linear time. ``format`` is asserted for the formats listed here and no others.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import jsonschema_rs

from thaiyyal.kernel.values import MAX_DEPTH, Value, depth_of
from thaiyyal.sdk.errors import StepError
from thaiyyal.sdk.schema_cost import Visits

DRAFTS = frozenset(
    (
        "http://json-schema.org/draft-04/schema",
        "http://json-schema.org/draft-06/schema",
        "http://json-schema.org/draft-07/schema",
        "https://json-schema.org/draft/2020-12/schema",
    )
)
LONGEST_MESSAGE = 300

_REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")
_DATA = frozenset(("const", "enum", "default", "examples"))
_NAMED = frozenset(
    (
        "properties",
        "patternProperties",
        "definitions",
        "$defs",
        "dependentSchemas",
        "dependencies",
    )
)
_NOT_ASSERTED = (
    "duration",
    "idn-email",
    "idn-hostname",
    "iri",
    "iri-reference",
    "json-pointer",
    "regex",
    "relative-json-pointer",
    "uri-reference",
    "uri-template",
)


class BadSchema(ValueError):
    """The schema is not valid, or refers to something outside itself."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One place where a value does not fit: a JSON Pointer, a message and the keyword."""

    path: str
    message: str
    keyword: str


class CompiledSchema:
    """A schema that was checked once and is used for many values; ``source``: as it was given."""

    __slots__ = ("_validator", "_visits", "source")

    def __init__(
        self, validator: jsonschema_rs.Validator, visits: Visits, *, source: Value
    ) -> None:
        self.source = source
        self._validator = validator
        self._visits = visits

    def mismatches(self, value: Value, *, check: Callable[[], None]) -> list[Mismatch]:
        """Return every mismatch, ordered by place; none when the value is valid.

        Raises:
            StepError: ``limit_exceeded`` when the schema's references multiply without bound.
        """
        if not self._visits.are_affordable(value, check=check):
            raise StepError(
                "limit_exceeded", "the schema's references multiply beyond what can be checked"
            )
        if self._validator.is_valid(value):
            return []
        errors = sorted(self._validator.iter_errors(value), key=_order)
        return [_mismatch(error) for error in errors]


def compile_schema(schema: Value) -> CompiledSchema:
    """Return ``schema`` ready for use.

    Raises:
        BadSchema: it is not valid, of another draft, or refers to a URL or file.
    """
    if not isinstance(schema, (dict, bool)):
        raise BadSchema("must be an object or a boolean")
    if depth_of(schema, most=MAX_DEPTH) > MAX_DEPTH:
        raise BadSchema(f"is nested deeper than {MAX_DEPTH} levels")
    parts = list(_parts(schema))
    for part in parts:
        _refuse_foreign(part)
    try:
        validator = jsonschema_rs.validator_for(
            schema,
            offline=True,
            validate_formats=True,
            formats=_FORMATS,
            pattern_options=jsonschema_rs.RegexOptions(),
        )
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as err:
        raise BadSchema(f"is no valid JSON Schema: {_short(_message(err))}") from err
    return CompiledSchema(validator, Visits(schema, parts), source=schema)


def _parts(schema: Value) -> Iterator[dict[str, Value]]:
    """Yield every object of ``schema`` that may be a schema; what is only data is passed over."""
    waiting: list[tuple[Value, bool]] = [(schema, False)]
    while waiting:
        part, is_named = waiting.pop()
        if isinstance(part, list):
            waiting += [(child, False) for child in part]
        elif isinstance(part, dict):
            if not is_named:
                yield part
            waiting += [
                (child, not is_named and name in _NAMED)
                for name, child in part.items()
                if is_named or name not in _DATA
            ]


def _refuse_foreign(part: dict[str, Value]) -> None:
    for name in _REFERENCES:
        target = part.get(name)
        if isinstance(target, str) and not target.startswith("#"):
            raise BadSchema(
                f'refers to "{_short(target)}"; {name} may only name a place in this schema (#…)'
            )
    draft = part.get("$schema")
    if isinstance(draft, str) and draft.removesuffix("#") not in DRAFTS:
        raise BadSchema(f'is of the unknown kind "{_short(draft)}"; use draft 4, 6, 7 or 2020-12')


def _mismatch(error: jsonschema_rs.ValidationError) -> Mismatch:
    path = "".join(
        "/" + str(part).replace("~", "~0").replace("/", "~1") for part in error.instance_path
    )
    return Mismatch(path, _short(error.message), error.kind.name)


def _order(error: jsonschema_rs.ValidationError) -> tuple[list[tuple[bool, int, str]], str, str]:
    path = [
        (False, part, "") if isinstance(part, int) else (True, 0, part)
        for part in error.instance_path
    ]
    return path, error.kind.name, error.message


def _message(err: Exception) -> str:
    return str(getattr(err, "message", "") or err)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_MESSAGE else text[: LONGEST_MESSAGE - 1] + "…"


def _always(_: str) -> bool:
    return True


_is_uuid = jsonschema_rs.validator_for(
    {"$schema": "https://json-schema.org/draft/2020-12/schema", "format": "uuid"},
    validate_formats=True,
    offline=True,
).is_valid
_FORMATS: dict[str, Callable[..., bool]] = {
    "uuid": _is_uuid,  # older drafts do not know it
    **dict.fromkeys(_NOT_ASSERTED, _always),
}
