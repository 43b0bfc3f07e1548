"""Workflows that carry a secret to every place to which a value can get."""

from typing import Any

from tests.acceptance.server.canary_people import Json
from tests.acceptance.server.canary_services import FAULTS
from tests.integration.executions.making import document, node

PROOF = "node.ask.body.plain"
GO_ON = {"on_error": "continue", "retry": {"max_attempts": 2, "initial_delay": "1ms"}}
SECRET_INPUT = {
    "type": "object",
    "properties": {
        "pin": {"type": "string", "format": "password", "minLength": 8},
        "deep": {"type": "array", "items": {"type": "object", "writeOnly": True}},
    },
}


def asking(id_: str, url: str, credential: str | None, **more: Any) -> Json:
    """Return a node that asks a service, with a credential if one is named."""
    named = {} if credential is None else {"credential": credential}
    return node(id_, "http", url=url, **named, **more)


def behind(first: Json, *others: Json, going_on: bool = True) -> Json:
    """Return a document in which ``others`` come after ``first``, beside each other."""
    settled = [{**other, "settings": GO_ON} if going_on else other for other in others]
    edges = [{"source": first["id"], "target": other["id"]} for other in others]
    return {"nodes": [first, *settled], "edges": edges}


def spread(web: str, credential: str, marker: str) -> Json:
    """Return a workflow that does everything with what a service gives back."""
    ask = asking("ask", f"{web}/echo?marker={marker}", credential, full_response=True)
    again = {
        "method": "POST",
        "query": {"again": f"{{{{ {PROOF} }}}}", "marker": marker},
        "headers": {"X-Again": f"{{{{ {PROOF} }}}}"},
        "full_response": True,
    }
    return behind(
        ask,
        node("same", "expression", expression="input"),
        node("joined", "expression", expression=f"[{PROOF}, 'and', input.body.percent].join('-')"),
        node("doubled", "expression", expression=f"{PROOF} + {PROOF} + '{marker}'"),
        node("long", "expression", expression=f"'x'.repeat(3990) + {PROOF} + 'y'.repeat(90000)"),
        node("text", "text_input", text=f"it is {{{{ {PROOF} }}}}, {{{{ input.body.json }}}}"),
        node("json", "format", output_type="JSON", pretty_print=True),
        node("yaml", "format", output_type="YAML"),
        node("xml", "format", output_type="XML"),
        node("keyed", "expression", expression=f"[{{k: {PROOF}, v: '{marker}'}}]"),
        node("set", "variable", var_name="seen", var_op="set"),
        node("keep", "cache", cache_op="set", cache_key=f"{{{{ {PROOF} }}}}"),
        node("share", "cache", cache_op="set", cache_key="k", scope="tenant", ttl="1h"),
        node("share_name", "cache", cache_op="set", cache_key=f"{{{{ {PROOF} }}}}", scope="tenant"),
        node("again", "http", url=f"{web}/echo", body={"a": f"{{{{ {PROOF} }}}}"}, **again),
        node("form", "http", url=f"{web}/echo", body={"a": f"{{{{ {PROOF} }}}}"}, body_type="form",
             **again),
        node("there", "http", url=f"http://10.0.0.1/{{{{ {PROOF} }}}}"),
        node("nowhere", "http", url="http://x{{ input.body.hex.slice(0, 40) }}.invalid/"),
        node("no_header", "http", url=f"{web}/echo", headers={"X-Bad": f"{{{{ {PROOF} }}}}\n"}),
        node("null", "expression", expression=f"input[{PROOF}].a.b"),
        node("number", "expression", expression=f"{PROOF} * 2"),
        node("pattern", "expression", expression=f"matches('a', '(' + {PROOF})"),
        node("told", "expression", expression=f"parseDate('{marker}')"),
        node("date", "expression", expression=f"parseDate({PROOF})"),
        node("schema", "schema_validator", schema={"enum": ["a"]}, strict=True),
        node("call_nobody", "call_workflow", workflow=f"{{{{ {PROOF} }}}}"),
        node("mail", "send_email", credential="post", to="ann@example.org, bob@example.org",
             subject=f"It is {{{{ {PROOF} }}}}", text=f"{{{{ input.body.json }}}} {marker}"),
        node("no_mail", "send_email", credential="post", to=f"{{{{ {PROOF} }}}}",
             subject=f"It is {{{{ {PROOF} }}}}\nBcc: a@b.example", text="a"),
    )  # fmt: skip


def keyed(web: str, credential: str, marker: str) -> Json:
    """Return a workflow with the secret in the names of members, in a loop, and in groups."""
    nodes = [
        asking("ask", f"{web}/echo?marker={marker}", credential, full_response=True),
        node("rows", "expression",
             expression=f"[{{k: {PROOF}, v: '{marker}'}}, {{k: 'x' + {PROOF}, v: 2}}]"),
        node("groups", "group_by", field="k"),
        node("each", "expression", expression="[input, values(input), keys(input)]"),
    ]  # fmt: skip
    return document(*nodes)


def faults(web: str, credential: str, marker: str) -> Json:
    """Return a workflow that asks for everything that goes wrong."""
    asks = [
        asking(path, f"{web}/{path}?marker={marker}", credential,
               **({"save_as": "a.txt"} if path.startswith("file") else {}))
        for path in FAULTS
    ]  # fmt: skip
    return behind(node("begin", "number", value=1), *asks)


def failing(web: str, credential: str, after: str, marker: str) -> Json:
    """Return a workflow that fails, with one that is told; mended, it does not."""
    made = behind(
        asking("ask", f"{web}/echo?marker={marker}", credential, full_response=True),
        asking("next", f"{web}/moody?marker={marker}&a={{{{ {PROOF} }}}}", credential),
        going_on=False,
    )
    return {**made, "settings": {"on_error_workflow": after}}


def waiting(web: str, credential: str, called: str, marker: str) -> Json:
    """Return a workflow that is slow, waits for everything, and then goes on with what it had."""
    nodes = [
        asking("ask", f"{web}/large?marker={marker}", credential, full_response=True),
        asking("slow", f"{web}/slow?marker={marker}", credential),
        node("decide", "approval", title=f"Pay {{{{ {PROOF} }}}}?",
             description=f"{marker} {{{{ node.ask.body.percent }}}}",
             form=[{"name": "n", "type": "text"}]),
        node("call", "call_workflow", workflow=called, input=f"[node.ask.body, '{marker}']"),
        node("wait", "wait_signal", name="go"),
        asking("last", f"{web}/echo?marker={marker}", credential),
        node("end", "expression",
             expression=f"[node.wait, {PROOF}.length, {PROOF}, node.last.plain, node.decide]"),
    ]  # fmt: skip
    made = document(*nodes)
    made["edges"][2]["sourceHandle"] = "approved"
    return made


def marked(*others: Json) -> Json:
    """Return a workflow whose input has secrets."""
    made = behind(node("same", "expression", expression="input"), *others)
    return {**made, "settings": {"input_schema": SECRET_INPUT}}


def answering(web: str, credential: str, **trigger: Any) -> Json:
    """Return a workflow behind a webhook, that answers with a secret."""
    nodes = [
        node("asked", "webhook_trigger", **trigger),
        asking("ask", f"{web}/echo?marker={{{{ input.body.marker }}}}", credential,
               full_response=True),
        node("respond", "respond", headers={"X-Sent": f"{{{{ {PROOF} }}}}"},
             body=["{{ input.body }}", "{{ node.asked }}"]),
    ]  # fmt: skip
    return document(*nodes)
