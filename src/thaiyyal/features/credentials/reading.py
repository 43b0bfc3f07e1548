"""Reading what somebody gave as a credential: all problems at once, secrets apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from thaiyyal.features.credentials.errors import InvalidCredential, Problem
from thaiyyal.features.credentials.fields import (
    Field,
    FieldValue,
    Values,
    checked,
    is_reference,
    texts_of,
)
from thaiyyal.features.credentials.hosts import covers, read_pattern
from thaiyyal.features.credentials.kinds import KINDS, Kind
from thaiyyal.kernel.redaction import SHORTEST
from thaiyyal.outbound.targets import read_target

_TOO_SHORT = (
    f"needs {SHORTEST} characters at least: a shorter secret cannot be hidden where a service "
    "repeats it; choose a longer one"
)


@dataclass(frozen=True, slots=True)
class Content:
    """What a credential holds. ``hosts``: sorted patterns."""

    kind: Kind
    public: Values
    secrets: Values = field(repr=False)
    hosts: tuple[str, ...]

    @property
    def values(self) -> Values:
        """All fields together."""
        return {**self.public, **self.secrets}


def kind_of(name: str) -> Kind:
    """Return a kind; raises ``InvalidCredential``."""
    found = KINDS.get(name)
    if found is None:
        told = f"has to be one of {', '.join(KINDS)}"
        raise InvalidCredential([Problem("/body/kind", "unknown_kind", told)])
    return found


def read_content(kind: Kind, given: Mapping[str, object], hosts: Sequence[str] | None) -> Content:
    """Return a credential's content; without ``hosts`` it is for the host that it names.

    Raises:
        InvalidCredential: With all problems.
    """
    values, problems = _values(kind, given)
    if not problems:
        problems += kind.check(values)
    named = _named_place(kind, values)
    patterns, wrong = _patterns([named[0]] if hosts is None and named else hosts or [])
    problems += wrong
    if named and patterns and not wrong and not covers(patterns, *named):
        told = "names a host that the credential is not for; add it to hosts"
        problems.append(Problem(f"/body/fields/{_naming(kind)}", "foreign_host", told))
    if problems:
        raise InvalidCredential(problems)
    secret = kind.secrets
    return Content(
        kind,
        {name: value for name, value in values.items() if name not in secret},
        {name: value for name, value in values.items() if name in secret},
        tuple(patterns),
    )


def _values(kind: Kind, given: Mapping[str, object]) -> tuple[dict[str, FieldValue], list[Problem]]:
    """Return the good fields in the order of the kind, and what is wrong."""
    known = {each.name for each in kind.fields}
    problems = [
        _problem(str(name)[:100], "unknown_field", f"is no field of the kind {kind.name}")
        for name in given
        if name not in known
    ]
    values: dict[str, FieldValue] = {}
    for each in kind.fields:
        value = given.get(each.name)
        value = each.default if value is None else value
        if value is None:
            if each.is_required:
                problems.append(_problem(each.name, "required", "is needed"))
            continue
        try:
            values[each.name] = _hideable(each, checked(each, value))
        except ValueError as error:
            problems.append(_problem(each.name, "invalid", str(error)))
    return values, problems


def _hideable(field: Field, value: FieldValue) -> FieldValue:
    """Return what can be masked wherever it appears; raises ``ValueError`` for other secrets."""
    if field.is_secret:
        for text in texts_of(value):
            if len(text) < SHORTEST and not is_reference(text):
                raise ValueError(f"{field.name} {_TOO_SHORT}")
    return value


def _patterns(hosts: Sequence[str]) -> tuple[list[str], list[Problem]]:
    found, problems = set(), []
    for place, text in enumerate(hosts):
        try:
            found.add(read_pattern(text))
        except ValueError as error:
            problems.append(Problem(f"/body/hosts/{place}", "invalid_host", str(error)))
    if not hosts:
        told = "name the hosts that it is for: at least one, or * for every host"
        problems.append(Problem("/body/hosts", "required", told))
    return sorted(found), problems


def _naming(kind: Kind) -> str:
    return "base_url" if kind.has_client else "host"


def _named_place(kind: Kind, values: Values) -> tuple[str, int] | None:
    """Return host and port that the fields themselves name."""
    named = values.get(_naming(kind))
    if not isinstance(named, str):
        return None
    if kind.has_client:
        target = read_target(named)
        return target.host, target.port
    port = values.get("port")
    return named, port if isinstance(port, int) else 0


def _problem(name: str, code: str, message: str) -> Problem:
    escaped = name.replace("~", "~0").replace("/", "~1")
    return Problem(f"/body/fields/{escaped}", code, message)
