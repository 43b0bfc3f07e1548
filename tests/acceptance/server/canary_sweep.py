"""Everybody looks at everything."""

from threading import Thread

from tests.acceptance.server.canary_people import STREAM, People, path_of
from tests.acceptance.server.process import until

EVERYBODY = ("owner", "editor", "viewer", "robot", "outsider", "stranger")
OTHERS = ("viewer", "outsider", "stranger")
_PLACES = (
    "/executions?limit=200",
    "/executions/counts",
    "/approvals?limit=200",
    "/audit-logs?limit=200",
    "/audit-logs/export",
    "/platform/log?limit=200",
    "/platform/log/export",
    "/tenant/export",
    "/tenant",
    "/metrics",
    "/usage",
    "/me",
    "/me/sessions",
    "/users?limit=200",
    "/api-keys?limit=200",
    "/invitations?limit=200",
    "/credentials?limit=200",
    "/credential-kinds",
    "/roles",
    "/workflows?limit=200",
    "//metrics",
    "//health",
)


def look_at_everything(people: People) -> None:
    """Read every list, every execution and every export, as everybody."""
    for who in EVERYBODY:
        for place in _PLACES:
            people.ask("GET", place, by=who)
    seen = set()
    for one in people.get("/executions?limit=200")["items"]:
        look_at(people, one, "owner")
        if one["workflow_id"] not in seen:
            seen.add(one["workflow_id"])
            for who in OTHERS if len(seen) % 3 == 0 else ():
                people.ask("GET", path_of(one), by=who)
                people.ask("GET", f"{path_of(one)}/steps?limit=200", by=who)
    for workflow in sorted(seen)[::3]:
        for more in ("", "/export", "/triggers", "/draft", "/versions"):
            people.ask("GET", f"/workflows/{workflow}{more}")


def look_at(people: People, execution: dict[str, str], who: str) -> None:
    """Read all that there is of an execution, outputs that are computed again too."""
    at = f"/executions/{execution['id']}"
    people.get(at, by=who)
    people.get(f"{at}/logs?limit=200", by=who)
    people.ask("GET", f"{path_of(execution)}/events", by=who)
    people.ask("GET", f"{path_of(execution)}/files", by=who)
    for step in people.get(f"{at}/steps?limit=200", by=who)["items"]:
        if step["is_preview"] or step["seq"] % 5 == 0:
            people.ask("GET", f"{at}/steps/{step['seq']}/output", by=who)


def follow(people: People, execution: dict[str, str]) -> Thread:
    """Read the events of an execution until they end; returns once something has come."""
    thread = Thread(target=people.follow, args=[f"{path_of(execution)}/events"])
    thread.start()
    until(lambda: people.canaries.marker.encode() in people.answers.get(STREAM, b""))
    return thread
