"""The same three nodes behind a webhook: recorded, and leaving nothing behind."""

from bench.executions.documents import three_nodes_by_webhook
from bench.executions.figures import Figure
from bench.executions.loaded import requests_a_second
from bench.executions.rig import Rig, started_rig
from bench.http.client import Request, request

# Node-RED answered 5,075 a second to one client, and with two processes 11,500 to fifty, on the
# machine for which these shares of it were set; it is not there to be measured again.
_LEAST = {1: 0.6 * 5_075, 50: 0.8 * 11_500}


async def webhooks(seconds: float) -> list[Figure]:
    """Measure one client with one process, and 50 clients with two."""
    with started_rig() as rig:
        sent = {
            "recorded": _request(rig, is_ephemeral=False),
            "ephemeral": _request(rig, is_ephemeral=True),
        }
        alone = [await _measured(rig, *each, clients=1, seconds=seconds) for each in sent.items()]
        rig.second_server()
        both = [await _measured(rig, *each, clients=50, seconds=seconds) for each in sent.items()]
    return [*alone, *both]


async def _measured(rig: Rig, kind: str, sent: Request, *, clients: int, seconds: float) -> Figure:
    count = len(rig.servers)
    return await requests_a_second(
        rig,
        f"webhook, {kind}, {clients} clients, {count} server{'s' * (count > 1)}",
        sent,
        clients=clients,
        seconds=seconds,
        ports=[server.port for server in rig.servers],
        least=_LEAST[clients] if kind == "ephemeral" else None,
    )


def _request(rig: Rig, *, is_ephemeral: bool) -> Request:
    path = rig.hook(three_nodes_by_webhook(is_ephemeral=is_ephemeral))
    return request("POST", path, "", {"age": 25})
