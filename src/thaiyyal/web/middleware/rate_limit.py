"""How often somebody may ask: token buckets by key. The router asks; nothing here reads a request.

Buckets are of this process. At most ``max_keys`` are kept; the one used longest ago goes first.
"""

import math
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """``quota`` requests in ``window_s`` seconds; the quota is also the largest burst."""

    name: str
    quota: int
    window_s: int = 60

    def __post_init__(self) -> None:
        if self.quota < 1 or self.window_s < 1:
            raise ValueError(f"the policy {self.name} needs a quota and a window of 1 or more")

    @property
    def per_second(self) -> float:
        """How many tokens come back in a second."""
        return self.quota / self.window_s


@dataclass(frozen=True, slots=True)
class Pass:
    """The request may go on; ``reset_s`` is when the quota will be whole again."""

    remaining: int
    reset_s: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The request came too early by ``retry_after_s``, 1 or more."""

    retry_after_s: int
    reset_s: int

    @property
    def remaining(self) -> int:
        """What is left: nothing."""
        return 0


class Bucket:
    """Tokens that are taken by requests and come back with time. ``now`` in seconds, any origin."""

    __slots__ = ("_at", "_policy", "_tokens")

    def __init__(self, policy: Policy, now: float) -> None:
        self._policy = policy
        self._tokens = float(policy.quota)
        self._at = now

    def take(self, now: float) -> Pass | Refused:
        """Take one token if there is one; a refusal takes nothing."""
        self._fill(now)
        if self._tokens < 1:
            wait_s = (1 - self._tokens) / self._policy.per_second
            return Refused(max(1, math.ceil(wait_s)), self._reset_s())
        self._tokens -= 1
        return Pass(int(self._tokens), self._reset_s())

    def _fill(self, now: float) -> None:
        """Add what came back since the last time; a clock that jumps back adds nothing."""
        elapsed = max(0.0, now - self._at)
        self._at = max(now, self._at)
        back = elapsed * self._policy.per_second
        self._tokens = min(float(self._policy.quota), self._tokens + back)

    def _reset_s(self) -> int:
        return math.ceil((self._policy.quota - self._tokens) / self._policy.per_second)


class RateLimiter:
    """One bucket a key, for one policy."""

    def __init__(self, policy: Policy, *, max_keys: int = 100_000) -> None:
        self.policy = policy
        self._max_keys = max_keys
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, key: str, now: float) -> Pass | Refused:
        """Take a token of ``key`` and say whether there was one."""
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = Bucket(self.policy, now)
            if len(self._buckets) > self._max_keys:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(key)
        return bucket.take(now)


def limit_headers(policy: Policy, outcome: Pass | Refused) -> Mapping[str, str]:
    """Return the headers that tell a client its budget (IETF draft, "RateLimit header fields").

    >>> limit_headers(Policy("requests", 600), Pass(599, 1))["RateLimit"]
    '"requests";r=599;t=1'
    """
    headers = {
        "RateLimit-Policy": f'"{policy.name}";q={policy.quota};w={policy.window_s}',
        "RateLimit": f'"{policy.name}";r={outcome.remaining};t={outcome.reset_s}',
    }
    if isinstance(outcome, Refused):
        headers["Retry-After"] = str(outcome.retry_after_s)
    return headers
