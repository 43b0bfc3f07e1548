"""What is measured: reading one workflow, listing 50 of 10,000, creating."""

from dataclasses import dataclass
from typing import Any

from bench.http.asking import ask
from bench.http.client import Load, Request, load, request
from bench.http.cpu import cpu_s
from bench.http.started import Started

WORKFLOWS = 10_000
_CLIENTS = (1, 10, 50)


@dataclass(frozen=True, slots=True)
class Case:
    """One measurement. ``server_s``: CPU time of the server's process, if it could be seen."""

    name: str
    clients: int
    load: Load
    server_s: float | None

    def as_value(self) -> dict[str, Any]:
        """Return the numbers as JSON."""
        each = None if self.server_s is None else self.server_s / len(self.load.times_s)
        return {
            "clients": self.clients,
            "server_ms": None if each is None else round(each * 1_000, 3),
            "requests_per_second": round(self.load.per_second, 1),
            "p50_ms": round(self.load.percentile_ms(50), 3),
            "p95_ms": round(self.load.percentile_ms(95), 3),
            "p99_ms": round(self.load.percentile_ms(99), 3),
        }


async def measured(server: Started, *, seconds: float) -> list[Case]:
    """Create 10,000 workflows, measuring it, then read and list them."""
    cases = [await _create(server)]
    one = ask(server.port, "/workflows?limit=1", token=server.token)["items"][0]["id"]
    read = request("GET", f"/api/v1/workflows/{one}", server.token)
    listed = request("GET", "/api/v1/workflows?limit=50", server.token)
    for name, sent in (("get one workflow", read), ("list 50 of 10,000", listed)):
        for clients in _CLIENTS:
            await _run(server, name, sent, clients=clients, seconds=0.5)
            cases.append(await _run(server, name, sent, clients=clients, seconds=seconds))
    return cases


async def _run(server: Started, name: str, sent: Request, *, clients: int, seconds: float) -> Case:
    before = cpu_s(server.pid)
    found = await load(server.port, lambda _: sent, clients=clients, seconds=seconds, status=200)
    return Case(f"{name}, {clients} clients", clients, found, _since(before, server))


async def _create(server: Started) -> Case:
    def make(number: int) -> Request:
        body = {"name": f"Workflow {number:05}", "document": _document(number), "tags": ["bench"]}
        return request("POST", "/api/v1/workflows", server.token, body)

    before, left = cpu_s(server.pid), WORKFLOWS - 100
    found = await load(server.port, make, clients=10, seconds=600, status=201, count=left)
    return Case("create, 10 clients", 10, found, _since(before, server))


def _since(before: float | None, server: Started) -> float | None:
    now = cpu_s(server.pid)
    return None if before is None or now is None else now - before


def _document(number: int) -> dict[str, Any]:
    nodes: list[dict[str, Any]] = [
        {"id": "orders", "type": "filter", "data": {"condition": f"item.total > {number}"}},
        {"id": "top", "type": "sort", "data": {"field": "total", "order": "desc"}},
        {"id": "show", "type": "visualization", "data": {"mode": "table"}},
    ]
    edges = [{"source": "orders", "target": "top"}, {"source": "top", "target": "show"}]
    return {"nodes": nodes, "edges": edges}
