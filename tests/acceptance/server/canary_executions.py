"""Executions in every way in which one can begin, go on, and end."""

import hashlib
import hmac
import json
from typing import Any

from tests.acceptance.server import canary_workflows as workflows
from tests.acceptance.server.canary_credentials import SENT
from tests.acceptance.server.canary_people import STRANGER, Json, People, path_of
from tests.acceptance.server.canary_services import Services
from tests.integration.executions.making import ECHO, document, node

INLINE = ("basic", "bearer")
"""Credentials with which a request also waits for its execution."""


def publish(people: People, what: Json, **more: Any) -> str:
    """Publish a workflow; return its id."""
    body = {"name": f"Tour {people.canaries.marker}", "document": what, **more}
    return str(people.must("POST", "/workflows", body)["id"])


def execute(
    people: People, workflow: str, body: Json | None = None, *, query: str = "?wait=30s"
) -> Json:
    """Execute a workflow; return the execution as it is answered."""
    found: Json = people.must("POST", f"/workflows/{workflow}/execute{query}", body)
    return found


def spread(people: People, web: str) -> list[Json]:
    """Run with each credential: in the request, and from the queue."""
    marker, queued, done = people.canaries.marker, [], []
    for name in SENT:
        for make in (workflows.spread, workflows.faults, workflows.keyed):
            workflow = publish(people, make(web, name, marker))
            queued.append(execute(people, workflow, query=""))
            if make is workflows.spread and name in INLINE:
                done.append(execute(people, workflow))
    refused = publish(people, workflows.keyed(web, "oauth_refused", marker))
    return [*done, execute(people, refused), *map(people.ended, queued)]


def certified(people: People, bank: str) -> Json:
    """Run with a certificate."""
    marker = people.canaries.marker
    return execute(people, publish(people, workflows.keyed(bank, "certificate", marker)))


def inputs(people: People) -> list[Json]:
    """Run with inputs that are secret, right and wrong ones."""
    canaries = people.canaries
    pin, deep = canaries.plant("input"), canaries.plant("input in a list")
    given = {"pin": pin, "deep": [{"a": deep, "b": [deep]}], "plain": canaries.marker}
    workflow = publish(people, workflows.marked(
        node("text", "text_input", text="{{ input.pin }} and {{ input.deep }}"),
        node("bad", "expression", expression="input[input.pin].a"),
    ))  # fmt: skip
    people.ask("POST", f"/workflows/{workflow}/execute", {"input": {**given, "pin": [pin]}})
    people.ask("POST", f"/workflows/{workflow}/execute", {"input": {**given, "deep": pin}})
    people.ask("POST", f"/workflows/{workflow}/execute", {"input": given, "version": pin})
    people.ask("POST", f"/workflows/{workflow}/execute", {"input": given, "more": pin})
    people.ask("POST", f"/workflows/{workflow}/execute", {"input": given}, by="viewer")
    people.ask("POST", f"/workflows/{workflow}/execute", {"input": given}, by="outsider")
    keyed = {"Idempotency-Key": "once"}
    for _ in range(2):
        path = f"/workflows/{workflow}/execute?wait=30s"
        people.must("POST", path, {"input": given}, headers=keyed)
    queued = execute(people, workflow, {"input": given}, query="")
    later = execute(people, workflow, {"input": given, "delay_s": 3_600}, query="")
    people.must("POST", f"{path_of(later)}/cancel")
    draft = {"document": workflows.marked(node("other", "expression", expression="input"))}
    people.must("PUT", f"/workflows/{workflow}/draft", draft)
    body = {"input": given, "draft": True, "pinned": {"same": [given, pin]}}
    return [people.ended(queued), execute(people, workflow, body)]


def again(people: People, services: Services) -> list[Json]:
    """Fail, tell another workflow, retry, begin in the middle."""
    after = publish(people, ECHO)
    told = node("told", "expression", expression=f"parseDate('{people.canaries.marker}')")
    execute(people, publish(people, document(told)), {"input": 1})
    what = workflows.failing(services.web, "bearer", after, people.canaries.marker)
    failed = execute(people, publish(people, what))
    services.is_broken = False
    retried = people.ended(people.must("POST", f"{path_of(failed)}/retry"))
    source = {"execution_id": failed["id"], "node_id": "next"}
    onwards = execute(people, failed["workflow_id"], {"from": source})
    return [failed, retried, onwards]


def hooks(people: People, services: Services) -> None:
    """Start workflows from outside."""
    for more in (
        {"answer": "respond_node"},
        {"answer": "respond_node", "ephemeral": True},
        {"answer": "when_done"},
        {"answer": "at_once"},
        {"answer": "respond_node", "auth": "header", "header": {"name": "X-Secret", "prefix": ""}},
        {"answer": "respond_node", "auth": "signature", "signature": {"header": "X-Signed"}},
    ):
        workflow = publish(people, workflows.answering(services.web, "bearer", **more))
        (hook,) = people.get(f"/workflows/{workflow}/triggers")["webhooks"]
        auth = str(more.get("auth", "none"))
        secret = _secret_of(people, workflow, hook, auth)
        _call(people, hook["path"], secret, auth)


def _secret_of(people: People, workflow: str, hook: Json, auth: str) -> str:
    name, path = f"secret of webhook, {auth}", f"/workflows/{workflow}/webhooks/{hook['id']}/secret"
    if auth == "none":
        return ""
    if auth == "header":
        given = people.canaries.plant(name)
        people.ask("POST", path, {"secret": f"{given} {given}"})
        people.must("POST", path, {"secret": given}, shows=(name,))
        return given
    made = people.must("POST", path, shows=(name,))
    return people.canaries.add(name, made["secret"])


def _call(people: People, path: str, secret: str, auth: str) -> None:
    known = people.canaries.secrets["bearer"]
    body = json.dumps({"marker": people.canaries.marker, "known": known}).encode()
    signed = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json"}
    headers |= {"X-Secret": secret} if auth == "header" else {"X-Signed": signed}
    at = path if path.startswith("//") else f"/{path}"
    people.must("POST", at, by=STRANGER, body=body, headers=headers)
    people.ask("POST", at, by=STRANGER, body=body + secret.encode(), headers=headers)
    people.ask("PUT", at, by=STRANGER, body=body, headers=headers)
    people.ask("POST", f"{at}?a={secret[:40]}", by=STRANGER, body=body)


def files(people: People, services: Services) -> Json:
    """Download a file with a marker in it and a secret in its name."""
    marker = people.canaries.marker
    ask = workflows.asking("ask", f"{services.web}/file?marker={marker}", "bearer", save_as="a.txt")
    named = {**ask, "data": {**ask["data"], "save_as": "{{ node.echo.plain }}.txt"}}
    echo = workflows.asking("echo", f"{services.web}/echo", "bearer")
    done = execute(people, publish(people, document(echo, ask)))
    execute(people, publish(people, document(echo, named)))
    for file in people.get(f"{path_of(done)}/files")["items"]:
        people.get_bytes(f"{path_of(done)}/files/{file['sha256']}")
    return done


def begin_to_wait(people: People, services: Services) -> Json:
    """Begin what is slow and waits."""
    called = publish(people, document(node("e", "expression", expression="[input, 'called']")))
    marker = people.canaries.marker
    what = workflows.waiting(services.web, "bearer", called, marker)
    begun = execute(people, publish(people, what), query="")
    assert services.slow_began.wait(30)
    return begun


def decide(people: People, begun: Json) -> None:
    """Approve, with a secret among what is filled in."""
    people.ended(begun)
    known = people.canaries.secrets["bearer"]
    asked = people.get("/approvals?limit=200")["items"]
    (approval,) = [each for each in asked if each["execution_id"] == begun["id"]]
    path = f"/approvals/{approval['id']}"
    body = {
        "decision": "approve",
        "values": {"n": known},
        "comment": f"{people.canaries.marker}: {known}",
    }
    people.ask("POST", f"{path}/decide", {**body, "values": {"m": known}})
    people.ask("POST", f"{path}/decide", body, by="outsider")
    people.ask("POST", f"{path}/decide", body, by="viewer")
    people.must("POST", f"{path}/decide", body)
    for who in ("owner", "editor", "viewer", "outsider", "stranger"):
        people.ask("GET", path, by=who)


def signal(people: People, begun: Json) -> Json:
    """Send the signal that is waited for, with a secret in it; return the end."""
    known = people.canaries.secrets["bearer"]
    body = {"name": "go", "payload": {"known": known, known: people.canaries.marker}}
    people.ask("POST", f"{path_of(begun)}/signals", {**body, "name": [known]})
    people.must("POST", f"{path_of(begun)}/signals", body)
    return people.ended(begun)
