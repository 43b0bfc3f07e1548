"""A workflow as its author drew it, after validation: frozen values, no behaviour."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from thaiyyal.document.settings import Settings
from thaiyyal.document.workflow_settings import DEFAULT_WORKFLOW_SETTINGS, WorkflowSettings
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import NodeType, Params

MAX_NODES = 10_000
MAX_EDGES = 50_000


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a document cannot run: ``field`` is a dotted path, ``position`` counts characters."""

    code: str
    message: str
    node: str | None = None
    edge: str | None = None
    field: str | None = None
    position: int | None = None

    def as_value(self) -> dict[str, Value]:
        """Return the problem as JSON, without the places that do not apply."""
        places = {
            "node": self.node,
            "edge": self.edge,
            "field": self.field,
            "position": self.position,
        }
        found: dict[str, Value] = {"code": self.code, "message": self.message}
        found.update({key: value for key, value in places.items() if value is not None})
        return found


@dataclass(frozen=True, slots=True)
class Node:
    """One node, its parameters read and its texts compiled.

    ``references``: ids named as ``node.<id>`` by its texts; ``variable_names``: names that may
    read a variable of the run.
    """

    id: str
    type: NodeType[Any]
    params: Params
    settings: Settings
    parent: str | None
    references: frozenset[str] = frozenset()
    variable_names: frozenset[str] = frozenset()
    dynamic_variables: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A connection; ``port`` is None when the edge names none."""

    name: str
    source: str
    target: str
    port: str | None = None


@dataclass(frozen=True, slots=True)
class Workflow:
    """A valid document. ``nodes`` and ``edges`` keep the document's order."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    by_id: Mapping[str, Node] = field(default_factory=dict)
    settings: WorkflowSettings = DEFAULT_WORKFLOW_SETTINGS


@dataclass(frozen=True, slots=True)
class Checked:
    """What validation found: the workflow, or all problems; warnings in either case."""

    workflow: Workflow | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
