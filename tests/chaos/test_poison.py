"""An execution that kills whoever runs it is given up; those that ran beside it are not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.chaos.crew import Crew, Worker, until
from tests.chaos.ledger import Ledger
from tests.chaos.orders import Client
from tests.chaos.working import SETTINGS
from thaiyyal.plugins import load_catalog

POISON = {
    "nodes": [
        {"id": "calm", "type": "delay", "data": {"duration": "200ms"}},
        {"id": "poison", "type": "poison", "data": {}},
    ],
    "edges": [{"source": "calm", "target": "poison"}],
}
INNOCENT = {"nodes": [{"id": "calm", "type": "delay", "data": {"duration": "700ms"}}], "edges": []}


@pytest.fixture(autouse=True)
def _plugin(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Install the plugin for this process and the workers that it starts."""
    about = folder / "chaos_poison-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: chaos-poison\nVersion: 1\n")
    (about / "entry_points.txt").write_text(
        "[thaiyyal.node_types]\npoison = tests.chaos.poison:Poison\n"
    )
    monkeypatch.syspath_prepend(str(folder))
    load_catalog.cache_clear()
    yield
    load_catalog.cache_clear()


def test_a_poisoned_execution_is_given_up_and_the_innocent_succeed(
    crew: Crew, client: Client, ledger: Ledger
) -> None:
    caller = client.order(client.publish(_calling(client.publish(POISON))), "caller")
    workflow_id = client.publish(INNOCENT)
    innocent = [client.order(workflow_id, f"innocent {n}") for n in range(4)]

    deaths = _work_until_still(crew, ledger)

    (given_up,) = ledger.called_by(caller)
    others = ledger.executions(innocent)
    print(f"\n{deaths} workers died, {[row['crashes'] for row in others]}")  # noqa: T201
    assert deaths == SETTINGS.most_crashes
    assert (given_up["status"], given_up["error"]["code"]) == ("failed", "attempts_exhausted")
    assert given_up["dead_at"] is not None
    assert [row["status"] for row in others] == ["succeeded"] * len(innocent)
    assert ledger.execution(caller)["error"]["code"] == "workflow_failed"


def _calling(workflow_id: str) -> dict[str, Any]:
    """Return a document that calls a workflow and waits for its end."""
    call = {"id": "call", "type": "call_workflow", "data": {"workflow": workflow_id}}
    return {"nodes": [call], "edges": []}


def _work_until_still(crew: Crew, ledger: Ledger) -> int:
    """Start a worker whenever one has died, as every operator's system does; count the deaths."""
    deaths = 0
    worker = crew.begin()

    def is_over(worker: Worker) -> bool:
        return not worker.process.is_alive() or ledger.is_still()

    while not ledger.is_still():
        until(lambda worker=worker: is_over(worker))  # type: ignore[misc]
        if not worker.process.is_alive():
            deaths += 1
            worker = crew.begin()
    return deaths
