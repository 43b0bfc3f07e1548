"""The loop around the scheduler: runs regions, carries out effects, waits, records, stops."""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from random import SystemRandom
from typing import TYPE_CHECKING

from thaiyyal.engine.absent import NO_CACHE, NO_CALLS
from thaiyyal.engine.carry_out import Environment, perform
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
    Wanted,
)
from thaiyyal.engine.ending import cut_short, unknown_outcome
from thaiyyal.engine.events import ExecutionEvent
from thaiyyal.engine.frame import Frame
from thaiyyal.engine.log import Log
from thaiyyal.engine.plan import Plan
from thaiyyal.engine.ports import Armed, Began, Fired, Intent, Outcome
from thaiyyal.engine.recording import Recorder
from thaiyyal.engine.regions import Regions
from thaiyyal.engine.replay import History, JournalMismatch
from thaiyyal.engine.result import ExecutionResult
from thaiyyal.engine.run import (
    INLINE_SLICE_S,
    Run,
    Stopped,
)
from thaiyyal.engine.schedule import Scheduler
from thaiyyal.engine.telling import Teller
from thaiyyal.engine.waits import Suspension, Waits
from thaiyyal.engine.working import Work
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import BodyDone, BodyFailed, Effect, Signal, StepFailure

if TYPE_CHECKING:
    from thaiyyal.engine.execution import Execution

_NO_SUSPENSION = Suspension(None, None)
_YIELD_EVERY = 64
"""Events of a replay after which others on the event loop get a turn."""


class Driver:
    """Runs one segment of an execution."""

    def __init__(self, plan: Plan, segment: "Execution", history: History) -> None:
        self._plan = plan
        self._ports = ports = segment.ports
        self._segment = segment
        self._history = history
        self._began = Began(_seed_of(segment, history), ports.clock.now_ms())
        self._run = Run(
            limits=segment.limits,
            seed=self._began.seed,
            now_ms=(history.began or self._began).now_ms,
            clock_ms=ports.clock.now_ms,
            context=plan.context,
        )
        self._log = Log(ports.log, ports.clock.now_ms)
        self._scheduler = Scheduler(plan, self._run, self._log)
        self._teller = Teller(ports.listener)
        self._regions = Regions(self._run, self._teller)
        self._work = Work(self._run.stop)
        self._recorder = Recorder(
            ports.journal, leaves_last=segment.leaves_last_write, is_first=history.began is None
        )
        on_change = self._work.wake.set if segment.suspend_after_s is not None else None
        self._waits = Waits(ports, history.signals, self._recorder.record, on_change)
        self._environment: Environment | None = None
        self._has_stopped_work = False
        self._outcome: BodyDone | BodyFailed | None = None
        self._unknown: Perform | None = None
        self._suspension: Suspension | None = None
        self._active_left_s = segment.limits.run_s - segment.active_used_s

    # ---- the whole segment

    async def run(self, inputs: Sequence[Value]) -> ExecutionResult:
        """Run to the end of the segment."""
        self._teller.tell(ExecutionEvent("running"))
        self._set_replay(is_replay=self._history.began is not None)
        frame, commands = self._scheduler.start(inputs)
        self._teller.changes(self._scheduler.take_changes())
        try:
            waiting = await self._replay(commands)
            self._recorder.record(self._began)
            await self._live(waiting)
        finally:
            await self._stop_tasks()
        return self._result(frame)

    def deliver(self, signal: Signal) -> None:
        """Take in a signal."""
        self._waits.deliver(signal)

    def stop(self, code: str) -> None:
        """End the execution with ``code`` as soon as the loop looks."""
        self._run.stop.code = self._run.stop.code or code
        self._work.wake.set()

    # ---- replay

    async def _replay(self, commands: list[Command]) -> list[Command]:
        """Feed what is recorded; return the commands still to be carried out."""
        if self._history.began is None:
            return commands
        pending: dict[Key, Command] = {}
        try:
            async with asyncio.timeout(self._run.limits.run_s):
                await self._feed(commands, pending)
        except TimeoutError:
            self.stop("timeout")
        except asyncio.CancelledError:
            if self._run.stop.code is None:
                raise  # somebody cancels the task, not the execution
        self._set_replay(is_replay=False)
        self._run.now_ms = self._began.now_ms
        return list(pending.values())

    async def _feed(self, commands: list[Command], pending: dict[Key, Command]) -> None:
        await self._absorb(commands, pending)
        for count, item in enumerate(self._history.recorded):
            match item:
                case Began():
                    self._run.now_ms = item.now_ms
                case Armed():
                    self._waits.dues[item.key] = item.due_ms
                case _:
                    await self._feed_event(item, pending)
            if count % _YIELD_EVERY == _YIELD_EVERY - 1:
                await asyncio.sleep(0)

    async def _feed_event(self, event: Event, pending: dict[Key, Command]) -> None:
        if event.key not in pending:
            if self._has_stopped_work:
                return  # it ended while the failure that stops it here was still being computed
            name = "/".join(str(part) for part in event.key if part)
            raise JournalMismatch(
                f"the journal has a result for {name}, which this workflow does not run there"
            )
        del pending[event.key]
        self._waits.dues.pop(event.key, None)
        await self._absorb(self._handle(event), pending)

    async def _absorb(self, commands: list[Command], pending: dict[Key, Command]) -> None:
        todo = deque(commands)
        while todo:
            command = todo.popleft()
            match command:
                case RunRegion():
                    event = self._regions.here(command) or await self._region_to_end(command)
                    todo.extend(self._handle(event))
                case StopWork():
                    pending.pop(command.key, None)
                    self._waits.dues.pop(command.key, None)
                    self._has_stopped_work = True
                case End():
                    self._outcome = command.outcome
                    self._has_stopped_work = True
                case _:
                    pending[command.key] = command

    def _set_replay(self, *, is_replay: bool) -> None:
        self._teller.is_replay = self._log.is_replay = is_replay

    # ---- live

    async def _live(self, waiting: list[Command]) -> None:
        await self._carry_out(waiting)
        while self._outcome is None and self._unknown is None and self._run.stop.code is None:
            if self._work.events:
                await self._take_waiting()
            elif self._only_waits():
                break
            else:
                await self._wait()
        if self._suspension is not None:
            await self._flush()

    async def _take_waiting(self) -> None:
        """Take the events that wait, and write once for all of them.

        One by one all the same: what an event stops is not recorded after it. For a slice of time.
        """
        until = time.monotonic() + INLINE_SLICE_S
        work: Wanted = {}
        while self._work.events and self._outcome is None and self._run.stop.code is None:
            self._do(self._take(self._work.events.popleft()), work)
            if time.monotonic() > until:
                break
        await self._begin_or_flush(work)

    def _only_waits(self) -> bool:
        """Whether the segment is to end because nothing but long waits is left."""
        after_s = self._segment.suspend_after_s
        tasks = self._work.tasks
        if after_s is None or not tasks or len(self._waits.held) < len(tasks):
            return False
        self._suspension = self._waits.suspension(after_s)
        return self._suspension is not None

    def _take(self, event: Event) -> list[Command]:
        is_known = event.key in self._work.tasks or isinstance(event, RegionEnded)
        if not is_known:
            return []
        self._work.end(event.key)
        match event:
            case Performed():
                self._history.intents.pop(event.key, None)
                used = self._waits.used_by(event.key)
                self._recorder.record(
                    Outcome(event.key, event.result, event.failure, event.facts, used)
                )
            case TimerFired():
                self._waits.end(event.key)
                self._recorder.record(Fired(event.key))
            case RegionEnded():
                pass
        return self._handle(event)

    def _handle(self, event: Event) -> list[Command]:
        commands = self._scheduler.handle(event)
        self._teller.changes(self._scheduler.take_changes())
        return commands

    async def _wait(self) -> None:
        """Wait for an event. Only time with work in hand counts against the run's limit."""
        work = self._work
        work.wake.clear()
        begun = time.monotonic()
        try:
            async with asyncio.timeout(max(0.0, self._active_left_s) if work.is_busy else None):
                await work.wake.wait()
        except TimeoutError:
            self.stop("timeout")
        if work.is_busy:
            self._active_left_s -= time.monotonic() - begun
        if self._active_left_s <= 0:
            self.stop("timeout")

    # ---- commands

    async def _carry_out(self, commands: Sequence[Command]) -> None:
        """Carry out commands; intents are durable before their work starts."""
        work: Wanted = {}
        self._do(commands, work)
        await self._begin_or_flush(work)

    def _do(self, commands: Sequence[Command], work: Wanted) -> None:
        """Carry out what needs no record; what does is added to ``work``, or taken out again."""
        begun = time.monotonic()
        todo = deque(commands)
        while todo:
            command = todo.popleft()
            match command:
                case RunRegion():
                    event = self._try_region(command)
                    if event is not None:
                        todo.extend(self._handle(event))
                case Perform() | StartTimer():
                    work[command.key] = command
                case StopWork():
                    if work.pop(command.key, None) is None:
                        self._cancel(command.key)
                case End():
                    self._outcome = command.outcome
        self._active_left_s -= time.monotonic() - begun

    async def _begin_or_flush(self, work: Wanted) -> None:
        if work:
            await self._begin(work)
        else:
            await self._flush()

    async def _begin(self, work: Wanted) -> None:
        performs = [command for command in work.values() if isinstance(command, Perform)]
        for command in performs:
            if self._history.is_unknown(command.key):
                self._unknown = command
                return
        now_ms = self._ports.clock.now_ms()
        timers = [command for command in work.values() if isinstance(command, StartTimer)]
        for timer in timers:
            self._waits.set_timer(timer.key, timer.seconds)
        for command in performs:
            if command.key not in self._history.intents:
                self._recorder.record(Intent(command.key, command.effect, now_ms))
        await self._flush()
        if self._outcome is not None:
            return
        for command in performs:
            self._teller.begun(command.frame, command.slot)
            is_busy = command.effect != Effect.WAITS
            self._work.start(command.key, self._perform(command), is_busy=is_busy)
        for timer in timers:  # after the steps: of two that are overdue the step comes first
            self._work.start(timer.key, self._timer(timer.key), is_busy=False)

    def _try_region(self, command: RunRegion) -> RegionEnded | None:
        """Run a region here; when it takes too long, start it again on a thread."""
        try:
            event = self._regions.here(command)
        except Stopped:
            return None
        if event is None:
            self._work.start(command.key, self._region_on_thread(command), is_busy=True)
        return event

    async def _region_on_thread(self, command: RunRegion) -> None:
        self._work.post(await self._region_to_end(command))

    async def _region_to_end(self, command: RunRegion) -> RegionEnded:
        return await self._regions.to_end(command, self._work.stop_of(command.key))

    async def _perform(self, command: Perform) -> None:
        stop = self._work.stop_of(command.key)
        now_ms = self._ports.clock.now_ms()
        began_ms = min(now_ms, self._history.began_ms(command.key, now_ms))  # clocks may go back
        if began_ms < now_ms:  # in an earlier segment
            began = time.perf_counter() - (now_ms - began_ms) / 1000
            started = command.frame.started
            started[command.slot] = min(began, started.get(command.slot, began))
        event = await perform(command, self._environment_of_steps(), stop, began_ms)
        self._work.post(event)

    def _environment_of_steps(self) -> Environment:
        """Return what steps with effects may use; made when the first one needs it."""
        if self._environment is None:
            ports = self._ports
            self._environment = Environment(
                run=self._run,
                clock=ports.clock,
                outbound=ports.outbound,
                shared=ports.shared,
                key_root=self._segment.key_root,
                waits=self._waits,
                log=self._log,
                calls=ports.calls or NO_CALLS,
                shared_cache=ports.shared_cache or NO_CACHE,
                results=ports.results,
            )
        return self._environment

    async def _timer(self, key: Key) -> None:
        await self._ports.clock.sleep(self._waits.seconds_left(key))
        self._work.post(TimerFired(key))

    def _cancel(self, key: Key) -> None:
        self._waits.stop(key)
        self._work.cancel(key)

    async def _stop_tasks(self) -> None:
        has_ended = self._outcome is not None or self._suspension is not None
        if not has_ended and self._unknown is None and self._run.stop.code is None:
            self._run.stop.code = "cancelled"
        for key in list(self._work.tasks):
            self._cancel(key)
        await self._work.left()

    # ---- the end

    async def _flush(self) -> None:
        is_last = self._outcome is not None or self._suspension is not None
        await self._recorder.flush(is_last=is_last)

    def _result(self, frame: Frame) -> ExecutionResult:
        status, output, error = self._ending()
        self._teller.tell(ExecutionEvent(status))
        suspension = self._suspension or _NO_SUSPENSION
        limit_s = self._run.limits.run_s - self._segment.active_used_s
        return ExecutionResult(
            status,
            output,
            error,
            self._plan,
            frame,
            self._run,
            suspension.waiting_for if self._unknown is None else "outcome_unknown",
            suspension.wake_at_ms,
            self._unknown.key if self._unknown is not None else None,
            limit_s - self._active_left_s,
            self._recorder.unwritten(),
        )

    def _ending(self) -> tuple[str, Value, StepFailure | None]:
        match self._outcome:
            case BodyDone(value=value):
                return "succeeded", value, None
            case BodyFailed(failure=failure):
                return "failed", None, failure
        if self._unknown is not None:
            return "waiting", None, unknown_outcome(self._unknown)
        if self._suspension is not None:
            return "waiting", None, None
        status, error = cut_short(self._run)
        return status, None, error


def _seed_of(segment: "Execution", history: History) -> int:
    if history.began is not None:
        return history.began.seed
    return segment.seed if segment.seed is not None else SystemRandom().getrandbits(53)
