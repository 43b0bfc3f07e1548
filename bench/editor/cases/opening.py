"""How long it takes until a large workflow can be worked on."""

from collections.abc import Iterator
from statistics import median

from bench.editor.browsing import Window
from bench.editor.documents import large
from bench.executions.figures import Figure

_MOST_S = {1_000: 1.5, 2_000: 2.5}
_ROUNDS = 5


def opening(window: Window) -> Iterator[Figure]:
    """Yield seconds from the address to a canvas that answers, scripts being in the cache."""
    for nodes, most in _MOST_S.items():
        workflow = window.new_workflow(large(nodes))
        first = window.open(workflow)
        rounds = [_opened(window, workflow) for _ in range(_ROUNDS)]
        times, work = zip(*rounds, strict=True)
        facts = {"first s": first / 1e3, "worst s": max(times) / 1e3, "cpu ms": median(work) * 1e3}
        name = f"open {nodes:,} nodes"
        yield Figure(name, median(times) / 1e3, "s", most=most, facts=facts)


def _opened(window: Window, workflow: str) -> tuple[float, float]:
    window.page.goto("about:blank")
    time = window.open(workflow)
    return time, window.figures()["TaskDuration"]
