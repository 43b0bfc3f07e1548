"""Plans are compiled once per content and kept within bounds."""

import asyncio
from typing import Any

import pytest

from thaiyyal.features.executions.plans import Plans
from thaiyyal.features.workflows import DocumentChecker, InvalidDocument
from thaiyyal.features.workflows.checker import packed


def stored(value: int, *, nodes: int = 1) -> tuple[str, bytes]:
    """Return the hash and the stored form of a document."""
    document: dict[str, Any] = {
        "nodes": [
            {"id": f"n{at}", "type": "number", "data": {"value": value}} for at in range(nodes)
        ],
        "edges": [],
    }
    found = packed(document)
    return found.content_hash, found.stored


def plans(*, most: int = 10, most_nodes: int = 1_000) -> Plans:
    return Plans(DocumentChecker(), most=most, most_nodes=most_nodes)


def test_a_plan_that_was_made_is_found() -> None:
    kept, document = plans(), stored(1)
    made = asyncio.run(kept.make(*document))

    assert kept.find(document[0]) is made
    assert asyncio.run(kept.make(*document)) is made


def test_a_large_document_is_compiled_beside_the_loop() -> None:
    plan = asyncio.run(plans().make(*stored(1, nodes=2_000)))

    assert len(plan.workflow.nodes) == 2_000


def test_the_plan_that_was_used_longest_ago_goes_first() -> None:
    kept, documents = plans(most=2), [stored(n) for n in range(3)]
    for document in documents[:2]:
        asyncio.run(kept.make(*document))
    kept.find(documents[0][0])

    asyncio.run(kept.make(*documents[2]))

    assert [kept.find(hash_) is not None for hash_, _ in documents] == [True, False, True]


def test_large_plans_push_out_others() -> None:
    kept, small, large = plans(most_nodes=100), stored(1), stored(2, nodes=150)
    asyncio.run(kept.make(*small))

    asyncio.run(kept.make(*large))

    assert (kept.find(small[0]), kept.find(large[0]) is not None) == (None, True)


def test_what_cannot_run_has_no_plan() -> None:
    kept, bad = plans(), packed({"nodes": [{"id": "a", "type": "nothing"}], "edges": []})

    with pytest.raises(InvalidDocument) as refused:
        asyncio.run(kept.make(bad.content_hash, bad.stored))

    problems: Any = refused.value.extra["problems"]
    assert [problem["node"] for problem in problems] == ["a"]
    assert kept.find(bad.content_hash) is None
