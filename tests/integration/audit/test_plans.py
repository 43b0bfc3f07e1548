"""On a large log every search goes along an index, in its order, and looks at few rows."""

from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any
from uuid import UUID

import pytest
from psycopg import sql

from tests.integration.audit.logs import Log, as_owner, new_log
from thaiyyal.features.audit.actions import ACTIONS
from thaiyyal.features.audit.filters import Filters, Search, search_for
from thaiyyal.features.audit.search_queries import LOOKED_AT, statement_of
from thaiyyal.testing.platform import Platform

ROWS = 200_000
_FILL = """
INSERT INTO audit_logs (tenant_id, id, at, actor_kind, user_id, action, resource_type, resource_id,
  status, address, request_id, after)
SELECT %s, overlay(uuid7_floor(now() - make_interval(secs => 300 - n / 1000.0))::text
    PLACING '7' FROM 15)::uuid, now(), 'user',
  ('00000000-0000-7000-8000-' || lpad((n %% 50)::text, 12, '0'))::uuid,
  (%s::text[])[1 + n %% %s], 'workflow', 'w' || n %% 5000, 'success',
  ('10.0.' || n %% 200 || '.' || n %% 250)::inet, 'r' || n, '{"name":"a workflow"}'
FROM generate_series(1, %s) n
"""


@pytest.fixture(scope="module")
def log(platform: Platform) -> Log:
    """A log of 200,000 entries."""
    log = new_log(platform)
    actions = list(ACTIONS)
    as_owner(platform, _FILL, log.tenant_id, actions, len(actions), ROWS)
    as_owner(platform, "ANALYZE audit_logs")
    return log


def _plan(log: Log, search: Search, mode: str) -> dict[str, Any]:
    params = {
        **search.params,
        "most": 51,
        "looked_at": LOOKED_AT if search.conditions else 51,
    }
    statement = sql.SQL("EXPLAIN (ANALYZE, FORMAT JSON) ") + statement_of(search)

    async def explained() -> Any:
        async with log.platform.database.begin(log.scope) as tx:
            await tx.run("SELECT set_config('plan_cache_mode', %(mode)s, true)", {"mode": mode})
            return await tx.value(statement, params)

    found: dict[str, Any] = log.platform.run(explained())[0]["Plan"]
    return found


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _nodes(part)


@pytest.mark.parametrize("mode", ["force_custom_plan", "force_generic_plan"])
@pytest.mark.parametrize(
    ("filters", "most"),
    [
        pytest.param(Filters(), 51, id="everything"),
        pytest.param(Filters(action="tenant.created"), 51, id="an action"),
        pytest.param(Filters(action="audit."), 51 * len(ACTIONS), id="actions"),
        pytest.param(Filters(user_id=UUID("00000000-0000-7000-8000-000000000007")), 51, id="user"),
        pytest.param(Filters(resource_id="w77"), 40, id="resource"),
        pytest.param(Filters(network=ip_network("10.0.7.7")), 1_000, id="address"),
        pytest.param(Filters(request_id="r77"), 1, id="request"),
        pytest.param(Filters(network=ip_network("10.9.0.0/16")), LOOKED_AT, id="no such network"),
        pytest.param(Filters(status="failure"), LOOKED_AT, id="no such status"),
        pytest.param(Filters(text="nowhere"), LOOKED_AT, id="no such text"),
        pytest.param(
            Filters(user_id=UUID(int=7), status="failure"), LOOKED_AT, id="user and status"
        ),
    ],
)
def test_a_search_reads_few_rows_along_an_index(
    log: Log, filters: Filters, most: int, mode: str
) -> None:
    scans = [
        node for node in _nodes(_plan(log, search_for(filters), mode)) if "Relation Name" in node
    ]

    read = sum(node["Actual Rows"] * node["Actual Loops"] for node in scans)
    filled = [node for node in scans if node["Actual Rows"] and "Index" not in node["Node Type"]]
    assert read <= most
    assert filled == []
