"""The loop around the scheduler: runs regions, carries out effects, waits, records, stops."""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import SystemRandom
from typing import Any

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
)
from thaiyyal.engine.events import ExecutionEvent, Listener, StepEvent, running_event, step_event
from thaiyyal.engine.frame import Frame
from thaiyyal.engine.inline import region_of
from thaiyyal.engine.plan import Plan
from thaiyyal.engine.ports import Began, Clock, Entry, Fired, Intent, Journal, Outcome
from thaiyyal.engine.replay import History, JournalMismatch, read_history
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
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import BodyDone, BodyFailed, Effect, Limits, StepFailure


@dataclass(slots=True)
class Ports:
    """What an execution uses of the world."""

    clock: Clock
    outbound: Any
    shared: Any
    journal: Journal | None = None
    listener: Listener | None = None


@dataclass(slots=True)
class Execution:
    """One execution of a plan; ``execution_id`` makes idempotency keys."""

    plan: Plan
    ports: Ports
    limits: Limits = field(default_factory=Limits)
    execution_id: str = "local"
    seed: int | None = None
    _driver: "_Driver | None" = None

    async def run(self, inputs: Sequence[Value] = ()) -> ExecutionResult:
        """Run to the end, or to where only a person can decide.

        Args:
            inputs: The execution's input as a list of one, or nothing.
        """
        history = read_history(await self.ports.journal.load() if self.ports.journal else ())
        self._driver = _Driver(self, history)
        return await self._driver.run(inputs)

    def cancel(self) -> None:
        """Stop all work; the result becomes ``cancelled``. Safe at any time, from the loop."""
        if self._driver is not None:
            self._driver.stop("cancelled")


class _Driver:
    def __init__(self, execution: Execution, history: History) -> None:
        self._ports = execution.ports
        self._history = history
        began = history.began
        seed = execution.seed if execution.seed is not None else SystemRandom().getrandbits(53)
        self._began = began or Began(seed, self._ports.clock.now_ms())
        self._run = Run(
            limits=execution.limits,
            seed=self._began.seed,
            now_ms=self._began.now_ms,
            clock_ms=self._ports.clock.now_ms,
            context=execution.plan.context,
        )
        self._plan = execution.plan
        self._scheduler = Scheduler(execution.plan, self._run)
        self._environment = Environment(
            run=self._run,
            clock=self._ports.clock,
            outbound=self._ports.outbound,
            shared=self._ports.shared,
            execution_id=execution.execution_id,
        )
        self._events: deque[Event] = deque()
        self._wake = asyncio.Event()
        self._tasks: dict[Key, asyncio.Task[None]] = {}
        self._leaving: set[asyncio.Task[None]] = set()  # cancelled, not ended yet
        self._stops: dict[Key, Stop] = {}
        self._busy: set[Key] = set()
        self._entries: list[Entry] = []
        self._has_stopped_work = False
        self._outcome: BodyDone | BodyFailed | None = None
        self._unknown: Perform | None = None
        self._active_left_s = execution.limits.run_s

    # ---- the whole run

    async def run(self, inputs: Sequence[Value]) -> ExecutionResult:
        self._tell(ExecutionEvent("running"))
        if self._history.began is None:
            self._record(self._began)
        frame, commands = self._scheduler.start(inputs)
        self._tell_changes()
        try:
            waiting = await self._replay(commands)
            await self._live(waiting)
        finally:
            await self._stop_tasks()
        return self._result(frame)

    async def _replay(self, commands: list[Command]) -> list[Command]:
        """Feed the recorded events; return the commands still to be carried out."""
        if not self._history.events:
            return commands
        pending: dict[Key, Command] = {}
        await self._absorb(commands, pending)
        for event in self._history.events:
            if event.key not in pending and self._has_stopped_work:
                continue  # it ended while the failure that stops it here was still being computed
            if event.key not in pending:
                name = "/".join(str(part) for part in event.key if part)
                raise JournalMismatch(
                    f"the journal has a result for {name}, which this workflow does not run there"
                )
            del pending[event.key]
            commands = self._handle(event)
            await self._absorb(commands, pending)
        return list(pending.values())

    async def _absorb(self, commands: list[Command], pending: dict[Key, Command]) -> None:
        todo = deque(commands)
        while todo:
            command = todo.popleft()
            match command:
                case RunRegion():
                    event = await self._region_to_end(command)
                    todo.extend(self._handle(event))
                case StopWork():
                    pending.pop(command.key, None)
                    self._has_stopped_work = True
                case End():
                    self._outcome = command.outcome
                    self._has_stopped_work = True
                case _:
                    pending[command.key] = command

    async def _live(self, waiting: list[Command]) -> None:
        started = await self._carry_out(waiting)
        while self._outcome is None and self._unknown is None:
            if self._run.stop.code is not None:
                return
            if not self._events:
                await self._wait(started)
                started = time.monotonic()
                continue
            # One by one: what an event stops must not be recorded after it.
            await self._carry_out(self._take(self._events.popleft()))

    def _take(self, event: Event) -> list[Command]:
        is_known = event.key in self._tasks or isinstance(event, RegionEnded)
        if not is_known:
            return []
        self._tasks.pop(event.key, None)
        self._busy.discard(event.key)
        match event:
            case Performed():
                self._record(Outcome(event.key, event.result, event.failure))
            case TimerFired():
                self._record(Fired(event.key))
            case RegionEnded():
                pass
        return self._handle(event)

    def _handle(self, event: Event) -> list[Command]:
        commands = self._scheduler.handle(event)
        self._tell_changes()
        return commands

    async def _wait(self, since: float) -> None:
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

    async def _carry_out(self, commands: Sequence[Command]) -> float:
        """Carry out commands; intents are durable before their work starts."""
        begun = time.monotonic()
        todo = deque(commands)
        performs: list[Perform] = []
        while todo:
            command = todo.popleft()
            match command:
                case RunRegion():
                    event = self._try_region(command)
                    if event is not None:
                        todo.extend(self._handle(event))
                case Perform():
                    performs.append(command)
                case StartTimer():
                    self._start(command.key, self._timer(command), is_busy=not command.is_wait)
                case StopWork():
                    performs = [item for item in performs if item.key != command.key]
                    self._cancel(command.key)
                case End():
                    self._outcome = command.outcome
        self._active_left_s -= time.monotonic() - begun
        await self._begin(performs)
        return begun

    async def _begin(self, performs: list[Perform]) -> None:
        now_ms = self._ports.clock.now_ms()
        for command in performs:
            if self._history.is_unknown(command.key):
                self._unknown = command
                return
            self._record(Intent(command.key, command.effect, now_ms))
        await self._flush()
        if self._outcome is not None:
            return
        for command in performs:
            self._tell(running_event(command.frame, command.slot))
            self._start(command.key, self._perform(command), is_busy=command.effect != Effect.WAITS)

    def _try_region(self, command: RunRegion) -> RegionEnded | None:
        """Run a region here; when it takes too long, start it again on a thread."""
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
            self._start(command.key, self._region_on_thread(command), is_busy=True)
            return None
        except Stopped:
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
        began_ms = self._history.began_ms(command.key, self._ports.clock.now_ms())
        event = await perform(command, self._environment, stop, began_ms)
        self._post(event)

    async def _timer(self, command: StartTimer) -> None:
        await self._ports.clock.sleep(command.seconds)
        self._post(TimerFired(command.key))

    def _start(self, key: Key, work: Any, *, is_busy: bool) -> None:
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

    def stop(self, code: str) -> None:
        """End the execution with ``code`` as soon as the loop looks."""
        self._run.stop.code = self._run.stop.code or code
        self._wake.set()

    async def _stop_tasks(self) -> None:
        if self._outcome is None and self._unknown is None and self._run.stop.code is None:
            self._run.stop.code = "cancelled"
        for key in list(self._tasks):
            self._cancel(key)
        await asyncio.gather(*self._leaving, return_exceptions=True)

    # ---- journal and events

    def _record(self, entry: Entry) -> None:
        if self._ports.journal is not None:
            self._entries.append(entry)

    async def _flush(self) -> None:
        if self._entries and self._ports.journal is not None:
            entries, self._entries = self._entries, []
            await self._ports.journal.write(entries)

    def _tell(self, event: StepEvent | ExecutionEvent) -> None:
        if self._ports.listener is not None:
            self._ports.listener(event)

    def _tell_changes(self) -> None:
        for frame, slot, has_ended in self._scheduler.take_changes():
            if has_ended:
                self._tell_steps(frame, (slot,))
            else:
                self._tell(running_event(frame, slot))

    def _tell_steps(self, frame: Frame, slots: Sequence[int]) -> None:
        if self._ports.listener is not None:
            took = durations_s(frame, slots)
            for slot in slots:
                if frame.ended[slot]:
                    self._tell(step_event(frame, slot, took[slot]))

    def _tell_region(self, command: RunRegion, began: float) -> None:
        region = region_of(command.frame.body, command.unit)
        command.frame.started.setdefault(region.slots[0], began)
        self._tell_steps(command.frame, region.slots)

    def _result(self, frame: Frame) -> ExecutionResult:
        status, output, error = "failed", None, None
        match self._outcome:
            case BodyDone(value=value):
                status, output = "succeeded", value
            case BodyFailed(failure=failure):
                error = failure
            case None:
                status, error = self._cut_short()
        self._tell(ExecutionEvent(status))
        return ExecutionResult(status, output, error, self._plan, frame, self._run)

    def _cut_short(self) -> tuple[str, StepFailure]:
        if self._unknown is not None:
            node = self._unknown.frame.body.nodes[self._unknown.slot].id
            message = (
                "it was begun before the execution was interrupted and may have happened; "
                "decide whether it succeeded, is to be repeated, or failed"
            )
            return "waiting", StepFailure("outcome_unknown", message, node)
        if self._run.stop.code == "timeout":
            limit = self._run.limits.run_s
            return "failed", StepFailure("timeout", f"the execution took longer than {limit:g} s")
        if self._run.stop.code == "internal":
            return "failed", StepFailure("internal", "the engine has a bug; please report it")
        return "cancelled", StepFailure("cancelled", "the execution was cancelled")
