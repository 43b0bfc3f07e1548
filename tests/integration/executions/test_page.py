"""The reference of the API of executions is true: its requests are answered as it says."""

import re
from pathlib import Path
from typing import Any

from tests.integration.workflows.pages import Message, Story, begin, messages_in
from thaiyyal.features.executions import Runner
from thaiyyal.features.executions.routes import routes
from thaiyyal.features.routing import Route
from thaiyyal.testing.platform import Platform
from thaiyyal.testing.worker import work_off

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "executions-api.md"
EXECUTION = "0198c5d2-7a10-7000-8000-0000000000e"
APPROVAL = "0198c5d2-7a10-7000-8000-0000000000f1"
_VOLATILE = {"at", "duration_ms", "cpu_ms"}
_ONLY_TOLD = {
    "count_executions",
    "decide_step_outcome",
    "download_execution_file",
    "follow_execution",
    "follow_executions",
    "list_functions",
    "list_node_types",
    "list_steps",
    "list_workflow_executions",
}
"""Routes that answer as others do, or at too great a length."""


def test_requests_of_the_reference_are_answered_as_it_says(platform: Platform) -> None:
    story, executions = begin(platform), list[str]()
    messages = messages_in(PAGE)

    assert len(messages) > 10
    for request, promised in messages:
        if request.first.startswith("GET"):
            let_end(platform)
        answer = story.tell(request)
        note_ids(story, executions, request.first, answer.json)
        heard = story.heard(answer)
        assert (request.first, compared(heard)) == (request.first, compared(promised))


def test_the_reference_shows_every_route_of_executions() -> None:
    requests = [request.first for request, _ in messages_in(PAGE)]

    missing = {
        route.name
        for route in routes
        if not any(re.fullmatch(_pattern(route), first) for first in requests)
    }

    assert missing == _ONLY_TOLD


def note_ids(story: Story, executions: list[str], first: str, answer: Any) -> None:
    """Learn which ids of the page stand for what has just come."""
    if re.search(r"/(execute(\?.*)?|[^/]+/retry)$", first) and "id" in answer:
        executions.append(answer["id"])
        story.ids[f"{EXECUTION}{len(executions)}"] = executions[-1]
    if first.endswith("/approvals"):
        story.ids[APPROVAL] = answer["items"][0]["id"]


def let_end(platform: Platform) -> None:
    """Let what is queued come to its end, or to where it waits."""
    platform.run(work_off(platform.services.get(Runner), platform.database))


def compared(message: Message) -> tuple[str, dict[str, str], Any]:
    """Return a message without what differs from time to time."""
    return message.first, message.headers, _steady(message.body)


def _steady(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: (None if inner is None else "…")
            if key in _VOLATILE or key.endswith("_at")
            else _steady(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_steady(inner) for inner in value]
    return value


def _pattern(route: Route) -> str:
    path = re.sub(r"\\\{\w+\\\}", "[^/?]+", re.escape(route.path))
    return rf"{route.method} /api/v1{path}(\?.*)?"
