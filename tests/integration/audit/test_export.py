"""The log as JSON Lines."""

import orjson

from tests.integration.audit.logs import Log, log_of
from thaiyyal.features.audit.export import PAGE
from thaiyyal.testing.platform import Person, Platform


def _exported(platform: Platform, by: Person, query: str = "") -> list[dict[str, object]]:
    answer = platform.ask("GET", f"/audit-logs/export{query}", by=by)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/jsonl"
    return [orjson.loads(line) for line in answer.body.splitlines()]


def _log(platform: Platform, count: int) -> tuple[Person, Log]:
    owner = platform.make_tenant()
    log = log_of(platform, owner)
    log.write_many(count)
    log.seal()
    return owner, log


def test_an_export_of_many_pages_has_every_entry_once(platform: Platform) -> None:
    owner, log = _log(platform, 2 * PAGE + 10)

    lines = _exported(platform, owner)

    assert [line["id"] for line in lines] == [str(row["id"]) for row in reversed(log.rows("id"))]


def test_a_line_is_what_the_api_shows_of_the_entry(platform: Platform) -> None:
    owner, _ = _log(platform, 1)

    lines = _exported(platform, owner, "?action=tenant.created")

    assert lines == platform.ask("GET", "/audit-logs?action=tenant.created", by=owner).json["items"]


def test_an_export_has_only_what_its_filters_ask_for(platform: Platform) -> None:
    owner, _ = _log(platform, 3)

    lines = _exported(platform, owner, "?resource_id=00000000-0000-0000-0000-000000000002&q=rev")

    assert [line["before"] for line in lines] == [{"revision": 2}]


def test_an_export_is_recorded_with_its_filters(platform: Platform) -> None:
    owner, log = _log(platform, 1)

    _exported(platform, owner, "?action=tenant.&from=2026-01-01T00:00:00Z")

    entry = log.rows("id")[-1]
    assert (entry["action"], entry["user_id"]) == ("audit.exported", owner.id)
    filters = {"from": "2026-01-01T00:00:00Z", "action": "tenant."}
    assert orjson.loads(entry["details"]) == {"filters": filters}


def test_an_export_is_an_attachment(platform: Platform) -> None:
    owner, _ = _log(platform, 1)

    answer = platform.ask("GET", "/audit-logs/export", by=owner)

    assert answer.headers["content-disposition"] == 'attachment; filename="audit-log.jsonl"'
