"""When the next pass through a limiter is allowed. Pure."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Pace:
    """At most ``most`` passes per ``per_s`` seconds, counted by ``strategy``."""

    most: int
    per_s: float
    strategy: Literal["fixed_window", "sliding_window", "token_bucket"] = "fixed_window"

    def next_pass(
        self, passes: tuple[float, ...] | None, now_s: float
    ) -> tuple[float, tuple[float, ...]]:
        """Return the seconds to wait and the record of passes with this one in it.

        Args:
            passes: The record so far (times of passes, or the bucket's time), or None.
            now_s: The time now, seconds.
        """
        match self.strategy:
            case "fixed_window":
                return self._fixed(passes, now_s)
            case "sliding_window":
                return self._sliding(passes, now_s)
            case "token_bucket":
                return self._bucket(passes, now_s)

    def _fixed(
        self, passes: tuple[float, ...] | None, now_s: float
    ) -> tuple[float, tuple[float, ...]]:
        start, count = (passes[0], int(passes[1])) if passes else (now_s, 0)
        if now_s >= start + self.per_s:
            start, count = now_s, 0
        if count >= self.most:
            start, count = start + self.per_s, 0
        return max(0.0, start - now_s), (start, count + 1.0)

    def _sliding(
        self, passes: tuple[float, ...] | None, now_s: float
    ) -> tuple[float, tuple[float, ...]]:
        recent = tuple(at for at in passes or () if at > now_s - self.per_s)[-self.most :]
        at = now_s if len(recent) < self.most else max(now_s, recent[0] + self.per_s)
        return at - now_s, (*recent, at)[-self.most :]

    def _bucket(
        self, passes: tuple[float, ...] | None, now_s: float
    ) -> tuple[float, tuple[float, ...]]:
        # The generic cell rate algorithm (ITU-T I.371): one number, the theoretical arrival time.
        each = self.per_s / self.most
        arrival = max(passes[0] if passes else now_s, now_s)
        wait = max(0.0, arrival - (self.per_s - each) - now_s)
        return wait, (arrival + each,)
