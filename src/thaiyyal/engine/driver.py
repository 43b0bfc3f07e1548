"""The loop around the scheduler: runs regions, carries out effects, waits, records, stops."""

import asyncio
import time
from collections import deque
from collections.abc import Coroutine, Sequence
from random import SystemRandom
from typing import TYPE_CHECKING, Any

from thaiyyal.engine.absent import NO_CACHE, NO_CALLS
from thaiyyal.engine.carry_out import Environment, perform, run_on_thread
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
from thaiyyal.engine.events import ExecutionEvent, StepEvent, running_event, step_event
from thaiyyal.engine.frame import Frame
from thaiyyal.engine.inline import region_of
from thaiyyal.engine.log import Log
from thaiyyal.engine.plan import Plan
from thaiyyal.engine.ports import Armed, Began, Entry, Fired, Intent, Outcome
from thaiyyal.engine.replay import History, JournalMismatch
from thaiyyal.engine.result import ExecutionResult, durations_s
from thaiyyal.engine.run import (
    INLINE_SLICE_S,
    RegionContext,
    Run,
    Stop,
    Stopped,
    TooLongHere,
)
from thaiyyal.engine.schedule import Scheduler
from thaiyyal.engine.waits import Suspension, Waits
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
        self._wake = asyncio.Event()
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
        on_change = self._wake.set if segment.suspend_after_s is not None else None
        self._waits = Waits(ports, history.signals, self._record, on_change)
        self._environment: Environment | None = None
        self._events: deque[Event] = deque()
        self._tasks: dict[Key, asyncio.Task[None]] = {}
        self._leaving: set[asyncio.Task[None]] = set()  # cancelled, not ended yet
        self._stops: dict[Key, Stop] = {}
        self._busy: set[Key] = set()
        self._entries: list[Entry] = []
        self._is_replay = False
        self._has_stopped_work = False
        self._outcome: BodyDone | BodyFailed | None = None
        self._unknown: Perform | None = None
        self._suspension: Suspension | None = None
        self._active_left_s = segment.limits.run_s - segment.active_used_s

    # ---- the whole segment

    async def run(self, inputs: Sequence[Value]) -> ExecutionResult:
        """Run to the end of the segment."""
        self._tell(ExecutionEvent("running"))
        self._set_replay(is_replay=self._history.began is not None)
        frame, commands = self._scheduler.start(inputs)
        self._tell_changes()
        try:
            waiting = await self._replay(commands)
            self._record(self._began)
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
        self._wake.set()

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
                    event = self._region_here(command) or await self._region_to_end(command)
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
        self._is_replay = self._log.is_replay = is_replay

    # ---- live

    async def _live(self, waiting: list[Command]) -> None:
        await self._carry_out(waiting)
        while self._outcome is None and self._unknown is None and self._run.stop.code is None:
            if self._events:
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
        while self._events and self._outcome is None and self._run.stop.code is None:
            self._do(self._take(self._events.popleft()), work)
            if time.monotonic() > until:
                break
        await self._begin_or_flush(work)

    def _only_waits(self) -> bool:
        """Whether the segment is to end because nothing but long waits is left."""
        after_s = self._segment.suspend_after_s
        if after_s is None or not self._tasks or len(self._waits.held) < len(self._tasks):
            return False
        self._suspension = self._waits.suspension(after_s)
        return self._suspension is not None

    def _take(self, event: Event) -> list[Command]:
        is_known = event.key in self._tasks or isinstance(event, RegionEnded)
        if not is_known:
            return []
        self._tasks.pop(event.key, None)
        self._busy.discard(event.key)
        match event:
            case Performed():
                self._history.intents.pop(event.key, None)
                used = self._waits.used_by(event.key)
                self._record(Outcome(event.key, event.result, event.failure, event.facts, used))
            case TimerFired():
                self._waits.end(event.key)
                self._record(Fired(event.key))
            case RegionEnded():
                pass
        return self._handle(event)

    def _handle(self, event: Event) -> list[Command]:
        commands = self._scheduler.handle(event)
        self._tell_changes()
        return commands

    async def _wait(self) -> None:
        """Wait for an event. Only time with work in hand counts against the run's limit."""
        self._wake.clear()
        begun = time.monotonic()
        try:
            async with asyncio.timeout(max(0.0, self._active_left_s) if self._busy else None):
                await self._wake.wait()
        except TimeoutError:
            self.stop("timeout")
        if self._busy:
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
                self._record(Intent(command.key, command.effect, now_ms))
        await self._flush()
        if self._outcome is not None:
            return
        for command in performs:
            self._tell(running_event(command.frame, command.slot))
            self._start(command.key, self._perform(command), is_busy=command.effect != Effect.WAITS)
        for timer in timers:  # after the steps: of two that are overdue the step comes first
            self._start(timer.key, self._timer(timer.key), is_busy=False)

    def _try_region(self, command: RunRegion) -> RegionEnded | None:
        """Run a region here; when it takes too long, start it again on a thread."""
        try:
            event = self._region_here(command)
        except Stopped:
            return None
        if event is None:
            self._start(command.key, self._region_on_thread(command), is_busy=True)
        return event

    def _region_here(self, command: RunRegion) -> RegionEnded | None:
        """Run a region on the event loop; None when it takes too long for that."""
        frame, run = command.frame, self._run
        region = region_of(frame.body, command.unit)
        before = run.executions, dict(run.body_runs)
        check = run.check_inline(time.monotonic() + INLINE_SLICE_S)
        context = RegionContext(run, frame, check)
        began, began_cpu = time.perf_counter(), time.thread_time()
        try:
            failed = region.run(frame, context)
        except TooLongHere:
            context.state.roll_back()
            run.executions, run.body_runs = before
            frame.reset(region.slots)
            return None
        finally:
            run.cpu_s += time.thread_time() - began_cpu
        self._tell_region(command, began)
        return RegionEnded(command.key, failed)

    async def _region_on_thread(self, command: RunRegion) -> None:
        self._post(await self._region_to_end(command))

    async def _region_to_end(self, command: RunRegion) -> RegionEnded:
        frame = command.frame
        stop = self._stops.setdefault(command.key, Stop())
        context = RegionContext(self._run, frame, self._run.check_on_thread(stop))
        region = region_of(frame.body, command.unit)
        began = time.perf_counter()
        failed = await run_on_thread(lambda: region.run(frame, context), stop, self._run)
        self._tell_region(command, began)
        return RegionEnded(command.key, failed)

    async def _perform(self, command: Perform) -> None:
        stop = self._stops.setdefault(command.key, Stop())
        now_ms = self._ports.clock.now_ms()
        began_ms = min(now_ms, self._history.began_ms(command.key, now_ms))  # clocks may go back
        if began_ms < now_ms:  # in an earlier segment
            began = time.perf_counter() - (now_ms - began_ms) / 1000
            started = command.frame.started
            started[command.slot] = min(began, started.get(command.slot, began))
        event = await perform(command, self._environment_of_steps(), stop, began_ms)
        self._post(event)

    def _environment_of_steps(self) -> Environment:
        """Return what steps with effects may use; made when the first one needs it."""
        if self._environment is None:
            ports = self._ports
            self._environment = Environment(
                run=self._run,
                clock=ports.clock,
                outbound=ports.outbound,
                shared=ports.shared,
                execution_id=self._segment.execution_id,
                waits=self._waits,
                log=self._log,
                calls=ports.calls or NO_CALLS,
                shared_cache=ports.shared_cache or NO_CACHE,
                results=ports.results,
            )
        return self._environment

    async def _timer(self, key: Key) -> None:
        await self._ports.clock.sleep(self._waits.seconds_left(key))
        self._post(TimerFired(key))

    def _start(self, key: Key, work: Coroutine[Any, Any, None], *, is_busy: bool) -> None:
        if is_busy:
            self._busy.add(key)
        self._tasks[key] = asyncio.get_running_loop().create_task(work)
        self._tasks[key].add_done_callback(self._surface)

    def _surface(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception() is not None:
            self.stop("internal")

    def _cancel(self, key: Key) -> None:
        task = self._tasks.pop(key, None)
        self._busy.discard(key)
        self._waits.stop(key)
        if key in self._stops:
            self._stops[key].code = "cancelled"
        if task is not None:
            task.cancel()
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)
            self._events = deque(event for event in self._events if event.key != key)

    def _post(self, event: Event) -> None:
        self._events.append(event)
        self._wake.set()

    async def _stop_tasks(self) -> None:
        has_ended = self._outcome is not None or self._suspension is not None
        if not has_ended and self._unknown is None and self._run.stop.code is None:
            self._run.stop.code = "cancelled"
        for key in list(self._tasks):
            self._cancel(key)
        if self._leaving:
            await asyncio.gather(*self._leaving, return_exceptions=True)

    # ---- journal and events

    def _record(self, entry: Entry) -> None:
        if self._ports.journal is not None:
            self._entries.append(entry)

    async def _flush(self) -> None:
        is_last = self._outcome is not None or self._suspension is not None
        if (is_last and self._segment.leaves_last_write) or self._has_nothing_new():
            return
        if self._entries and self._ports.journal is not None:
            entries, self._entries = self._entries, []
            await self._ports.journal.write(entries)

    def _has_nothing_new(self) -> bool:
        """Whether all that happened is that a segment of an older execution began."""
        return self._history.began is not None and self._entries == [self._began]

    def _tell(self, event: StepEvent | ExecutionEvent) -> None:
        if self._ports.listener is not None:
            self._ports.listener(event)

    def _tell_changes(self) -> None:
        is_replay = self._is_replay
        for frame, slot, has_ended in self._scheduler.take_changes():
            if has_ended:
                self._tell_steps(frame, (slot,))
            else:
                self._tell(running_event(frame, slot, is_replay=is_replay))

    def _tell_steps(self, frame: Frame, slots: Sequence[int]) -> None:
        if self._ports.listener is not None:
            took = durations_s(frame, slots)
            for slot in slots:
                if frame.ended[slot]:
                    event = step_event(frame, slot, took[slot], is_replay=self._is_replay)
                    self._tell(event)

    def _tell_region(self, command: RunRegion, began: float) -> None:
        region = region_of(command.frame.body, command.unit)
        command.frame.started.setdefault(region.slots[0], began)
        self._tell_steps(command.frame, region.slots)

    def _result(self, frame: Frame) -> ExecutionResult:
        status, output, error = self._ending()
        self._tell(ExecutionEvent(status))
        suspension = self._suspension or _NO_SUSPENSION
        limit_s = self._run.limits.run_s - self._segment.active_used_s
        has_new = self._segment.leaves_last_write and not self._has_nothing_new()
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
            tuple(self._entries) if has_new else (),
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
