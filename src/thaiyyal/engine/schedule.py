"""The scheduler: (plan, state, event) -> commands. It never waits and reads no clock but the
one for step times; given the same events it issues the same commands."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from thaiyyal.engine.attempt import next_attempt_delay
from thaiyyal.engine.commands import (
    Command,
    End,
    Event,
    Key,
    Perform,
    Performed,
    RegionEnded,
    RunRegion,
    StartTimer,
    StopWork,
    TimerFired,
)
from thaiyyal.engine.failures import TIMED_OUT, failure_from
from thaiyyal.engine.frame import DEAD, Frame
from thaiyyal.engine.inputs import argument_of
from thaiyyal.engine.live import LiveBody, Work
from thaiyyal.engine.log import Log
from thaiyyal.engine.plan import Plan
from thaiyyal.engine.results import result_of, terminal_values
from thaiyyal.engine.run import RegionContext, Run, forget_locals, path_text
from thaiyyal.engine.wishes import grant
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import (
    Answer,
    BodyDone,
    BodyFailed,
    BodyTimedOut,
    Container,
    StepError,
    StepFailure,
)


class Scheduler:
    """Runs one execution of a plan. Calls queue up instead of nesting: no depth is too deep."""

    def __init__(self, plan: Plan, run: Run, log: Log) -> None:
        self._plan = plan
        self._run = run
        self._log = log
        self._commands: list[Command] = []
        self._todo: deque[Callable[[], None]] = deque()
        self._works: dict[Key, tuple[LiveBody, int, Work | None]] = {}
        self._timers: dict[Key, Callable[[], None]] = {}
        self._changed: list[tuple[Frame, int, bool]] = []

    def start(self, inputs: Sequence[Value]) -> tuple[Frame, list[Command]]:
        """Start the workflow; return its frame and the first commands."""
        frame = Frame(self._plan.top, inputs=inputs, loop={})
        self.open_body(LiveBody(frame, on_end=self._end))
        return frame, self._drain()

    def handle(self, event: Event) -> list[Command]:
        """Take note of what happened; events of work that was stopped are ignored."""
        match event:
            case RegionEnded():
                found = self._works.pop(event.key, None)
                if found is not None:
                    self._region_ended(found[0], found[1], event.failed)
            case Performed():
                found = self._works.pop(event.key, None)
                if found is not None and found[2] is not None:
                    self._performed(found[2], event)
            case TimerFired():
                action = self._timers.pop(event.key, None)
                if action is not None:
                    action()
        return self._drain()

    def take_changes(self) -> list[tuple[Frame, int, bool]]:
        """Return (frame, slot, has ended) of containers that began and nodes that ended."""
        changed, self._changed = self._changed, []
        return changed

    # ---- bodies

    def open_body(self, live: LiveBody) -> None:
        """Start the units of a body that wait for nothing; an empty body ends at once."""
        for unit in live.frame.body.units:
            if unit.waits_for == 0:
                live.ready.append(unit.index)
        self._todo.append(lambda: self._pump(live))

    def close_body(self, live: LiveBody) -> None:
        """Stop everything inside a body. Iterative: bodies nest to any depth."""
        waiting = [live]
        while waiting:
            at = waiting.pop()
            at.is_closed = True
            for key in at.keys:
                if self._works.pop(key, None) is not None:
                    self._commands.append(StopWork(key))
            for work in at.works.values():
                self._drop_timers(work)
                waiting += work.children
            at.works.clear()
            forget_locals(self._run.state, at.frame)

    def _pump(self, live: LiveBody) -> None:
        while live.ready and not live.is_closed and live.has_room():
            unit = live.frame.body.units[live.ready.popleft()]
            live.running += 1
            if unit.is_region:
                key = (path_key(live.frame), f"#{unit.index}", 1, "region")
                self._issue(RunRegion(key, live.frame, unit.index), live, unit.index, None)
            else:
                work = Work(live, unit.index, unit.slots[0])
                live.works[unit.index] = work
                self.start_attempt(work)
        if not live.is_closed and live.left == 0:
            live.is_closed = True
            forget_locals(self._run.state, live.frame)
            self._run.remember(live.frame)
            is_list = live.result == "list"
            value = terminal_values(live.frame) if is_list else result_of(live.frame)
            live.on_end(BodyDone(value))

    def _region_ended(self, live: LiveBody, unit: int, failed: int | None) -> None:
        if failed is not None:
            self._log.failed(live.frame, failed, live.frame.errors[failed])
            self._fail_body(live, live.frame.errors[failed])
        else:
            self._unit_ended(live, unit)

    def _unit_ended(self, live: LiveBody, unit: int) -> None:
        live.running -= 1
        live.left -= 1
        live.works.pop(unit, None)
        for after in live.frame.body.units[unit].after:
            live.waiting[after] -= 1
            if live.waiting[after] == 0:
                live.ready.append(after)
        self._todo.append(lambda: self._pump(live))

    def _fail_body(self, live: LiveBody, failure: StepFailure) -> None:
        self.close_body(live)
        self._run.remember(live.frame)
        live.on_end(BodyFailed(failure))

    def time_out_body(self, live: LiveBody) -> None:
        """End a body whose time is over with the result of what had succeeded."""
        if not live.is_closed:
            self.close_body(live)
            self._run.remember(live.frame)
            live.on_end(BodyTimedOut(result_of(live.frame)))

    def _end(self, answer: Answer) -> None:
        assert isinstance(answer, BodyDone | BodyFailed)
        self._commands.append(End(answer))

    # ---- nodes

    def start_attempt(self, work: Work) -> None:
        """Start the next attempt of a node: skip it, perform it or open it."""
        frame, node = work.live.frame, work.node
        inputs = frame.inputs_of(work.slot)
        if inputs is None:
            frame.values[work.slot] = DEAD
            self._settle(work)
            return
        work.attempt += 1
        frame.attempts[work.slot] = work.attempt
        frame.started.setdefault(work.slot, time.perf_counter())
        try:
            self._run.count(1)
            argument = argument_of(node.node.type, inputs)
        except StepError as error:
            self._failed(work, failure_from(error, node.id))
            return
        self._limit_time(work)
        if isinstance(node.node.type, Container):
            self._changed.append((frame, work.slot, False))
            context = RegionContext(self._run, frame, self._run.check_now)
            context.at = work.slot
            work.generator = node.node.type.run(node.node.params, argument, context)  # type: ignore[attr-defined]
            self.advance(work, None)
        else:
            effect = node.node.type.effect_of(node.node.params)
            command = Perform(self.key(work, "run"), frame, work.slot, work.attempt, inputs, effect)
            self._issue(command, work.live, work.unit, work)

    def advance(self, work: Work, answer: Answer) -> None:
        """Let a container go on with an answer, until its next wish."""
        try:
            wish = work.generator.send(answer)
        except StopIteration as end:
            self._succeeded(work, end.value)
        except Exception as error:
            self._failed(work, failure_from(error, work.node.id))
        else:
            grant(self, work, wish)

    def _performed(self, work: Work, event: Performed) -> None:
        if event.failure is None:
            self._succeeded(work, event.result)
        else:
            if event.facts:
                work.live.frame.meta[work.slot] = event.facts
            self._failed(work, event.failure)

    def _succeeded(self, work: Work, result: Any) -> None:
        work.live.frame.put(work.slot, result)
        self._settle(work)

    def _failed(self, work: Work, failure: StepFailure) -> None:
        self._drop_timers(work)
        settings = work.node.node.settings
        seed = f"{self._run.seed}/{path_text(work.live.frame.path)}/{work.node.id}/{work.attempt}"
        delay = next_attempt_delay(failure, work.attempt, settings.retry, Random(seed))
        self._log.failed(work.live.frame, work.slot, failure, delay)
        if delay is not None:
            self.start_timer(work, "retry", delay, lambda: self.start_attempt(work), is_wait=True)
            return
        work.live.frame.fail(work.slot, failure, settings.on_error)
        if settings.on_error == "stop":
            self._note_end(work)
            self._fail_body(work.live, failure)
        else:
            self._settle(work)

    def _settle(self, work: Work) -> None:
        self._drop_timers(work)
        self._note_end(work)
        self._unit_ended(work.live, work.unit)

    def _note_end(self, work: Work) -> None:
        work.live.frame.ended[work.slot] = time.perf_counter()
        self._changed.append((work.live.frame, work.slot, True))

    # ---- time

    def _limit_time(self, work: Work) -> None:
        seconds = work.node.node.settings.timeout
        if seconds is not None:
            self.start_timer(
                work, "timeout", seconds, lambda: self._attempt_timed_out(work), is_wait=False
            )

    def _attempt_timed_out(self, work: Work) -> None:
        self.stop_inside(work)
        self._failed(work, StepFailure("timeout", TIMED_OUT, work.node.id))

    def stop_inside(self, work: Work) -> None:
        """Stop the current attempt of a node, and for containers everything in it."""
        key = self.key(work, "run")
        if self._works.pop(key, None) is not None:
            self._commands.append(StopWork(key))
        for child in work.children:
            self.close_body(child)
        work.children.clear()

    def start_timer(
        self, work: Work, purpose: str, seconds: float, action: Callable[[], None], *, is_wait: bool
    ) -> None:
        """Call ``action`` after ``seconds``, unless the node ends before."""
        key = self.key(work, purpose)
        work.timers.add(key)

        def fire() -> None:
            work.timers.discard(key)
            action()

        self._timers[key] = fire
        self._commands.append(StartTimer(key, seconds, is_wait))

    def drop_timer(self, work: Work, purpose: str) -> None:
        """Forget one timer of a node."""
        key = self.key(work, purpose)
        if key in work.timers:
            work.timers.discard(key)
            del self._timers[key]
            self._commands.append(StopWork(key))

    def _drop_timers(self, work: Work) -> None:
        for key in work.timers:
            if self._timers.pop(key, None) is not None:
                self._commands.append(StopWork(key))
        work.timers.clear()

    # ---- the rest

    def key(self, work: Work, purpose: str) -> Key:
        """Return the name of a piece of work of this attempt."""
        return (path_key(work.live.frame), work.node.id, work.attempt, purpose)

    def later(self, action: Callable[[], None]) -> None:
        """Do ``action`` before the event in hand is done with."""
        self._todo.append(action)

    def _issue(
        self, command: RunRegion | Perform, live: LiveBody, unit: int, work: Work | None
    ) -> None:
        self._works[command.key] = (live, unit, work)
        live.keys.append(command.key)
        self._commands.append(command)

    def _drain(self) -> list[Command]:
        while self._todo:
            self._todo.popleft()()
        commands, self._commands = self._commands, []
        return commands


def path_key(frame: Frame) -> str:
    """Return a path as text that also tells attempts of containers apart."""
    return ".".join(f"{container}[{index}]@{tries}" for container, index, tries in frame.path)
