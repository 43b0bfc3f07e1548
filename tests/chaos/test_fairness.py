"""One tenant floods: the executions of the others do not wait for the flood to end."""

from dataclasses import dataclass
from statistics import quantiles
from typing import Any

import pytest

from tests.chaos.crew import Crew, until
from tests.chaos.ledger import Ledger
from tests.chaos.orders import Client
from thaiyyal.testing.platform import Platform

WORK = {
    "nodes": [
        {"id": "wait", "type": "delay", "data": {"duration": "300ms"}},
        {"id": "add", "type": "expression", "data": {"expression": "1 + 1"}},
    ],
    "edges": [{"source": "wait", "target": "add"}],
}
_SLACK_S = 0.25
"""What two cores that are used by others too may add to any wait."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Tenants that order little, each with a workflow."""

    clients: list[tuple[Client, str]]

    def order(self, rounds: int) -> list[str]:
        """Have each tenant order one execution in each round."""
        return [
            client.order(workflow_id, f"round {n}")
            for n in range(rounds)
            for client, workflow_id in self.clients
        ]


@pytest.mark.parametrize(
    ("tenants", "flood", "rounds"),
    [
        pytest.param(20, 400, 1, id="short"),
        pytest.param(100, 2_000, 2, id="long", marks=pytest.mark.soak),
    ],
)
def test_a_flood_of_one_tenant_holds_up_nobody_else(
    platform: Platform, crew: Crew, ledger: Ledger, tenants: int, flood: int, rounds: int
) -> None:
    clients = [Client(platform, platform.make_tenant()) for _ in range(tenants)]
    flooding, quiet = clients[0], Quiet([(one, one.publish(WORK)) for one in clients[1:]])
    for _ in range(2):
        crew.begin()
    quiet.order(1)
    until(ledger.is_still)

    alone = quiet.order(rounds)
    until(ledger.is_still)
    flooded = flooding.order_many(flooding.publish(WORK), flood, over_s=0.0)
    beside = quiet.order(rounds)
    until(ledger.is_still)

    before, after = _wait_s(ledger, alone), _wait_s(ledger, beside)
    ended = max(row["finished_at"] for row in ledger.executions(beside))
    behind = sum(row["finished_at"] > ended for row in ledger.executions(list(flooded)))
    print(  # noqa: T201 - a measurement
        f"\np95 of the others' waits: {before * 1e3:.0f} ms alone, {after * 1e3:.0f} ms beside the"
        f" flood, of which {behind} of {flood} ended after the last of them"
    )
    assert behind > 0
    assert tenants == 20 or after <= 1.5 * before + _SLACK_S


def _wait_s(ledger: Ledger, ids: list[str]) -> float:
    """Return which wait until their beginning 95 of 100 did not exceed."""
    rows: list[dict[str, Any]] = ledger.executions(ids)
    assert {row["status"] for row in rows} == {"succeeded"}
    waits = [(row["started_at"] - row["created_at"]).total_seconds() for row in rows]
    return float(quantiles(waits, n=20)[-1])
