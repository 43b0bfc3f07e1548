"""How soon a letter is on the screen, in a field of a large workflow."""

from collections.abc import Iterator

from bench.editor.browsing import Window
from bench.editor.documents import large
from bench.executions.figures import Figure, percentile

_NODES = 1_000
_TEXT = " + input.total * 2 + input.price - 17 + input.weight / 3"
_MOST_MS = 100
_KEY_MS = 60
_SHORTEST_MS = 8.0
"""Only events that were shown 16 ms later or more are told of; the others count as this."""


def typing(window: Window) -> Iterator[Figure]:
    """Yield ms from a key to the frame that shows it, saving and checking going on meanwhile."""
    window.open(window.new_workflow(large(_NODES)))
    window.settle()
    window.page.get_by_role("group", name="Step 24").first.click()
    field = window.page.get_by_role("tabpanel", name="Parameters").get_by_role("textbox").first
    field.click()
    seen = window.seen_while(lambda: window.page.keyboard.type(_TEXT, delay=_KEY_MS))
    slow = [event["duration"] for event in seen.events if event["name"] == "keydown"]
    times = slow + [_SHORTEST_MS] * (len(_TEXT) - len(slow))
    facts = {
        "p50 ms": percentile(times, 50),
        "worst ms": max(times),
        "longest task ms": max(seen.long, default=0),
        "cpu ms a key": seen.cpu / len(_TEXT),
    }
    name = f"expression in one of {_NODES:,} nodes, p95"
    yield Figure(name, percentile(times, 95), "ms", most=_MOST_MS, facts=facts)
