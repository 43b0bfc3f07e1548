"""Somebody who publishes workflows and has them executed, by the queue."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

from thaiyyal.testing.api import ask
from thaiyyal.testing.platform import Person, Platform

_TRIES, _PAUSE_S = 100, 0.3


@dataclass(frozen=True, slots=True)
class Client:
    """A tenant's owner and what they ask for."""

    platform: Platform
    person: Person

    def publish(self, document: dict[str, Any]) -> str:
        """Publish a document; return the workflow's id."""
        body = {"name": "Interrupted", "document": document}
        answer = self.platform.ask("POST", "/workflows", by=self.person, json=body)
        assert answer.status == 201, answer.body
        return str(answer.json["id"])

    def order(self, workflow_id: str, run: str) -> str:
        """Have a workflow executed; return the execution's id."""
        answer = self.platform.ask(
            "POST",
            f"/workflows/{workflow_id}/execute",
            by=self.person,
            json={"input": {"run": run}},
        )
        assert answer.status == 202, answer.body
        return str(answer.json["id"])

    def wait_for(self, workflow_id: str, run: str) -> dict[str, Any]:
        """Have a workflow executed by the serving process; return the execution at its end."""
        path = f"/workflows/{workflow_id}/execute?wait=30s"
        answer = self.platform.ask("POST", path, by=self.person, json={"input": {"run": run}})
        assert answer.status == 200, answer.body
        done: dict[str, Any] = answer.json
        return done

    def order_many(self, workflow_id: str, number: int, *, over_s: float) -> dict[str, str]:
        """Order executions while time passes; return the runs that were accepted, by id.

        One that is refused because the database is away is ordered again, as another run.
        """
        return self.platform.run(self._order_many(workflow_id, number, over_s))

    async def _order_many(self, workflow_id: str, number: int, over_s: float) -> dict[str, str]:
        accepted: dict[str, str] = {}
        path = f"/api/v1/workflows/{workflow_id}/execute"
        began = time.monotonic()

        async def order(at: int) -> None:
            await asyncio.sleep(max(0.0, began + over_s * at / number - time.monotonic()))
            for again in range(_TRIES):
                run = f"run-{at}-{again}"
                answer = await ask(
                    self.platform.web.asgi,
                    "POST",
                    path,
                    json={"input": {"run": run}},
                    headers=self.person.headers,
                )
                if answer.status == 202:
                    accepted[str(answer.json["id"])] = run
                    return
                assert answer.status == 503, answer.body
                await asyncio.sleep(_PAUSE_S)

        async with asyncio.TaskGroup() as tasks:
            for at in range(number):
                tasks.create_task(order(at))
        return accepted
