"""Where a tenant's workflows may go: said over HTTP, held in every execution, refusals told."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.integration.tenancy.people import audit_of
from thaiyyal.features.tenancy.outbound import CurrentRules, RefusedRequests, Sender
from thaiyyal.features.tenancy.outbound.refused import MOST_ENTRIES
from thaiyyal.kernel.actor import SYSTEM
from thaiyyal.kernel.ids import ExecutionId, TenantId, WorkflowId, new_id
from thaiyyal.outbound import Lists, PlatformRules, Refusal, Rules
from thaiyyal.store.pool import PoolSettings
from thaiyyal.store.unit_of_work import Database
from thaiyyal.testing.local_server import Answer, LocalServer
from thaiyyal.testing.platform import Person, Platform

PATH = "/tenant/outbound-rules"
NONE: dict[str, Any] = {
    "allow_domains": [],
    "deny_domains": [],
    "allow_networks": [],
    "deny_networks": [],
}
_FULL = {
    name: [f"{'a' * 60}.{'b' * 60}.{'c' * 60}.{'d' * 60}.x{n}" for n in range(1_000)]
    for name in ("allow_domains", "deny_domains")
}


def say(platform: Platform, owner: Person, **lists: list[str]) -> Any:
    """Replace the rules whatever they were."""
    return platform.ask("PUT", PATH, by=owner, json=lists, headers={"If-Match": "*"})


def ask_for(platform: Platform, owner: Person, url: str) -> Any:
    """Execute a workflow with one request; return the execution."""
    nodes = [{"id": "get", "type": "http", "data": {"url": url}}]
    body = {"name": "asks", "document": {"nodes": nodes, "edges": []}}
    made = platform.ask("POST", "/workflows", by=owner, json=body).json
    return platform.ask("POST", f"/workflows/{made['id']}/execute?wait=30", by=owner).json


def test_a_tenant_begins_without_rules(platform: Platform) -> None:
    answer = platform.ask("GET", PATH, by=platform.make_tenant())

    assert answer.json == {**NONE, "updated_at": None}
    assert answer.headers["etag"] == '"0"'


def test_rules_are_kept_in_their_one_form(platform: Platform) -> None:
    owner = platform.make_tenant()

    answer = say(
        platform,
        owner,
        allow_domains=["Bücher.example.", "*.b.example", "xn--bcher-kva.example"],
        deny_networks=["10.1.0.0/255.255.0.0", "8.8.8.8", "2001:DB8::/32"],
    )

    assert answer.status == 200, answer.body
    assert answer.json["allow_domains"] == ["xn--bcher-kva.example", "b.example"]
    assert answer.json["deny_networks"] == ["10.1.0.0/16", "8.8.8.8/32", "2001:db8::/32"]
    assert platform.ask("GET", PATH, by=owner).json == answer.json


def test_a_change_names_the_rules_it_was_made_for(platform: Platform) -> None:
    owner = platform.make_tenant()
    tag = {"If-Match": platform.ask("GET", PATH, by=owner).headers["etag"]}
    body = {"deny_domains": ["a.example"]}

    without = platform.ask("PUT", PATH, by=owner, json=body)
    first = platform.ask("PUT", PATH, by=owner, json=body, headers=tag)
    stale = platform.ask("PUT", PATH, by=owner, json=body, headers=tag)
    second = platform.ask(
        "PUT", PATH, by=owner, json={}, headers={"If-Match": first.headers["etag"]}
    )

    assert (without.status, without.code) == (428, "precondition_required")
    assert (stale.status, stale.code) == (412, "stale_revision")
    assert second.json == {**NONE, "updated_at": second.json["updated_at"]}
    entries = audit_of(platform, owner.tenant_id, "outbound_rules.updated")
    assert [(x["before"], x["after"]) for x in entries] == [
        (NONE, {**NONE, **body}),
        ({**NONE, **body}, NONE),
    ]


def test_a_viewer_reads_the_rules_and_changes_none(platform: Platform) -> None:
    owner = platform.make_tenant()
    viewer = platform.make_member(owner, "viewer")

    assert platform.ask("GET", PATH, by=viewer).status == 200
    assert say(platform, viewer).status == 403


@pytest.mark.parametrize(
    ("lists", "status"),
    [
        ({"deny_domains": [f"d{n}.example" for n in range(1_000)]}, 200),
        ({"deny_domains": [f"d{n}.example" for n in range(1_001)]}, 422),
        ({"allow_networks": [f"10.{n // 250}.{n % 250}.0/24" for n in range(1_000)]}, 200),
        ({"allow_networks": [f"10.{n // 250}.{n % 250}.0/24" for n in range(1_001)]}, 422),
        ({"allow_domains": [".".join(["a" * 61] * 4) + ".examp"]}, 200),
        ({"allow_domains": [".".join(["a" * 61] * 4) + ".exampl"]}, 422),
        (_FULL, 200),
    ],
    ids=["1000", "1001", "1000 nets", "1001 nets", "253", "254", "all full"],
)
def test_lists_are_bounded(platform: Platform, lists: Any, status: int) -> None:
    assert say(platform, platform.make_tenant(), **lists).status == status


@pytest.mark.parametrize(
    ("field", "entry", "says"),
    [
        ("allow_domains", "http://example.org/", "must be a domain"),
        ("deny_domains", "127.0.0.1", "put it among the networks"),
        ("allow_networks", "10.0.0.1/8", "must be a network"),
        ("deny_networks", "::ffff:10.0.0.0/104", "write that one"),
    ],
)
def test_what_is_wrong_is_pointed_at(platform: Platform, field: str, entry: str, says: str) -> None:
    answer = say(platform, platform.make_tenant(), **{field: [entry]})

    assert answer.status == 422
    (error,) = answer.json["errors"]
    assert error["pointer"] == f"/body/{field}/0"
    assert says in error["message"]


def test_rules_hold_for_the_tenant_that_made_them_and_for_no_other(platform: Platform) -> None:
    strict, other = platform.make_tenant(), platform.make_tenant()
    say(platform, strict, deny_networks=["127.0.0.0/8"])

    with LocalServer(lambda request: Answer(body=b"1")) as server:
        refused = ask_for(platform, strict, server.url + "/?token=hidden")
        done = ask_for(platform, other, server.url)

    assert (refused["status"], refused["error"]["code"]) == ("failed", "address_blocked")
    assert done["status"] == "succeeded"
    assert len(server.received) == 1


@pytest.mark.parametrize(
    ("lists", "status"),
    [
        ({"allow_domains": ["localhost"]}, "succeeded"),
        ({"allow_domains": ["example.org"]}, "failed"),
        ({"deny_domains": ["localhost"]}, "failed"),
        ({"allow_networks": ["127.0.0.1"]}, "succeeded"),
        ({"allow_networks": ["93.184.216.0/24"]}, "failed"),
        ({"allow_networks": ["127.0.0.1"], "deny_networks": ["127.0.0.0/30"]}, "failed"),
    ],
    ids=str,
)
def test_each_list_does_what_it_says(platform: Platform, lists: Any, status: str) -> None:
    owner = platform.make_tenant()
    say(platform, owner, **lists)

    with LocalServer(lambda request: Answer(body=b"1")) as server:
        done = ask_for(platform, owner, f"http://localhost:{server.port}/")

    assert done["status"] == status, done


def test_a_tenant_opens_nothing(platform: Platform) -> None:
    owner = platform.make_tenant()
    say(platform, owner, allow_networks=["10.0.0.0/8", "169.254.0.0/16"])

    for url in ("http://10.0.0.1/", "http://169.254.169.254/"):
        assert ask_for(platform, owner, url)["error"]["code"] == "address_blocked"


def test_a_refusal_is_in_the_audit_log_without_the_url(platform: Platform) -> None:
    owner = platform.make_tenant()

    done = ask_for(platform, owner, "http://metadata.google.internal/secret-path?key=hidden")

    (entry,) = audit_of(platform, owner.tenant_id, "outbound.refused")
    assert entry["resource_id"] == done["workflow_id"]
    assert entry["user_id"] == owner.id
    assert entry["details"] == {
        "host": "metadata.google.internal",
        "reason": "a cloud's metadata service",
        "execution_id": done["id"],
    }


@pytest.mark.parametrize(
    ("location", "host"),
    [
        ("http://169.254.169.254/x?key=hidden", "169.254.169.254"),
        ("http://2130706433/", "2130706433"),
    ],
)
def test_a_refused_redirect_is_told_once(platform: Platform, location: str, host: str) -> None:
    owner = platform.make_tenant()
    answer = Answer(302, headers=(("Location", location),))

    with LocalServer(lambda request: answer) as server:
        ask_for(platform, owner, server.url)

    (entry,) = audit_of(platform, owner.tenant_id, "outbound.refused")
    assert entry["details"]["host"] == host
    assert "hidden" not in str(entry)


def test_an_execution_cannot_flood_the_log(platform: Platform) -> None:
    owner = platform.make_tenant()
    told = RefusedRequests(platform.database)
    senders = [
        Sender(TenantId(owner.tenant_id), WorkflowId(new_id()), ExecutionId(new_id()), SYSTEM)
        for _ in range(2)
    ]

    async def refuse() -> None:
        for n in range(MOST_ENTRIES + 5):
            await told.tell(senders[0], Refusal(f"h{n}.example", "private"))
        await told.tell(senders[1], Refusal("other.example", "private"))

    platform.run(refuse())

    entries = [x["details"] for x in audit_of(platform, owner.tenant_id, "outbound.refused")]
    assert len(entries) == MOST_ENTRIES + 1
    assert [x["host"] for x in entries if "further_ones_are_not_told" in x] == ["h19.example"]


def test_what_is_asked_without_an_execution_is_told_minute_by_minute(platform: Platform) -> None:
    owner, now = platform.make_tenant(), [0.0]
    told = RefusedRequests(platform.database, most=2, clock=lambda: now[0])

    async def refuse() -> None:
        for now[0] in (0.0, 1.0, 2.0, 60.0):
            sender = Sender(TenantId(owner.tenant_id))
            await told.tell(sender, Refusal(f"h{now[0]:g}.example", "private"))

    platform.run(refuse())

    entries = audit_of(platform, owner.tenant_id, "outbound.refused")
    assert [x["details"]["host"] for x in entries] == ["h0.example", "h1.example", "h60.example"]
    assert {x["resource_id"] for x in entries} == {str(owner.tenant_id)}


def test_a_refusal_stays_one_when_the_database_is_away(platform: Platform) -> None:
    closed = Database(platform.owner_conninfo(), PoolSettings(smallest=1, largest=1))
    sender = Sender(TenantId(platform.make_tenant().tenant_id))

    with capture_logs() as lines:
        platform.run(RefusedRequests(closed).tell(sender, Refusal("a.example", "private")))

    assert [line["event"] for line in lines] == ["refusal_not_recorded"]


def rules_by(platform: Platform, current: CurrentRules, owner: Person) -> Rules:
    """Return the rules as they hold now."""

    async def ask() -> Rules:
        return await current.of(TenantId(owner.tenant_id))

    return platform.run(ask())


def test_a_change_holds_in_every_process_when_what_it_knew_is_too_old(platform: Platform) -> None:
    owner, now = platform.make_tenant(), [100.0]
    processes = [
        CurrentRules(platform.database, PlatformRules(), clock=lambda: now[0]) for _ in range(2)
    ]
    before = [rules_by(platform, one, owner) for one in processes]
    say(platform, owner, deny_domains=["a.example"])

    now[0] += 0.4
    meanwhile = [rules_by(platform, one, owner) for one in processes]
    now[0] += 0.2
    after = [rules_by(platform, one, owner) for one in processes]

    assert before == meanwhile == [Rules(), Rules()]
    assert after == [Rules(tenant=Lists(deny_domains=("a.example",)))] * 2


def test_rules_that_did_not_change_stay_the_same_object(platform: Platform) -> None:
    """Connections are pooled by them."""
    owner, now = platform.make_tenant(), [100.0]
    current = CurrentRules(platform.database, PlatformRules(), clock=lambda: now[0])

    first = rules_by(platform, current, owner)
    now[0] += 10.0

    assert rules_by(platform, current, owner) is first


def test_the_platform_says_more_about_one_tenant(platform: Platform) -> None:
    owner, other = platform.make_tenant(), platform.make_tenant()
    slug = platform.ask("GET", "/tenant", by=owner).json["slug"]
    only = Lists(allow_domains=("a.example",))
    current = CurrentRules(platform.database, PlatformRules(tenants={slug: only}))

    assert rules_by(platform, current, owner) == Rules(platform_for_tenant=only)
    assert rules_by(platform, current, other) == Rules()
