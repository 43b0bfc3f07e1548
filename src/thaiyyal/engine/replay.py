"""From a journal back to where the execution was: the recorded events in their recorded order."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from thaiyyal.engine.commands import Key, Performed, TimerFired
from thaiyyal.engine.ports import Armed, Began, Entry, Fired, Intent, Outcome, Repeat
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.sdk import Effect

Recorded = Began | Armed | Performed | TimerFired


class JournalMismatch(ThaiyyalError):
    """The journal belongs to another version of the workflow, or is damaged."""

    code = "journal_mismatch"
    kind = Kind.CONFLICT


@dataclass(slots=True)
class History:
    """A journal read. ``began``: the first segment, None for a new execution.

    ``recorded``: what a replay takes note of, in order. ``intents``: begun, not ended.
    """

    began: Began | None = None
    recorded: list[Recorded] = field(default_factory=list)
    intents: dict[Key, Intent] = field(default_factory=dict)
    signals: set[int] = field(default_factory=set)  # used up

    def is_unknown(self, key: Key) -> bool:
        """Whether work was begun that may have happened and must not be repeated."""
        intent = self.intents.get(key)
        return intent is not None and intent.effect == Effect.WRITES

    def began_ms(self, key: Key, default: int) -> int:
        """Return when unfinished work was begun first."""
        intent = self.intents.get(key)
        return intent.at_ms if intent is not None else default


def read_history(entries: Sequence[Entry]) -> History:
    """Sort journal entries into what to feed and work left open."""
    history = History()
    for entry in entries:
        match entry:
            case Began():
                history.began = history.began or entry
                history.recorded.append(entry)
            case Intent():
                history.intents.setdefault(entry.key, entry)
            case Outcome():
                history.intents.pop(entry.key, None)
                history.signals.update(entry.signals)
                event = Performed(
                    entry.key, entry.result, entry.failure, entry.facts, entry.signals
                )
                history.recorded.append(event)
            case Armed():
                history.recorded.append(entry)
            case Fired():
                history.recorded.append(TimerFired(entry.key))
            case Repeat():
                history.intents.pop(entry.key, None)
    return history
