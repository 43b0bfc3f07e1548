"""Any JSON value can be checked; what is found valid can be planned and run."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.engine.running import BUILT_IN, Document, Engine, checked

TYPES = sorted(set(BUILT_IN) - {"http", "paginator"})
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.floats(-2, 2), st.sampled_from(
        ["", "a", "b", "1ms", "item", "input", "sum", "out", "error", "{{ input }}", "> 1", "\0"]
    )
)  # fmt: skip
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
IDS = st.sampled_from(["a", "b", "c", "d"])


@st.composite
def sloppy_nodes(draw: st.DrawFn) -> Document:
    """Draw a node with some of its type's fields, right or wrong."""
    kind = draw(st.sampled_from(TYPES))
    names = sorted(BUILT_IN[kind].params_class.model_fields)
    examples: list[Any] = [dict(example.params) for example in BUILT_IN[kind].examples]
    data = dict(draw(st.sampled_from(examples or [{}])))
    if draw(st.integers(0, 3)) == 0:
        data[draw(st.sampled_from(names))] = draw(JSON)
    node: Document = {"type": kind, "data": data}
    for key, values in (("parent", IDS), ("settings", JSON), ("type", JSON), ("data", JSON)):
        if draw(st.integers(0, 30)) == 0:
            node[key] = draw(values)
    return node


def with_ids(nodes: list[Document]) -> list[Document]:
    return [{"id": "abcd"[at], **node} for at, node in enumerate(nodes)]


def sloppy_edges() -> st.SearchStrategy[Document]:
    """Return edges between nodes that may exist, from ports that may exist."""
    ports = st.sampled_from([*[None] * 20, "out", "true", "error", "ok"])
    ends = st.sampled_from(["ab", "ac", "ad", "bc", "bd", "cd", "aa", "ba"])
    return st.builds(
        lambda pair, port: {"source": pair[0], "target": pair[1], "sourceHandle": port}, ends, ports
    )


SLOPPY = st.fixed_dictionaries(
    {
        "nodes": st.lists(sloppy_nodes(), min_size=4, max_size=4).map(with_ids),
        "edges": st.lists(sloppy_edges(), max_size=3),
    }
)


@settings(max_examples=300, deadline=None)
@given(JSON)
def test_any_value_can_be_checked(value: object) -> None:
    found = checked(value)

    assert (found.workflow is None) == bool(found.problems)


@settings(max_examples=300, deadline=None)
@given(st.fixed_dictionaries({}, optional={"nodes": JSON, "edges": JSON, "name": JSON}))
def test_any_object_can_be_checked(value: object) -> None:
    found = checked(value)

    assert (found.workflow is None) == bool(found.problems)


@settings(max_examples=600, deadline=None)
@given(SLOPPY, SCALARS)
def test_what_is_valid_runs_without_a_bug(document: Document, value: Any) -> None:
    if checked(document).workflow is None:
        return

    result = Engine().run(document, value)

    failures = [step.error for step in result.steps().values() if step.error is not None]
    assert result.status in {"succeeded", "failed"}
    assert "internal" not in {failure.code for failure in failures}
