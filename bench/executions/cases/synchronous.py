"""A caller waits for three nodes: through the API, signed in, recorded."""

from bench.executions.documents import three_nodes
from bench.executions.figures import Figure
from bench.executions.loaded import requests_a_second
from bench.executions.rig import started_rig

_CLIENTS = (1, 10, 50)
_LEAST, _MOST_P99_MS = 1_500, 100


async def synchronous(seconds: float) -> list[Figure]:
    """Measure 1, 10 and 50 clients; with 50, also how long the slowest of a hundred take."""
    figures = []
    with started_rig() as rig:
        sent = rig.execution(rig.publish(three_nodes()), {"age": 25}, wait=True)
        for clients in _CLIENTS:
            least = _LEAST if clients == max(_CLIENTS) else None
            name = f"execute and wait, 3 nodes, {clients} clients"
            figures.append(
                await requests_a_second(
                    rig, name, sent, clients=clients, seconds=seconds, least=least
                )
            )
    slowest = figures[-1]
    p99 = Figure(f"{slowest.name}, p99", slowest.facts["p99 ms"], "ms", most=_MOST_P99_MS)
    return [*figures, p99]
