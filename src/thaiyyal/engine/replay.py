"""From a journal back to where the execution was: the recorded events in their recorded order."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from thaiyyal.engine.commands import Event, Key, Performed, TimerFired
from thaiyyal.engine.ports import Began, Entry, Fired, Intent, Outcome
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.sdk import Effect


class JournalMismatch(ThaiyyalError):
    """The journal belongs to another version of the workflow, or is damaged."""

    code = "journal_mismatch"
    kind = Kind.CONFLICT


@dataclass(slots=True)
class History:
    """A journal read: ``began`` is None for a new execution; ``intents``: begun, not ended."""

    began: Began | None = None
    events: list[Event] = field(default_factory=list)
    intents: dict[Key, Intent] = field(default_factory=dict)

    def is_unknown(self, key: Key) -> bool:
        """Whether work was begun that may have happened and must not be repeated."""
        intent = self.intents.get(key)
        return intent is not None and intent.effect == Effect.WRITES

    def began_ms(self, key: Key, default: int) -> int:
        """Return when unfinished work was begun first."""
        intent = self.intents.get(key)
        return intent.at_ms if intent is not None else default


def read_history(entries: Sequence[Entry]) -> History:
    """Sort journal entries into events to feed and work left open."""
    history = History()
    for entry in entries:
        match entry:
            case Began():
                history.began = entry
            case Intent():
                history.intents.setdefault(entry.key, entry)
            case Outcome():
                history.intents.pop(entry.key, None)
                history.events.append(Performed(entry.key, entry.result, entry.failure))
            case Fired():
                history.events.append(TimerFired(entry.key))
    return history
