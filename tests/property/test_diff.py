"""A diff is empty exactly when nothing changed, tells each edit, and mirrors its reverse."""

import copy
from collections.abc import Mapping
from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from tests.property.documents import documents
from thaiyyal.document import Diff, content_hash, diff_documents

Document = dict[str, Any]
IDS = st.sampled_from(["a", "b", "c", "d"])
VALUES = st.recursive(
    st.sampled_from([None, True, 0, 1, 1.0, -0.0, 2**53, 2**53 + 1, 1e21, "", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "c"]), inner, max_size=3)
    ),
    max_leaves=6,
)
FILLED = st.dictionaries(st.sampled_from(["value", "label", "x"]), VALUES, min_size=1).filter(
    lambda data: any(value is not None for value in data.values())
)
NODES = st.fixed_dictionaries(
    {"id": IDS, "type": st.sampled_from(["number", "map"])},
    optional={"data": FILLED, "parent": IDS, "position": VALUES, "z": VALUES},
)
EDGES = st.fixed_dictionaries(
    {"source": IDS, "target": IDS},
    optional={"id": IDS, "sourceHandle": IDS, "targetHandle": VALUES},
)
SLOPPY = st.fixed_dictionaries(
    {"nodes": st.lists(NODES | VALUES, max_size=4), "edges": st.lists(EDGES | VALUES, max_size=4)},
    optional={"name": VALUES},
)


def _sides(diff: Diff) -> dict[str, Any]:
    """Return a diff with its parts as multisets of texts, for comparing them without order."""
    value: Any = diff.as_value()
    return {
        "document": len(value["document"]),
        "added": sorted(map(str, value["nodes"]["added"])),
        "removed": sorted(map(str, value["nodes"]["removed"])),
        "changed": len(value["nodes"]["changed"]),
        "edges added": sorted(map(str, value["edges"]["added"])),
        "edges removed": sorted(map(str, value["edges"]["removed"])),
        "rerouted": len(value["edges"]["rerouted"]),
        "reordered": (value["nodes"]["reordered"], value["edges"]["reordered"]),
    }


@given(SLOPPY)
def test_a_document_does_not_differ_from_itself(document: Document) -> None:
    assert diff_documents(document, copy.deepcopy(document)) == Diff()


@given(SLOPPY, SLOPPY)
def test_a_diff_is_empty_exactly_when_the_content_is_the_same(
    before: Document, after: Document
) -> None:
    is_same = content_hash(before) == content_hash(after)

    assert diff_documents(before, after).is_empty == is_same


@given(SLOPPY, SLOPPY)
def test_counts_add_up(before: Document, after: Document) -> None:
    diff = diff_documents(before, after)

    nodes = len(before["nodes"]) - len(diff.nodes_removed) + len(diff.nodes_added)
    edges = len(before["edges"]) - len(diff.edges_removed) + len(diff.edges_added)
    assert (nodes, edges) == (len(after["nodes"]), len(after["edges"]))


@given(SLOPPY, SLOPPY)
def test_the_way_back_is_the_mirror_image(before: Document, after: Document) -> None:
    there = _sides(diff_documents(before, after))
    back = _sides(diff_documents(after, before))

    for one, other in (("added", "removed"), ("edges added", "edges removed")):
        there[one], there[other] = there[other], there[one]
    assert there == back


def _edited(document: Document, data: st.DataObject) -> tuple[Document, str]:
    """Return a document with one edit, and the id of the node that it was made to."""
    after = orjson.loads(orjson.dumps(document))  # a deep copy keeps what is shared
    node = data.draw(st.sampled_from(after["nodes"]))
    kind = data.draw(st.sampled_from(["type", "label", "parent", "position", "data", "settings"]))
    match kind:
        case "type" | "parent":
            node[kind] = "changed"
        case "position":
            node[kind] = {"x": 1, "y": 2}
        case "label":
            node.setdefault("data", {})["label"] = "changed"
        case _:
            node.setdefault(kind, {})["changed"] = [1]
    return after, str(node["id"])


@given(documents(), st.data())
def test_every_edit_of_a_node_is_told_at_that_node_and_nowhere_else(
    document: Document, data: st.DataObject
) -> None:
    after, id_ = _edited(document, data)

    diff = diff_documents(document, after)

    assert [change.node.id for change in diff.nodes_changed] == [id_]
    assert diff == Diff(nodes_changed=diff.nodes_changed)


def _get(value: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else value[key]
    return value


@given(documents(), st.data())
def test_a_change_of_a_field_is_what_both_documents_have_there(
    document: Document, data: st.DataObject
) -> None:
    after, id_ = _edited(document, data)
    node = next(node for node in after["nodes"] if node["id"] == id_)

    for change in diff_documents(document, after).nodes_changed[0].fields:
        assert _get(node, change.path) == change.after
