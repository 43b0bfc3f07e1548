"""How smoothly a large graph moves, near and from afar; without a screen, drawn in software."""

import time
from collections.abc import Iterator
from itertools import cycle

from bench.editor.browsing import Seen, Window
from bench.editor.documents import large
from bench.executions.figures import Figure, percentile

_NODES = 1_000
_SECONDS = 3.0
_LEAST_FPS = 50
_MOST_MS = 600
"""Cards of a large graph that are seen from afar all come at once."""
_FREE_PLACE = """() => {
  const box = document.querySelector("[data-canvas]").getBoundingClientRect();
  const isFree = (x, y) => document.elementFromPoint(x, y)?.classList.contains("react-flow__pane");
  for (let y = box.y + box.height / 3; y < box.bottom - 60; y += 7)
    for (let x = box.x + box.width / 3; x < box.right - 60; x += 7) if (isFree(x, y)) return [x, y];
  return null;
}"""


def panning(window: Window) -> Iterator[Figure]:
    """Yield frames a second while a thousand nodes are dragged, and zoomed with the wheel."""
    window.open(window.new_workflow(large(_NODES)))
    window.settle()
    yield _figure("drag", window.seen_while(lambda: _drag(window)))
    yield _figure("wheel", window.seen_while(lambda: _wheel(window)))
    seen = window.seen_while(lambda: _fit_everything(window))
    facts = {"worst ms a frame": max(seen.frames), "cpu ms": seen.cpu}
    longest = max(seen.long, default=0)
    yield Figure(f"{_NODES:,} nodes, zoomed out", longest, "ms", most=_MOST_MS, facts=facts)
    yield _figure("drag from afar", window.seen_while(lambda: _drag(window)))
    yield _figure("wheel from afar", window.seen_while(lambda: _wheel(window)))


def _fit_everything(window: Window) -> None:
    window.page.locator("[data-canvas]").focus()
    window.page.keyboard.press("1")
    window.page.wait_for_timeout(1_000)
    window.settle()


def _drag(window: Window) -> None:
    x, y = window.page.evaluate(_FREE_PLACE)
    mouse = window.page.mouse
    mouse.move(x, y)
    mouse.down()
    ways = cycle([*range(0, 300, 4), *range(300, 0, -4)])
    until = time.perf_counter() + _SECONDS
    while time.perf_counter() < until:
        way = next(ways)
        mouse.move(x - way, y - way / 4)
    mouse.up()


def _wheel(window: Window) -> None:
    x, y = window.page.evaluate(_FREE_PLACE)
    window.page.mouse.move(x, y)
    turns = cycle([-40] * 10 + [40] * 10)
    until = time.perf_counter() + _SECONDS
    while time.perf_counter() < until:
        window.page.mouse.wheel(0, next(turns))
        time.sleep(0.02)


def _figure(what: str, seen: Seen) -> Figure:
    frames = seen.frames[1:]
    facts = {
        "p50 ms": percentile(frames, 50),
        "p95 ms": percentile(frames, 95),
        "worst ms": max(frames),
        "cpu ms a frame": seen.cpu / len(frames),
    }
    fps = 1e3 * len(frames) / sum(frames)
    return Figure(f"{_NODES:,} nodes, {what}", fps, "fps", least=_LEAST_FPS, facts=facts)
