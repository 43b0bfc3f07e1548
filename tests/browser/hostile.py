"""A tenant in which every text that people or workflows can write is an attack."""

import json
from typing import Any

from tests.browser.furniture import Furnished
from tests.browser.site import Account, Site

ELSEWHERE = "https://elsewhere.example"
MARKUP = (
    '"><img src=x onerror="self.taken=1"><svg onload="self.taken=1"></svg>'
    "<script>self.taken=1</script>"
)
SHORT = "<img src=x onerror=self.taken=1>"
CODE = "javascript:self.taken=1 {{constructor.constructor('self.taken=1')()}} ${self.taken=1}"
TURNED = "invoice\u202etxt.exe\u202c\u2066 \u200b\ufeff"
IDS = ("__proto__", "constructor", "toString", SHORT)
PAGE = f"""<html><head><title>taken</title><base href="{ELSEWHERE}/"></head><body>
<h1 style="height: 300px">A report</h1>
<script>self.taken=1; parent.taken=1</script>
<img src="{ELSEWHERE}/pixel.png" onerror="self.taken=1">
<svg><script>self.taken=1</script><use href="{ELSEWHERE}/x.svg#a" /></svg>
<style>@import "{ELSEWHERE}/x.css"; h1 {{ background: url({ELSEWHERE}/y.png) }}</style>
<iframe src="{ELSEWHERE}"></iframe><iframe srcdoc="<script>parent.taken=1</script>"></iframe>
<object data="{ELSEWHERE}/a"></object><embed src="{ELSEWHERE}/b"><video src="{ELSEWHERE}/c"></video>
<meta http-equiv="refresh" content="0;url={ELSEWHERE}"><link rel="prefetch" href="{ELSEWHERE}/d">
<form action="{ELSEWHERE}"><input autofocus onfocus="self.taken=1"><button>Send</button></form>
<a href="{ELSEWHERE}" target="_top">Top</a> <a href="{ELSEWHERE}" target="_blank">New</a>
<a href="{ELSEWHERE}">Here</a> <a href="javascript:self.taken=1">Script</a>
<a href="data:text/plain,x" download="x.exe">File</a>
</body></html>"""
MARKDOWN = f"""# {MARKUP}

- [script](javascript:self.taken=1) [data](data:text/html,<script>self.taken=1</script>)
- [relative](//elsewhere.example) ![image]({ELSEWHERE}/pixel.png) <{ELSEWHERE}/auto>
- [good](https://good.example/page) [mail](mailto:ada@example.com) **{SHORT}** `{MARKUP}`
"""
SVG = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40' "
    "onload='parent.taken=1'><script>parent.taken=1</script>"
    f"<image href='{ELSEWHERE}/pixel.png'/><rect width='40' height='40'/></svg>"
)
DATA = dict.fromkeys(IDS, MARKUP) | {
    "$$typeof": "Symbol(react.element)",
    "props": {},
    "n": 1e308,
}
OUTPUTS = {
    "Page": PAGE,
    "Markdown": MARKDOWN,
    "Image": SVG,
    "Text": f"{CODE}\n{TURNED}\n{MARKUP}",
    "Object": DATA,
    "Table": [DATA, {SHORT: "=HYPERLINK(1)", "a": {"__proto__": SHORT}}],
}


def plant(site: Site) -> Furnished:
    """Fill a new tenant, and run what can be run."""
    made = Furnished(site.new_team(MARKUP[:60]))
    _plant_people(site, made.owner)
    for name, document in _documents().items():
        given = {
            "name": f"{name} {MARKUP}",
            "description": CODE,
            "tags": [SHORT],
            "document": document,
        }
        made.workflows[name] = site.ask("POST", "/workflows", given, by=made.owner)["id"]
    for name in [*OUTPUTS, "Failing", "Asking"]:
        path = f"/workflows/{made.workflows[name]}/execute"
        made.executions[name] = site.ask("POST", path, {"input": DATA}, by=made.owner)["id"]
    return made


def _plant_people(site: Site, owner: Account) -> None:
    site.new_member(owner, "viewer", name=MARKUP)
    role = {"name": "night-shift", "description": MARKUP, "permissions": ["workflows.read"]}
    site.ask("POST", "/roles", role, by=owner)
    secret = {"username": MARKUP, "password": "correct horse battery staple"}
    given = {"name": MARKUP[:60], "kind": "basic", "fields": secret, "hosts": ["api.example.org"]}
    site.ask("POST", "/credentials", given, by=owner)
    site.ask("POST", "/api-keys", {"name": SHORT}, by=owner)


def _documents() -> dict[str, Any]:
    shown = {name: _one("json_input", {"value": value}) for name, value in OUTPUTS.items()}
    return {**shown, "Failing": _failing(), "Asking": _asking(), "Drawn": drawn()}


def _one(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "nodes": [{"id": "constructor", "type": kind, "data": {**data, "label": MARKUP}}],
        "edges": [],
    }


def _failing() -> dict[str, Any]:
    schema = {"type": "object", "required": [MARKUP], "additionalProperties": False}
    data = {"schema": schema, "strict": True, "label": MARKUP}
    return {"nodes": [{"id": SHORT, "type": "schema_validator", "data": data}], "edges": []}


def _asking() -> dict[str, Any]:
    fields = [
        {"name": SHORT, "type": "choice", "options": [MARKUP, "__proto__"]},
        {"name": "constructor", "type": "text"},
    ]
    asked = {"title": MARKUP, "description": f"{MARKDOWN}{PAGE}", "form": fields}
    return {"nodes": [{"id": "__proto__", "type": "approval", "data": asked}], "edges": []}


def drawn() -> dict[str, Any]:
    """Return a document that attacks the canvas: ids, labels, ports, notes and groups."""
    nodes = [
        {"id": name, "type": "text_input", "data": {"text": MARKUP, "label": f"{n} {MARKUP}"}}
        for n, name in enumerate(IDS)
    ]
    cases = [
        {"when": f"input == {json.dumps(MARKUP)}", "output_path": "__proto__"},
        {"when": "true", "output_path": "constructor"},
        {"is_default": True, "output_path": SHORT},
    ]
    nodes.append({"id": "choose", "type": "switch", "data": {"cases": cases}})
    edges = [
        {"source": "__proto__", "target": "choose"},
        {"source": "choose", "target": "toString", "sourceHandle": "__proto__"},
        {"source": "choose", "target": "constructor", "sourceHandle": "constructor"},
    ]
    box = {"position": {"x": 0, "y": 900}, "size": {"width": 240, "height": 160}}
    notes = [{"id": "__proto__", "text": MARKDOWN, "colour": "red;background:url(x)", **box}]
    groups = [{"id": "constructor", "label": MARKUP, "colour": SHORT, "nodes": ["toString"]}]
    return {"nodes": nodes, "edges": edges, "editor": {"notes": notes, "groups": groups}}
