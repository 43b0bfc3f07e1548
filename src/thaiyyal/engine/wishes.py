"""Granting what scheduled containers wish for: bodies, many bodies at a time, waits."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from thaiyyal.engine.inline import child_frame, item_iteration
from thaiyyal.engine.live import LiveBody, Work
from thaiyyal.sdk import Answer, BodyDone, BodyFailed, Iteration, RunBody, RunMany, Wait, Wish

if TYPE_CHECKING:
    from thaiyyal.engine.schedule import Scheduler


def grant(scheduler: "Scheduler", work: Work, wish: Wish) -> None:
    """Start what a container wishes; it goes on when that is done."""
    match wish:
        case RunBody():
            _run_body(scheduler, work, wish)
        case RunMany():
            _Many(scheduler, work, wish).start()
        case Wait():
            scheduler.start_timer(
                work, "wait", wish.seconds, lambda: scheduler.advance(work, None), is_wait=True
            )


def _run_body(scheduler: "Scheduler", work: Work, wish: RunBody) -> None:
    def on_end(answer: Answer) -> None:
        work.children.clear()
        scheduler.drop_timer(work, "body")
        scheduler.later(lambda: scheduler.advance(work, answer))

    live = open_child(work, wish.iteration, on_end, result=wish.result, most=wish.max_concurrency)
    if wish.timeout_s is not None:
        scheduler.start_timer(
            work,
            "body",
            wish.timeout_s,
            lambda: scheduler.time_out_body(live),
            is_wait=False,
        )
    scheduler.open_body(live)


class _Many:
    """One ``RunMany`` in progress; answers in item order."""

    def __init__(self, scheduler: "Scheduler", work: Work, wish: RunMany) -> None:
        self._scheduler = scheduler
        self._work = work
        self._wish = wish
        self._next = 0
        self._left = len(wish.items)
        self._answers: list[BodyDone | BodyFailed | None] = [None] * len(wish.items)
        self._is_over = False
        body = work.node.body
        is_serial = body is not None and body.touches_state
        self._room = 1 if is_serial else wish.max_concurrency

    def start(self) -> None:
        if self._left == 0:
            self._finish([])
        for _ in range(min(self._room, self._left)):
            self._open_next()

    def _open_next(self) -> None:
        index = self._next
        if index >= len(self._wish.items):
            return
        self._next += 1
        iteration = item_iteration(self._wish.items, index)
        live = open_child(self._work, iteration, lambda answer: self._ended(index, live, answer))
        self._scheduler.open_body(live)

    def _ended(self, index: int, live: LiveBody, answer: Answer) -> None:
        if self._is_over:
            return
        assert isinstance(answer, BodyDone | BodyFailed)
        self._work.children.remove(live)
        if self._wish.stop_on_failure and isinstance(answer, BodyFailed):
            for child in self._work.children:
                self._scheduler.close_body(child)
            self._work.children.clear()
            self._finish(answer)
            return
        self._answers[index] = answer
        self._left -= 1
        if self._left == 0:
            self._finish([answer for answer in self._answers if answer is not None])
        else:
            self._open_next()

    def _finish(self, answer: Answer) -> None:
        self._is_over = True
        self._scheduler.later(lambda: self._scheduler.advance(self._work, answer))


def open_child(
    work: Work,
    iteration: Iteration,
    on_end: Callable[[Answer], None],
    *,
    result: str = "value",
    most: int | None = None,
) -> LiveBody:
    """Return a new body of a container, registered with it but not started."""
    frame = child_frame(work.live.frame, work.node, iteration, work.attempt)
    live = LiveBody(frame, on_end=on_end, result=result, most=most)
    work.children.append(live)
    return live
