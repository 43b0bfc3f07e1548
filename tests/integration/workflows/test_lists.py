"""Lists: search, filters, orders, pages; as quick for ten thousand workflows as for ten."""

import re
from functools import partial
from typing import Any
from urllib.parse import quote

import psycopg
import pytest

from tests.integration.workflows.making import (
    Json,
    actor_of,
    document_of,
    handle,
    make,
    publish,
)
from thaiyyal.features.routing import CallContext
from thaiyyal.features.workflows import list_queries
from thaiyyal.features.workflows.list_queries import Order, Place, Seen, Wanted, list_statement
from thaiyyal.features.workflows.listing import Filters, page_of
from thaiyyal.features.workflows.workflows import get_workflow
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.ids import new_id
from thaiyyal.testing.platform import Person, Platform


def names(platform: Platform, by: Person, query: str = "") -> list[str]:
    answer = platform.ask("GET", f"/workflows{query}", by=by)
    assert answer.status == 200, answer.body
    return [item["name"] for item in answer.json["items"]]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("invoice", ["Invoice", "Other"]),
        ("50%", ["50% off"]),
        ("_", ["under_score"]),
        ("\\", ["back\\slash"]),
        ("nothing like it", []),
        ("", ["50% off", "Invoice", "Other", "back\\slash", "under_score"]),
    ],
)
def test_a_search_looks_into_names_and_descriptions(
    platform: Platform, q: str, found: list[str]
) -> None:
    owner = platform.make_tenant()
    for name in ("Invoice", "50% off", "under_score", "back\\slash"):
        make(platform, owner, name=name)
    make(platform, owner, name="Other", description="sends INVOICES")

    assert sorted(names(platform, owner, f"?q={quote(q)}")) == found


def test_filters_narrow_together(platform: Platform) -> None:
    owner = platform.make_tenant()
    editor = platform.make_member(owner, "editor")
    make(platform, owner, name="a", tags=["x", "y"])
    make(platform, owner, name="b", tags=["x"], visibility="private")
    make(platform, editor, name="c", tags=["x", "y"])

    assert sorted(names(platform, owner, "?tag=x")) == ["a", "b", "c"]
    assert sorted(names(platform, owner, "?tag=x&tag=y")) == ["a", "c"]
    assert names(platform, owner, f"?tag=y&owner={editor.id}") == ["c"]
    assert names(platform, owner, "?visibility=private") == ["b"]
    assert names(platform, owner, "?tag=X") == []


def test_what_others_share_with_me_can_be_listed_alone(platform: Platform) -> None:
    owner = platform.make_tenant()
    viewer = platform.make_member(owner, "viewer")
    shared = make(platform, owner, name="shared")["id"]
    make(platform, owner, name="not shared")
    path = f"/workflows/{shared}/shares/users/{viewer.id}"
    platform.ask("PUT", path, by=owner, json={"level": "read"})

    assert names(platform, viewer, "?shared=true") == ["shared"]
    assert names(platform, viewer, "?shared=false") == ["not shared"]


@pytest.mark.parametrize("sort", ["name", "created_at", "updated_at"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_pages_follow_the_order_without_gaps(platform: Platform, sort: str, sign: str) -> None:
    owner = platform.make_tenant()
    made = [make(platform, owner, name=name) for name in ("b", "a", "a", "Ä", "c", "b")]
    publish(platform, owner, made[1]["id"], document_of(3))
    everything = platform.ask("GET", f"/workflows?sort={sign}{sort}", by=owner).json["items"]

    paged: list[Json] = []
    cursor: str | None = ""
    while cursor is not None:
        more = f"&cursor={cursor}" if cursor else ""
        path = f"/workflows?sort={sign}{sort}&limit=2{more}"
        page = platform.ask("GET", path, by=owner).json
        paged += page["items"]
        cursor = page["next_cursor"]

    assert paged == everything
    assert len(paged) == len(made)
    if sort != "name":
        values = [item[sort] for item in paged]
        assert values == sorted(values, reverse=bool(sign))


def test_a_cursor_belongs_to_its_list(platform: Platform) -> None:
    owner = platform.make_tenant()
    for _ in range(2):
        make(platform, owner)
    cursor = platform.ask("GET", "/workflows?limit=1", by=owner).json["next_cursor"]

    others = [
        platform.ask("GET", f"/workflows?{query}", by=owner)
        for query in (
            f"sort=name&cursor={cursor}",
            f"q=a&cursor={cursor}",
            f"deleted=true&cursor={cursor}",
            "cursor=AAAA",
            "cursor=%00",
        )
    ]

    assert {(answer.status, answer.code) for answer in others} == {(422, "bad_cursor")}


@pytest.mark.parametrize(
    "query",
    [
        "sort=owner_id",
        "sort=name;drop",
        "limit=0",
        "limit=201",
        "owner=me",
        "visibility=public",
        "q=%00",
        f"q={'x' * 201}",
        f"tag={'x' * 51}",
        "tag=",
        "&".join(["tag=x"] * 51),
        f"cursor={'x' * 1001}",
    ],
)
def test_filters_have_limits(platform: Platform, query: str) -> None:
    owner = platform.make_tenant()

    answer = platform.ask("GET", f"/workflows?{query}", by=owner)

    assert (answer.status, answer.code) == (422, "invalid_request")


@pytest.mark.parametrize(
    "query", ["limit=200", f"q={'x' * 200}", f"tag={'x' * 50}", "&".join(["tag=x"] * 50)]
)
def test_filters_are_taken_at_their_limits(platform: Platform, query: str) -> None:
    owner = platform.make_tenant()

    assert platform.ask("GET", f"/workflows?{query}", by=owner).status == 200


def fill(platform: Platform, owner: Person, count: int) -> None:
    """Insert many workflows at once, each with a version."""
    scope = TenantScope(owner.tenant_id, owner.id)
    workflows = """
        INSERT INTO workflows (tenant_id, id, name, owner_id, latest_version, updated_at)
        SELECT current_tenant(), gen_random_uuid(), 'w' || i, current_user_id(), 1,
          now() - make_interval(secs => i) FROM generate_series(1, %(count)s) AS i
    """
    versions = """
        INSERT INTO workflow_versions (tenant_id, workflow_id, version, document, content_hash)
        SELECT tenant_id, id, 1, '{}', '' FROM workflows WHERE tenant_id = current_tenant()
        ON CONFLICT DO NOTHING
    """

    async def insert() -> None:
        async with platform.database.begin(scope) as tx:
            await tx.run(workflows, {"count": count})
            await tx.run(versions)

    platform.run(insert())
    analyse = "ANALYZE workflows, workflow_versions, workflow_permissions, members, users"
    with psycopg.connect(platform.owner_conninfo()) as connection:
        connection.execute(analyse)


@pytest.fixture(scope="module")
def crowded(platform: Platform) -> Person:
    """The owner of ten thousand workflows, beside a hundred tenants of others."""
    owner = platform.make_tenant()
    fill(platform, owner, 10_000)
    return owner


@pytest.mark.parametrize("count", [1, 40])
def test_a_list_takes_one_statement_however_long(platform: Platform, count: int) -> None:
    owner = platform.make_tenant()
    fill(platform, owner, count)

    page, statements = handle(
        platform, actor_of(owner), lambda call: page_of(call, Filters(limit=50))
    )

    assert (len(page["items"]), statements) == (count, 1)


def test_a_workflow_takes_one_statement(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)["id"]

    async def work(call: CallContext) -> Any:
        return await get_workflow(call)

    answer, statements = handle(platform, actor_of(owner), work, workflow_id=id_)

    assert (answer.status_code, statements) == (200, 1)


@pytest.mark.parametrize(
    ("column", "index"),
    [
        ("updated_at", "workflows_updated"),
        ("created_at", "workflows_created"),
        ("name", "workflows_name"),
    ],
)
@pytest.mark.parametrize("is_manager", [True, False], ids=["manager", "viewer"])
def test_a_page_is_read_from_the_index_of_its_order(
    platform: Platform, crowded: Person, column: str, index: str, is_manager: bool
) -> None:
    actor = actor_of(crowded, "owner" if is_manager else "viewer")
    seen = Seen(of_tenant=True, private_too=is_manager)
    order = Order(column, is_descending=True)

    params = partial(list_queries.list_params, actor, Wanted(), limit=51)
    alive = list_queries.asked_by(Wanted())

    async def plans() -> list[str]:
        async with platform.database.begin(actor.scope) as tx:
            found = []
            for place in (None, Place("w5" if column == "name" else utc_now(), new_id())):
                page = list_statement(seen, alive, order, is_first=place is None)
                lines = await tx.rows(f"EXPLAIN ANALYZE {page}", params(place=place))
                found.append("\n".join(str(line["QUERY PLAN"]) for line in lines))
            return found

    first, later = (scan_of(plan) for plan in platform.run(plans()))
    assert re.search(rf"Index Scan (Backward )?using {index} on workflows", first[0])
    assert re.search(r"actual time=\S+ rows=51 loops=1", first[0])
    assert re.search(rf"Index Scan (Backward )?using {index} on workflows", later[0])
    assert "ROW(" in later[1], "the place is looked up in the index"


def scan_of(plan: str) -> tuple[str, str]:
    """Return how a plan reads workflows, and by which condition of the index."""
    lines = plan.splitlines()
    at = next(at for at, line in enumerate(lines) if " on workflows" in line)
    return lines[at], lines[at + 1]
