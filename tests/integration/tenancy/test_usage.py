"""What a tenant is told about its usage, its limits and its figures."""

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from tests.integration.tenancy.people import as_owner
from thaiyyal.features.tenancy.quotas import (
    Level,
    Meter,
    Metric,
    QuotaExceeded,
    add,
    take,
    warning_headers,
)
from thaiyyal.features.tenancy.quotas.recount import recount_usage
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.ids import new_id
from thaiyyal.testing.platform import Person, Platform


def use(platform: Platform, owner: Person, metric: Metric, amount: int) -> None:
    async def work() -> None:
        async with platform.database.begin(TenantScope(owner.tenant_id, owner.id)) as tx:
            await add(tx, metric, amount)

    platform.run(work())


def entry(platform: Platform, owner: Person, metric: Metric) -> dict[str, Any]:
    items = platform.ask("GET", "/usage", by=owner).json["items"]
    found: dict[str, Any] = next(item for item in items if item["metric"] == metric)
    return found


@pytest.mark.parametrize(
    ("used", "share", "state"),
    [
        (0, 0.0, "ok"),
        (7, 0.7, "ok"),
        (8, 0.8, "warning"),
        (10, 1.0, "exceeded"),
        (12, 1.2, "exceeded"),
    ],
)
def test_usage_says_how_near_a_limit_is(
    platform: Platform, used: int, share: float, state: str
) -> None:
    owner = platform.make_tenant()
    as_owner(
        platform,
        "INSERT INTO quotas (tenant_id, metric, amount) VALUES (%s, 'cpu_seconds', 10)",
        [owner.tenant_id],
    )
    use(platform, owner, Metric.CPU_SECONDS, used)

    found = entry(platform, owner, Metric.CPU_SECONDS)

    assert (found["used"], found["limit"]) == (used, 10)
    assert (found["share"], found["state"]) == (share, state)
    assert found["resets_at"] > datetime.now(UTC).isoformat()


def test_usage_lists_every_metric(platform: Platform) -> None:
    owner = platform.make_tenant()

    items = platform.ask("GET", "/usage", by=owner).json["items"]

    assert [item["metric"] for item in items] == list(Metric)
    assert entry(platform, owner, Metric.USERS)["resets_at"] is None


def test_the_history_has_twelve_months_of_what_is_used_up(platform: Platform) -> None:
    owner = platform.make_tenant()
    use(platform, owner, Metric.EXECUTIONS, 5)
    use(platform, owner, Metric.CPU_SECONDS, 2)
    as_owner(
        platform,
        "INSERT INTO usage (tenant_id, metric, period, amount) SELECT %s, 'executions',"
        " (date_trunc('month', now(), 'UTC') - make_interval(months => n))::date, n"
        " FROM generate_series(1, 14) AS n",
        [owner.tenant_id],
    )

    history = platform.ask("GET", "/usage", by=owner).json["history"]

    assert history[0] == {
        "month": f"{datetime.now(UTC):%Y-%m}",
        "used": {"cpu_seconds": 2, "executions": 5},
    }
    assert [month["used"]["executions"] for month in history[1:]] == list(range(1, 12))


def test_figures_count_executions_by_status_and_time(platform: Platform) -> None:
    owner = platform.make_tenant()
    now = datetime.now(UTC)
    finished = [("succeeded", 100), ("succeeded", 200), ("succeeded", 300), ("failed", 400)]
    with psycopg.connect(platform.owner_conninfo()) as connection:
        for status, took_ms in finished:
            connection.execute(
                "INSERT INTO executions (tenant_id, id, workflow_id, status, trigger, started_at,"
                " finished_at) VALUES (%s, %s, %s, %s, 'manual', %s, %s)",
                (
                    owner.tenant_id,
                    new_id(),
                    new_id(),
                    status,
                    now,
                    now + timedelta(milliseconds=took_ms),
                ),
            )
        connection.execute(
            "INSERT INTO executions (tenant_id, id, workflow_id, status, trigger) VALUES"
            " (%(t)s, uuid7_floor(date_trunc('month', now(), 'UTC') - interval '1 day'), %(w)s,"
            "  'failed', 'manual'), (%(t)s, %(id)s, %(w)s, 'running', 'manual')",
            {"t": owner.tenant_id, "w": new_id(), "id": new_id()},
        )

    figures = platform.ask("GET", "/metrics", by=owner).json

    assert figures["executions_this_month"]["succeeded"] == 3
    assert figures["executions_this_month"]["failed"] == 1
    assert figures["executions_today"]["running"] == 1
    assert figures["success_rate"] == 0.75
    assert figures["durations"] == {
        "average_ms": 250.0,
        "p50_ms": 250.0,
        "p95_ms": 385.0,
        "sample": 4,
    }
    assert (figures["members"], figures["workflows"]) == (1, 0)


def test_figures_of_a_new_tenant_are_empty(platform: Platform) -> None:
    owner = platform.make_tenant()

    figures = platform.ask("GET", "/metrics", by=owner).json

    assert figures["durations"] is None
    assert figures["success_rate"] is None


def test_requests_over_the_monthly_limit_are_refused(platform: Platform) -> None:
    owner = platform.make_tenant()
    as_owner(
        platform,
        "INSERT INTO quotas (tenant_id, metric, amount) VALUES (%s, 'api_calls', 2)",
        [owner.tenant_id],
    )
    meter = platform.services.get(Meter)

    allowed = [platform.ask("GET", "/users", by=owner).status for _ in range(2)]
    platform.run(meter.flush(platform.database))
    refused = platform.ask("GET", "/users", by=owner)

    assert allowed == [200, 200]
    assert (refused.status, refused.code) == (429, "quota_exceeded")
    assert (refused.json["metric"], refused.json["limit"]) == ("api_calls", 2)
    assert refused.json["resets_at"].endswith("-01T00:00:00.000Z")
    assert int(refused.headers["retry-after"]) > 1


def test_wrong_counters_are_put_right(platform: Platform) -> None:
    owner = platform.make_tenant()
    platform.make_member(owner, "viewer")
    use(platform, owner, Metric.USERS, 40)
    use(platform, owner, Metric.ACTIVE_EXECUTIONS, 3)

    first = platform.run(recount_usage(platform.database))
    second = platform.run(recount_usage(platform.database))

    assert entry(platform, owner, Metric.USERS)["used"] == 2
    assert entry(platform, owner, Metric.ACTIVE_EXECUTIONS)["used"] == 0
    assert first >= 2
    assert second == 0


def test_a_counter_that_nothing_was_taken_from_is_not_wrong(platform: Platform) -> None:
    platform.run(recount_usage(platform.database))
    platform.make_tenant()

    assert platform.run(recount_usage(platform.database)) == 0


def test_an_answer_warns_of_what_is_nearly_used_up() -> None:
    levels = [
        Level(Metric.USERS, 8, 10),
        Level(Metric.WORKFLOWS, 1, 10),
        Level(Metric.EXECUTIONS, 5, 5),
    ]

    assert warning_headers(*levels) == {
        "X-Quota-Warning": "users;used=8;limit=10, executions;used=5;limit=5"
    }
    assert warning_headers(levels[1]) == {}
    assert warning_headers(levels[0], before={"X-Quota-Warning": "x"}) == {
        "X-Quota-Warning": "x, users;used=8;limit=10"
    }


def test_a_request_that_takes_nearly_the_last_is_answered_with_a_warning(
    platform: Platform,
) -> None:
    owner = platform.make_tenant()
    as_owner(
        platform,
        "INSERT INTO quotas (tenant_id, metric, amount) VALUES (%s, 'workflows', 5)",
        [owner.tenant_id],
    )
    body = {"name": "w", "document": {"nodes": [], "edges": []}}

    warnings = [
        platform.ask("POST", "/workflows", by=owner, json=body).headers.get("x-quota-warning")
        for _ in range(5)
    ]
    refused = platform.ask("POST", "/workflows", by=owner, json=body)

    assert warnings[:3] == [None, None, None]
    assert warnings[3:] == ["workflows;used=4;limit=5", "workflows;used=5;limit=5"]
    assert (refused.status, refused.code) == (429, "quota_exceeded")


@pytest.mark.parametrize("metric", list(Metric), ids=lambda metric: metric.value)
def test_the_refusal_says_which_limit_and_what_to_do(platform: Platform, metric: Metric) -> None:
    owner = platform.make_tenant()
    as_owner(
        platform,
        "INSERT INTO quotas (tenant_id, metric, amount) VALUES (%s, %s, 0)",
        [owner.tenant_id, metric.value],
    )

    async def work() -> None:
        async with platform.database.begin(TenantScope(owner.tenant_id, owner.id)) as tx:
            await take(tx, metric)

    with pytest.raises(QuotaExceeded) as refused:
        platform.run(work())

    assert "ask for a larger quota" in refused.value.message
    assert refused.value.code == "quota_exceeded"
    assert (refused.value.retry_after_s is None) == (refused.value.extra["resets_at"] is None)
