"""A tenant with something on every screen: ordinary things, and some that strain a layout."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.browser.site import Account, Site

EXAMPLES = Path(__file__).parents[2] / "examples"
LONG = "Wirtschaftsprüfungsunterlagenverwaltung" * 5  # 195 characters
ARABIC = "تقرير المبيعات الشهري"
EMOJI = "🚚 Parcels 👩‍👩‍👧‍👦 of the day 🏷️"
MANY = 1000
_INPUTS = {"Order by webhook": {"body": {"order": "A-17", "total": 2400}}}
_GOING = {"queued", "running"}


@dataclass
class Furnished:
    """A tenant with its owner, and ids of the workflows and executions in it, by name."""

    owner: Account
    workflows: dict[str, str] = field(default_factory=dict)
    executions: dict[str, str] = field(default_factory=dict)


def furnish(site: Site, owner: Account) -> Furnished:
    """Fill a tenant. Nothing is waited for that takes time, so that executions are seen running."""
    made = Furnished(owner)
    for name in ("Invoice totals", "Survey statistics", "Order by webhook", "Nightly report"):
        _add_example(site, made, name)
    for name, document in _documents().items():
        _add(site, made, name, document)
    for name in ("Invoice totals", "Rows", "Failing", "Text", "Order by webhook"):
        _execute(site, made, name)
    _add_people(site, owner)
    _add_access(site, owner)
    return made


def example(name: str, file: str) -> Any:
    """Read a file of an example, given by its name or that of its folder."""
    path = EXAMPLES / name.lower().replace(" ", "-") / file
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def _add_example(site: Site, made: Furnished, name: str) -> None:
    document = example(name, "workflow.json")
    _add(site, made, name, document, description=document["description"], tags=["example"])


def _add(
    site: Site, made: Furnished, name: str, document: Mapping[str, Any], **more: object
) -> None:
    given = {"name": name, "document": document, **more}
    made.workflows[name] = site.ask("POST", "/workflows", given, by=made.owner)["id"]


def _execute(site: Site, made: Furnished, name: str) -> None:
    given = {"input": _INPUTS.get(name) or example(name, "input.json")}
    path = f"/workflows/{made.workflows[name]}/execute"
    made.executions[name] = site.ask("POST", path, given, by=made.owner)["id"]


def _add_people(site: Site, owner: Account) -> None:
    site.new_member(owner, "editor", name="Mary Somerville")
    site.new_member(owner, "viewer", name=LONG)
    site.new_member(owner, "admin", name=ARABIC)
    given = {"email": "invited@example.com", "role": "editor"}
    site.ask("POST", "/invitations", given, by=owner)
    role = {"name": "night-shift", "permissions": ["workflows.read", "executions.read"]}
    site.ask("POST", "/roles", role, by=owner)


def _add_access(site: Site, owner: Account) -> None:
    fields = {"username": "robot", "password": "correct horse battery staple"}
    for name in ("Shop of the north", LONG):
        given = {"name": name, "kind": "basic", "fields": fields, "hosts": ["api.example.org"]}
        site.ask("POST", "/credentials", given, by=owner)
    site.ask("POST", "/api-keys", {"name": "Nightly import"}, by=owner)
    site.ask("POST", "/api-keys", {"name": LONG[:100], "expires_in_days": 1}, by=owner)


def _documents() -> dict[str, Any]:
    return {
        LONG: _one("number", {"value": 1}, label=LONG),
        ARABIC: _one("text_input", {"text": ARABIC}, label=ARABIC),
        EMOJI: _one("text_input", {"text": EMOJI}, label=EMOJI),
        "Rows": _rows(),
        "Text": _one("text_input", {"text": "Long lines are broken. " * 435}),
        "Failing": _failing(),
        "Empty": {"nodes": [], "edges": []},
    }


def _one(kind: str, data: Mapping[str, object], **more: object) -> dict[str, Any]:
    return {"nodes": [{"id": "only", "type": kind, "data": {**data, **more}}], "edges": []}


def _rows() -> dict[str, Any]:
    row = "{row: item, name: 'Row ' + item, total: item * 1.19, tags: ['a', 'b']}"
    nodes = [
        {"id": "rows", "type": "range", "data": {"start": 1, "end": MANY}},
        {"id": "table", "type": "map", "data": {"expression": row}},
    ]
    return {"nodes": nodes, "edges": [{"source": "rows", "target": "table"}]}


def _failing() -> dict[str, Any]:
    nodes = [
        {"id": "given", "type": "text_input", "data": {"text": "twelve"}},
        {"id": "sum", "type": "expression", "data": {"expression": "input + 1"}},
        {"id": "never", "type": "expression", "data": {"expression": "input * 2"}},
    ]
    edges = [{"source": "given", "target": "sum"}, {"source": "sum", "target": "never"}]
    return {"nodes": nodes, "edges": edges}


def wait_for_end(site: Site, made: Furnished, name: str) -> None:
    """Ask until an execution has ended, or waits for somebody."""
    path = f"/executions/{made.executions[name]}"
    while site.ask("GET", path, by=made.owner)["status"] in _GOING:
        pass
