"""Runs an http or paginator node on its own: no engine, no network, no expression language.

Templates know ``{{ input.a.b }}`` only, so that these tests say nothing about expressions.
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from thaiyyal.kernel.values import Value, text_form
from thaiyyal.nodes.http_exchange.params import HttpParams, PaginatorParams
from thaiyyal.nodes.input.http import Http
from thaiyyal.nodes.input.paginator import Paginator
from thaiyyal.sdk import NO_INPUT, BadText, Emit, Limits, Outbound
from thaiyyal.sdk.text_fields import Code

_PLACE = re.compile(r"\{\{\s*input((?:\.\w+)*)\s*\}\}")


@dataclass(frozen=True, slots=True)
class PathTemplate:
    """A text in which ``{{ input.a.b }}`` stands for a part of the input."""

    source: str
    references: frozenset[str] = frozenset()
    dynamic_nodes: bool = False
    variable_names: frozenset[str] = frozenset()
    dynamic_variables: bool = False

    def call(self, value: Value, environment: object) -> Value:
        """Return the part itself where the text is nothing else, a text otherwise."""
        found = _PLACE.fullmatch(self.source)
        if found is not None:
            return _part(value, found.group(1))
        return _PLACE.sub(lambda place: text_form(_part(value, place.group(1))), self.source)

    def text(self, value: Value, environment: object) -> str:
        """Return the text form."""
        return text_form(self.call(value, environment))


class PathTemplates:
    """The compiler of ``PathTemplate``."""

    def compile(self, kind: str, text: str) -> Code:
        """Compile one template; one that does not end is a bad text."""
        if text.count("{{") != text.count("}}"):
            raise BadText("syntax_error: the template does not end", text.index("{{"))
        return PathTemplate(text)

    def compile_items(self, kind: str, text: str, on_error: str) -> Any:
        """Refuse: http nodes have no such texts."""
        raise BadText("syntax_error: there are no items here", 0)


@dataclass(slots=True)
class HttpContext:
    """What an http node uses of its context; every look at the clock lets 5 ms pass."""

    outbound: Outbound
    limits: Limits = field(default_factory=Limits)
    environment: Any = None
    now_ms: int = 0
    idempotency_key: str = "step"

    def clock_ms(self) -> int:
        """Return the time and let some pass."""
        self.now_ms += 5
        return self.now_ms


def http_params(data: Mapping[str, object]) -> HttpParams:
    """Return the parameters of an http node."""
    return HttpParams.model_validate(dict(data), context={"compiler": PathTemplates()})


def paginator_params(data: Mapping[str, object]) -> PaginatorParams:
    """Return the parameters of a paginator."""
    return PaginatorParams.model_validate(dict(data), context={"compiler": PathTemplates()})


def run_http(
    data: Mapping[str, object],
    outbound: Outbound,
    value: Value = NO_INPUT,
    *,
    limits: Limits | None = None,
) -> Emit:
    """Run an http node, or a paginator where ``data`` has a ``pagination_strategy``."""
    context: Any = HttpContext(outbound, limits or Limits())
    if "pagination_strategy" in data:
        return asyncio.run(Paginator().run(paginator_params(data), value, context))
    return asyncio.run(Http().run(http_params(data), value, context))


def _part(value: Value, path: str) -> Value:
    for name in path.split(".")[1:]:
        value = value.get(name) if isinstance(value, dict) else None
    return value
