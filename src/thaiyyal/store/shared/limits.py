"""The limiters of one workflow; those of others do not count."""

from functools import partial

from thaiyyal.sdk import Pace
from thaiyyal.store.patience import while_away
from thaiyyal.store.shared.places import Place
from thaiyyal.store.shared.ports import Turns


class WorkflowLimits:
    """The port ``SharedLimits`` for the executions of one workflow."""

    def __init__(self, turns: Turns, place: Place) -> None:
        self._turns = turns
        self._place = place

    async def reserve(self, key: str, pace: Pace) -> float:
        """Reserve the next pass of a node; return the seconds until then.

        A pass that was taken while the connection broke is one that nobody goes through.
        """
        return await while_away(partial(self._turns.reserve, self._place, key, pace))
