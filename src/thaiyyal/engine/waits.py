"""What steps wait for: times and signals. It knows when nothing but waiting is left."""

import asyncio
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush

from thaiyyal.engine.commands import Key
from thaiyyal.engine.ports import Armed, Ports, Signals
from thaiyyal.sdk import Signal

_KINDS = ("approval", "workflow", "signal", "time")  # what people want to know first


@dataclass(frozen=True, slots=True)
class Held:
    """A timer or a wait of a step. ``due_ms``: None when only a signal ends it."""

    kind: str
    due_ms: float | None


@dataclass(frozen=True, slots=True)
class Suspension:
    """Why a segment may end. ``wake_at_ms``: None when only a signal wakes the execution."""

    waiting_for: str | None
    wake_at_ms: int | None


class Waits:
    """The waits of one segment: timers, and steps that do nothing but wait.

    ``held``: all that are going on. ``dues``: when those are due that an earlier segment set.
    ``on_change`` is called when a step begins to wait; None: nobody wants to suspend.
    """

    __slots__ = (
        "_arm", "_box", "_clock", "_first", "_on_change", "_port", "_used", "dues", "held",
    )  # fmt: skip

    def __init__(
        self,
        ports: Ports,
        used: set[int],
        arm: Callable[[Armed], None],
        on_change: Callable[[], None] | None,
    ) -> None:
        self._clock = ports.clock
        self._port = ports.signals
        self._used = used
        self._box: SignalBox | None = None
        self._arm = arm
        self._on_change = on_change
        self._first: list[tuple[float, Key]] = []  # a heap; what has ended is dropped lazily
        self.held: dict[Key, Held] = {}
        self.dues: dict[Key, float] = {}

    @property
    def signals(self) -> "SignalBox":
        """The signals; made when somebody asks first, for most executions have none."""
        if self._box is None:
            self._box = SignalBox(self._port, self._used)
        return self._box

    def deliver(self, signal: Signal) -> None:
        """Take in a signal."""
        self.signals.add(signal)

    def used_by(self, key: Key) -> tuple[int, ...]:
        """Return the numbers of the signals that a step that ended has used up."""
        return () if self._box is None else self._box.used_by(key)

    def stop(self, key: Key) -> None:
        """Forget a timer, or a step that is stopped; others may have what it got."""
        self.end(key)
        if self._box is not None:
            self._box.give_back(key)

    def suspension(self, after_s: float) -> Suspension | None:
        """Return the suspension when no wait ends within ``after_s``; O(log n) until then."""
        while self._first and not self._is_held(*self._first[0]):
            heappop(self._first)
        due_ms = self._first[0][0] if self._first else None
        if due_ms is not None and due_ms - self._clock.now_ms() <= after_s * 1000:
            return None
        kinds = {wait.kind for wait in self.held.values()}
        kind = next(kind for kind in _KINDS if kind in kinds)
        return Suspension(kind, None if due_ms is None else math.ceil(due_ms))

    def _is_held(self, due_ms: float, key: Key) -> bool:
        found = self.held.get(key)
        return found is not None and found.due_ms == due_ms

    def set_timer(self, key: Key, seconds: float) -> None:
        """Note a timer; one that an earlier segment set keeps its time."""
        due_ms = self.dues.pop(key, None)
        if due_ms is None:
            due_ms = self._clock.now_ms() + seconds * 1000
            self._arm(Armed(key, due_ms))
        self._hold(key, Held("time", due_ms))

    def seconds_left(self, key: Key) -> float:
        """Return the seconds left of a timer."""
        due_ms = self.held[key].due_ms
        return 0.0 if due_ms is None else self._left(due_ms)

    def end(self, key: Key) -> None:
        """Forget a timer or wait that is over."""
        self.held.pop(key, None)

    def first_due(self, key: Key, due_ms: float) -> float:
        """Return when a wait of a step is due: what it told first, in whichever segment."""
        found = self.dues.get(key)
        if found is None:
            self.dues[key] = found = due_ms
            self._arm(Armed(key, due_ms))
        return found

    async def until(self, key: Key, due_ms: float, *, may_park: bool) -> None:
        """Wait for a time."""
        if not may_park:
            await self._clock.sleep(self._left(due_ms))
            return
        self._park(key, Held("time", due_ms))
        try:
            await self._clock.sleep(self._left(due_ms))
        finally:
            self.end(key)

    async def signal(
        self, key: Key, name: str, due_ms: float | None, *, may_park: bool
    ) -> Signal | None:
        """Wait for a signal, at most until ``due_ms``."""
        future = await self.signals.ask(name, key)
        if future.done():
            return future.result()
        if may_park:
            self._park(key, Held(_kind_of(name), due_ms))
        try:
            return await self._first_of(future, due_ms)
        finally:
            self.end(key)
            self.signals.leave(name, key)

    async def _first_of(
        self, future: asyncio.Future[Signal], due_ms: float | None
    ) -> Signal | None:
        if due_ms is None:
            return await future
        timer = asyncio.ensure_future(self._clock.sleep(self._left(due_ms)))
        try:
            await asyncio.wait((future, timer), return_when=asyncio.FIRST_COMPLETED)
        finally:
            timer.cancel()
        return future.result() if future.done() else None

    def _left(self, due_ms: float) -> float:
        return max(0.0, due_ms - self._clock.now_ms()) / 1000

    def _hold(self, key: Key, wait: Held) -> None:
        self.held[key] = wait
        if self._on_change is not None and wait.due_ms is not None:
            heappush(self._first, (wait.due_ms, key))

    def _park(self, key: Key, wait: Held) -> None:
        self._hold(key, wait)
        if self._on_change is not None:
            self._on_change()


@dataclass(slots=True)
class _Waiting:
    key: Key
    future: asyncio.Future[Signal]


@dataclass(slots=True)
class SignalBox:
    """Signals that nobody has used up yet, and the steps that wait for one.

    ``used``: numbers of those that a journal says are used up, or that are given to a step.
    """

    port: Signals | None = None
    used: set[int] = field(default_factory=set)
    _is_loaded: bool = False
    _free: dict[str, deque[Signal]] = field(default_factory=dict)
    _asking: dict[str, deque[_Waiting]] = field(default_factory=dict)
    _given: dict[Key, list[Signal]] = field(default_factory=dict)

    async def ask(self, name: str, key: Key) -> asyncio.Future[Signal]:
        """Return what will hold the next signal ``name``; who asks first gets it first."""
        future: asyncio.Future[Signal] = asyncio.get_running_loop().create_future()
        self._asking.setdefault(name, deque()).append(_Waiting(key, future))
        if not self._is_loaded:
            await self._load()
        self._match(name)
        return future

    async def _load(self) -> None:
        self._is_loaded = True  # before it is: two steps may ask at the same time
        try:
            for signal in await self.port.load() if self.port is not None else ():
                self.add(signal)
        except BaseException:
            self._is_loaded = False
            raise

    def add(self, signal: Signal) -> None:
        """Take in a signal; one that is known already changes nothing."""
        if signal.seq in self.used or signal in self._free.get(signal.name, ()):
            return
        free = self._free.setdefault(signal.name, deque())
        free.append(signal)
        if len(free) > 1 and free[-2].seq > signal.seq:
            self._free[signal.name] = deque(sorted(free, key=lambda item: item.seq))
        self._match(signal.name)

    def leave(self, name: str, key: Key) -> None:
        """Let a step that waits no longer get nothing more."""
        asking = self._asking.get(name, deque())
        self._asking[name] = deque(item for item in asking if item.key != key)

    def used_by(self, key: Key) -> tuple[int, ...]:
        """Return the numbers of what a step that ended has used up."""
        return tuple(signal.seq for signal in self._given.pop(key, ()))

    def give_back(self, key: Key) -> None:
        """Let others have what a step got that was stopped."""
        for signal in self._given.pop(key, ()):
            self.used.discard(signal.seq)
            self.add(signal)

    def _match(self, name: str) -> None:
        free, asking = self._free.get(name), self._asking.get(name)
        while free and asking:
            waiting = asking.popleft()
            if waiting.future.done():
                continue
            signal = free.popleft()
            self.used.add(signal.seq)
            self._given.setdefault(waiting.key, []).append(signal)
            waiting.future.set_result(signal)


def _kind_of(name: str) -> str:
    kind = name.partition(":")[0]
    return kind if ":" in name and kind in ("approval", "workflow") else "signal"
