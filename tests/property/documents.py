"""Random documents that are valid: layers of nodes, loops, guards and waits."""

from typing import Any

from hypothesis import strategies as st

from tests.unit.engine.running import Document, node

Draw = st.DrawFn
KINDS = ["number", "expression", "condition", "join", "counter", "accumulator"]
KINDS += ["delay", "delay", "write", "write", "write"]  # what takes time comes more often
SETTINGS = st.sampled_from([{}, {}, {"on_error": "continue"}, {"on_error": "route"}])
EXPRESSIONS = ["input", "input + 1", "[input]", "input.length", "input.x", "input * 2", "1 / 0"]


@st.composite
def leaves(draw: Draw, name: str, parent: str | None, before: str | None) -> Document:
    """Draw one node that is no container; its expression may name the node ``before``."""
    kind = draw(st.sampled_from(KINDS))
    given: dict[str, Any] = {"settings": draw(SETTINGS)}
    if parent is not None:
        given["parent"] = parent
    match kind:
        case "number":
            given["value"] = draw(st.integers(-3, 3))
        case "expression":
            names = [] if before is None else [f"node.{before}", f"[node?.{before}, input]"]
            given["expression"] = draw(st.sampled_from([*EXPRESSIONS, *names]))
        case "condition":
            given["condition"] = draw(st.sampled_from(["input > 0", "true", "input == null"]))
        case "join":
            given["join_strategy"] = draw(st.sampled_from(["all", "any", "first"]))
        case "delay":
            given["duration"] = f"{draw(st.integers(0, 9))}ms"
        case "counter":
            given["counter_op"] = "increment"
        case "accumulator":
            given.update(accum_op="array", name=draw(st.sampled_from(["a", "b"])))
        case _:
            kind = "probe_write"
            given.update(takes_s=draw(st.integers(0, 3)), fails=draw(st.sampled_from([0, 0, 0, 9])))
    return node(name, kind, **given)


@st.composite
def bodies(draw: Draw, prefix: str, parent: str | None, depth: int) -> tuple[list[Document], ...]:
    """Draw the nodes and edges of one body; edges lead from lower to higher nodes."""
    nodes: list[Document] = []
    edges: list[Document] = []
    own: list[Document] = []
    for at in range(draw(st.integers(2, 6))):
        name = f"{prefix}{at}"
        if depth < 2 and draw(st.integers(0, 3)) == 0:
            found = draw(containers(name, parent, depth))
            own.append(found[0][0])
            nodes += found[0]
            edges += found[1]
        else:
            own.append(draw(leaves(name, parent, own[-1]["id"] if own else None)))
            nodes.append(own[-1])
    for target in range(1, len(own)):
        for source in sorted(draw(st.sets(st.integers(0, target - 1), max_size=2))):
            edges.append(draw(links(own[source], own[target])))
    return nodes, edges


@st.composite
def containers(draw: Draw, name: str, parent: str | None, depth: int) -> tuple[list[Document], ...]:
    """Draw a container and its body; a loop gets its list from a node of its own."""
    kind = draw(st.sampled_from(["for_each", "try_catch", "parallel", "retry"]))
    given: dict[str, Any] = {} if parent is None else {"parent": parent}
    if kind == "for_each":
        given["max_concurrency"] = draw(st.integers(1, 3))
        given["on_item_error"] = draw(st.sampled_from(["fail", "skip", "null"]))
    if kind == "retry":
        given.update(max_attempts=2, initial_delay="1ms")
    nodes, edges = draw(bodies(f"{name}_", name, depth + 1))
    return [node(name, kind, **given), *nodes], edges


@st.composite
def links(draw: Draw, source: Document, target: Document) -> Document:
    """Draw an edge from any port of its source."""
    ports = {"condition": ["true", "false"], "try_catch": ["ok", "error"]}
    choices: list[str | None] = [None, *ports.get(source["type"], [])]
    if source.get("settings", {}).get("on_error") == "route":
        choices.append("error")
    edge = {"source": source["id"], "target": target["id"]}
    port = draw(st.sampled_from(choices))
    return edge if port is None else {**edge, "sourceHandle": port}


@st.composite
def documents(draw: Draw) -> Document:
    """Draw a document whose nodes stand in a random order."""
    nodes, edges = draw(bodies("n", None, 0))
    return {"nodes": draw(st.permutations(nodes)), "edges": edges}


INPUTS = st.sampled_from([1, [1, 2, 3], {"x": 1}, None, "text"])
