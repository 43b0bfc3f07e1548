"""Everything that can be told from a document alone: all problems, each with its place."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from thaiyyal.document.fields import code_texts, read_params, unknown_fields
from thaiyyal.document.graph_check import check_graph
from thaiyyal.document.legacy import infer_type, with_current_names
from thaiyyal.document.model import (
    MAX_EDGES,
    MAX_NODES,
    Checked,
    Edge,
    Node,
    Problem,
    Workflow,
)
from thaiyyal.document.parents import Parents, read_parents
from thaiyyal.document.settings import DEFAULT_SETTINGS, RetrySettings, Settings
from thaiyyal.document.workflow_settings import DEFAULT_WORKFLOW_SETTINGS, WorkflowSettings
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Container, Effect, NodeType, Params, TextCompiler

Catalog = Mapping[str, NodeType[Any]]
CompilerFor = Callable[[frozenset[str]], TextCompiler]
RawNode = Mapping[str, Value]


def check_document(document: object, *, catalog: Catalog, compiler_for: CompilerFor) -> Checked:
    """Validate a document of plain JSON.

    Args:
        document: Any JSON value.
        catalog: Node types by name.
        compiler_for: Gives the compiler of texts for a set of bound loop names.

    Returns:
        The workflow when there is no problem; warnings always.
    """
    raw_nodes, raw_edges, problems = _parts(document)
    if problems:
        return Checked(None, tuple(problems), ())
    keys: Mapping[str, Value] = document if isinstance(document, dict) else {}
    checked = _Check(catalog, compiler_for).run(raw_nodes, raw_edges, keys.get("settings"))
    return replace(checked, warnings=(*checked.warnings, *_misplaced_settings(keys)))


def _misplaced_settings(keys: Mapping[str, Value]) -> Iterator[Problem]:
    """Yield a warning for settings that stand beside ``settings``: a schema there masks nothing."""
    for name in WorkflowSettings.model_fields:
        if name in keys:
            message = f'"{name}" is ignored here; it belongs in "settings"'
            yield Problem("unknown_field", message, field=name)


def _parts(document: object) -> tuple[list[Any], list[Any], list[Problem]]:
    if not isinstance(document, dict):
        return [], [], [Problem("invalid_document", "a workflow must be a JSON object")]
    problems: list[Problem] = []
    parts: dict[str, list[Any]] = {}
    for name, code, most in (
        ("nodes", "too_many_nodes", MAX_NODES),
        ("edges", "too_many_edges", MAX_EDGES),
    ):
        value = document.get(name)
        parts[name] = value if isinstance(value, list) else []
        if value is not None and not isinstance(value, list):
            problems.append(Problem("invalid_document", f'"{name}" must be a list'))
        elif len(parts[name]) > most:
            problems.append(
                Problem(
                    code, f'"{name}" has {len(parts[name])} entries; at most {most} are allowed'
                )
            )
        else:
            problems += [
                Problem("invalid_document", f"{name}[{at}] must be an object")
                for at, item in enumerate(parts[name])
                if not isinstance(item, dict)
            ]
    return parts["nodes"], parts["edges"], problems


class _Check:
    """One pass over one document; collects problems and warnings."""

    def __init__(self, catalog: Catalog, compiler_for: CompilerFor) -> None:
        self._catalog = catalog
        self._compiler_for = compiler_for
        self._problems: list[Problem] = []
        self._warnings: list[Problem] = []

    def run(
        self, raw_nodes: list[RawNode], raw_edges: list[RawNode], raw_settings: Value
    ) -> Checked:
        settings = self._workflow_settings(raw_settings)
        types = [self._type_of(raw, at) for at, raw in enumerate(raw_nodes)]
        ids = self._read_ids(raw_nodes)
        firsts = {id_: at for at, id_ in reversed(list(enumerate(ids))) if id_ is not None}
        parents = read_parents(raw_nodes, ids, types, firsts)
        self._problems += parents.problems
        nodes = [
            self._node(raw, ids[at] or f"#{at}", kind, parents)
            for at, (raw, kind) in enumerate(zip(raw_nodes, types, strict=True))
        ]
        known = {id_: nodes[at] for id_, at in firsts.items()}
        ports = {
            id_: _ports_if_known(nodes[at], types[at], raw_nodes[at]) for id_, at in firsts.items()
        }
        edges = self._read_edges(raw_edges, ports, parents)
        self._problems += check_graph(list(firsts), known, edges, parents.of)
        if self._problems or settings is None:
            return Checked(None, tuple(self._problems), tuple(self._warnings))
        valid = tuple(node for node in nodes if node is not None)
        workflow = Workflow(valid, tuple(edges), {node.id: node for node in valid}, settings)
        return Checked(workflow, (), tuple(self._warnings))

    def _workflow_settings(self, value: Value) -> WorkflowSettings | None:
        if value is None:
            return DEFAULT_WORKFLOW_SETTINGS
        if not isinstance(value, dict):
            message = '"settings" must be an object'
            self._problems.append(Problem("invalid_field", message, field="settings"))
            return None
        given = with_current_names(value, {}, frozenset())
        self._warnings += unknown_fields(WorkflowSettings, given, node=None, prefix="settings.")
        settings, problems = read_params(
            WorkflowSettings, given, node=None, compiler=None, prefix="settings."
        )
        self._problems += problems
        return settings

    def _read_ids(self, raw_nodes: list[RawNode]) -> list[str | None]:
        ids: list[str | None] = []
        seen: set[str] = set()
        for at, raw in enumerate(raw_nodes):
            value = raw.get("id")
            if not isinstance(value, str) or value == "":
                message = f"nodes[{at}] needs an id: a text that is not empty"
                self._problems.append(Problem("missing_id", message, field=f"nodes[{at}].id"))
                ids.append(None)
                continue
            if value in seen:
                message = f'the id "{value}" is used by more than one node'
                self._problems.append(Problem("duplicate_id", message, node=value))
            seen.add(value)
            ids.append(value)
        return ids

    def _type_of(self, raw: RawNode, at: int) -> NodeType[Any] | None:
        name = raw.get("type")
        data = raw.get("data")
        if name is None or name == "":
            name = infer_type(data) if isinstance(data, dict) else None
        found = self._catalog.get(name) if isinstance(name, str) else None
        if found is None:
            shown = (
                f'"{str(raw.get("type"))[:60]}" is no node type' if raw.get("type") else "no type"
            )
            id_ = raw.get("id")
            node = id_ if isinstance(id_, str) and id_ else f"#{at}"
            message = f"{shown}; the command `thaiyyal nodes` lists all types"
            self._problems.append(Problem("unknown_type", message, node=node, field="type"))
        return found

    def _node(
        self, raw: RawNode, id_: str, kind: NodeType[Any] | None, parents: Parents
    ) -> Node | None:
        settings = self._settings(raw, id_)
        data = raw.get("data")
        if data is not None and not isinstance(data, dict):
            problem = Problem("invalid_field", '"data" must be an object', node=id_, field="data")
            self._problems.append(problem)
            return None
        if kind is None:
            self._problems += read_params(Params, data or {}, node=id_, compiler=None)[1]
            return None
        compiler = self._compiler_for(parents.loop_names(id_))
        given = with_current_names(data or {}, kind.aliases, kind.nullable_fields)
        params, problems = read_params(kind.params_class, given, node=id_, compiler=compiler)
        self._problems += problems
        self._warnings += unknown_fields(kind.params_class, given, node=id_)
        if params is None or settings is None:
            return None
        self._problems += _port_conflicts(kind, params, settings, id_)
        self._problems += _cache_conflicts(kind, params, settings, id_)
        self._problems += _dynamic_references(params, id_)
        return _with_facts(Node(id_, kind, params, settings, parents.of.get(id_)))

    def _settings(self, raw: RawNode, id_: str) -> Settings | None:
        value = raw.get("settings")
        if value is None:
            return DEFAULT_SETTINGS
        if not isinstance(value, dict):
            problem = Problem(
                "invalid_field", '"settings" must be an object', node=id_, field="settings"
            )
            self._problems.append(problem)
            return None
        given = with_current_names(value, {}, frozenset())
        retry = given.get("retry")
        if isinstance(retry, dict):
            retry = with_current_names(retry, {}, frozenset())
            given["retry"] = retry
            self._warnings += unknown_fields(
                RetrySettings, retry, node=id_, prefix="settings.retry."
            )
        self._warnings += unknown_fields(Settings, given, node=id_, prefix="settings.")
        settings, problems = read_params(
            Settings, given, node=id_, compiler=None, prefix="settings."
        )
        self._problems += problems
        return settings

    def _read_edges(
        self,
        raw_edges: list[RawNode],
        known: Mapping[str, tuple[str, ...] | None],
        parents: Parents,
    ) -> list[Edge]:
        edges = []
        for at, raw in enumerate(raw_edges):
            id_ = raw.get("id")
            name = id_ if isinstance(id_, str) and id_ else str(at)
            missing = [end for end in ("source", "target") if not _names_node(raw.get(end), known)]
            for end in missing:
                message = f'{end} "{str(raw.get(end))[:60]}" of edge {name} is no node'
                self._problems.append(Problem("unknown_node", message, edge=name, field=end))
            if missing:
                continue
            source, target = str(raw["source"]), str(raw["target"])
            if parents.of.get(source) != parents.of.get(target):
                message = f"edge {name} leads from {source} into or out of another container"
                self._problems.append(Problem("crossing_edge", message, edge=name))
            edges.append(self._edge(raw, name, known[source]))
        return edges

    def _edge(self, raw: RawNode, name: str, ports: tuple[str, ...] | None) -> Edge:
        port = raw.get("sourceHandle")
        if port is None:
            port = raw.get("condition")
        edge = Edge(name, str(raw["source"]), str(raw["target"]), port)  # type: ignore[arg-type]
        if port is not None and ports is not None and port not in ports:
            message = f'"{str(port)[:60]}" is no port of {edge.source}; it has {", ".join(ports)}'
            self._problems.append(Problem("unknown_port", message, edge=name, field="sourceHandle"))
        return edge


def _ports_if_known(
    node: Node | None, kind: NodeType[Any] | None, raw: RawNode
) -> tuple[str, ...] | None:
    """Return the ports of a node; of a wrong one only if they do not depend on what is wrong."""
    if node is not None:
        return ports_of(node)
    settings = raw.get("settings")
    if kind is None or (
        isinstance(settings, dict) and settings.get("on_error") not in (None, "stop")
    ):
        return None
    try:
        named = kind.ports(None)
    except AttributeError:
        return None
    return (*(() if kind.firing == "choice" else ("out",)), *named)


def ports_of(node: Node) -> tuple[str, ...]:
    """Return every port that an edge may leave ``node`` from, by name."""
    named = node.type.ports(node.params)
    own = () if node.type.firing == "choice" else ("out",)
    routed = ("error",) if node.settings.on_error == "route" else ()
    return (*own, *named, *routed)


def _names_node(value: object, known: Mapping[str, Any]) -> bool:
    return isinstance(value, str) and value in known


def _port_conflicts(
    kind: NodeType[Any], params: Params, settings: Settings, id_: str
) -> list[Problem]:
    is_own = kind.error_port(params) is not None
    if settings.on_error != "route" or is_own or "error" not in kind.ports(params):
        return []
    message = 'a port named "error" contradicts settings.on_error = route'
    return [Problem("invalid_field", message, node=id_, field="settings.on_error")]


def _cache_conflicts(
    kind: NodeType[Any], params: Params, settings: Settings, id_: str
) -> list[Problem]:
    """Return a problem for a node whose result must not stand for running it."""
    if settings.cache_ttl is None:
        return []
    is_repeatable = kind.effect_of(params) in (Effect.PURE, Effect.READS)
    if is_repeatable and kind.store(params) is None and not isinstance(kind, Container):
        return []
    message = "only a node without effects and state can have its result cached"
    return [Problem("invalid_field", message, node=id_, field="settings.cache_ttl")]


def _dynamic_references(params: Params, id_: str) -> list[Problem]:
    """Return a problem for texts whose references cannot be told: when would the node wait?"""
    if not any(text.code is not None and text.code.dynamic_nodes for text in code_texts(params)):
        return []
    message = 'steps must be named: write node.<id> or node["<id>"]'
    return [Problem("bad_expression", message, node=id_, position=0)]


def _with_facts(node: Node) -> Node:
    texts = [text.code for text in code_texts(node.params) if text.code is not None]
    if not texts:
        return node
    return Node(
        node.id,
        node.type,
        node.params,
        node.settings,
        node.parent,
        frozenset().union(*(code.references for code in texts)),
        frozenset().union(*(code.variable_names for code in texts)),
        any(code.dynamic_variables for code in texts),
    )
