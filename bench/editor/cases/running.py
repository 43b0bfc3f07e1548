"""How the page does while an execution tells of thousands of steps."""

from collections.abc import Iterator

from bench.editor.browsing import Window
from bench.editor.documents import busy
from bench.executions.figures import Figure, percentile

_WAITS, _RUNS = 10, 500
_EVENTS = 2 * _WAITS * _RUNS
_MOST_TASK_MS = 200


def running(window: Window) -> Iterator[Figure]:
    """Yield the longest task and what shifted while 10,000 steps began and ended."""
    window.open(window.new_workflow(busy(_WAITS, _RUNS)))
    window.settle()
    seen = window.seen_while(lambda: _run(window))
    frames = seen.frames[1:]
    facts = {
        "p95 ms a frame": percentile(frames, 95),
        "worst ms a frame": max(frames),
        "cpu s": seen.cpu / 1e3,
        "s": sum(frames) / 1e3,
    }
    name = f"{_EVENTS:,} events, longest task"
    yield Figure(name, max(seen.long, default=0), "ms", most=_MOST_TASK_MS, facts=facts)
    yield Figure(f"{_EVENTS:,} events, shift", sum(seen.shifts), "", most=0)


def _run(window: Window) -> None:
    window.page.get_by_role("button", name="Run", exact=True).click()
    window.page.get_by_text("succeeded", exact=False).first.wait_for(timeout=300_000)
    window.settle()
