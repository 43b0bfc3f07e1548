"""The secrets of everything that runs in this process, for texts that belong to none of it."""

import threading
import weakref
from collections import Counter, deque

from thaiyyal.kernel.redaction import SecretValues


class SecretsInUse:
    """All secrets of what runs in this process, for texts that belong to none of it.

    What is gone is noted without the lock: it may go at any moment, also while this thread has it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._gone: deque[tuple[str, ...]] = deque()
        self._known: SecretValues | None = None

    def watch(self, values: SecretValues) -> None:
        """Mask these secrets, as they are now, for as long as ``values`` lives."""
        texts = values.texts
        with self._lock:
            self._forget_gone()
            self._counts.update(texts)
            self._known = None
        weakref.finalize(values, self._gone.append, texts).atexit = False

    def mask_text(self, text: str) -> str:
        """Return a text with all of them masked."""
        if not self._counts:
            return text
        with self._lock:
            self._forget_gone()
            known = self._known = self._known or SecretValues(self._counts)
        return known.mask_text(text)

    def _forget_gone(self) -> None:
        while self._gone:
            self._counts -= Counter(self._gone.popleft())
            self._known = None


in_use = SecretsInUse()
