"""Whether memory comes back when a workflow is closed."""

from collections.abc import Iterator

from bench.editor.browsing import Window
from bench.editor.documents import large
from bench.executions.figures import Figure

_NODES = 1_000
_WARMING, _ROUNDS = 3, 10
_MOST_MIB = 3.0


def staying(window: Window) -> Iterator[Figure]:
    """Yield by how much the heap grows while a workflow is opened and closed ten times."""
    workflow = window.new_workflow(large(_NODES))
    window.page.goto("/workflows")
    for _ in range(_WARMING):
        _open_and_close(window, workflow)
    before = _settled(window)
    for _ in range(_ROUNDS):
        _open_and_close(window, workflow)
    after = _settled(window)
    facts = {
        "MiB before": before["JSHeapUsedSize"] / 2**20,
        "elements more": after["Nodes"] - before["Nodes"],
        "listeners more": after["JSEventListeners"] - before["JSEventListeners"],
    }
    grown = (after["JSHeapUsedSize"] - before["JSHeapUsedSize"]) / 2**20
    name = f"opened and closed {_ROUNDS} times, grown"
    yield Figure(name, grown, "MiB", most=_MOST_MIB, facts=facts)


def _open_and_close(window: Window, workflow: str) -> None:
    window.page.locator(f'a[href="/workflows/{workflow}"]').first.click()
    window.page.locator(".react-flow__node").first.wait_for(state="attached")
    window.settle()
    window.page.get_by_role("link", name="Workflows").first.click()
    window.page.locator(f'a[href="/workflows/{workflow}"]').first.wait_for()


def _settled(window: Window) -> dict[str, float]:
    window.settle()
    window.page.wait_for_timeout(1_000)
    for _ in range(3):
        window.devtools.send("HeapProfiler.collectGarbage")
    return dict(window.figures())
