"""What can be wrong with a wish to do something with an execution."""

from thaiyyal.features.tenancy.quotas import Metric
from thaiyyal.kernel.authorize import Forbidden
from thaiyyal.kernel.errors import Kind, LimitExceeded, ThaiyyalError
from thaiyyal.kernel.ids import TenantId


class NotPublished(ThaiyyalError):
    """A workflow has no version that could be executed."""

    code = "not_published"
    kind = Kind.CONFLICT

    def __init__(self) -> None:
        super().__init__(
            "nothing of this workflow is published; publish its draft, or execute the draft with "
            '"draft": true'
        )


class AlreadyEnded(ThaiyyalError):
    """There is nothing left to stop."""

    code = "already_ended"
    kind = Kind.CONFLICT

    def __init__(self, status: str) -> None:
        super().__init__(f"this execution has ended already: it is {status}")


class WaitTooLong(LimitExceeded):
    """A request wants to wait longer than requests may."""

    def __init__(self, most_s: int) -> None:
        super().__init__(
            f"a request waits {most_s} seconds at most; ask for less, and look at the execution "
            "later at the address in Location"
        )


class Busy(ThaiyyalError):
    """This process has as many executions as it can hold."""

    code = "queue_full"
    kind = Kind.UNAVAILABLE
    retry_after_s = 5

    def __init__(self) -> None:
        super().__init__("the server has too many executions to do; try again in a few seconds")


class ShuttingDown(ThaiyyalError):
    """This process ends, and begins nothing new."""

    code = "shutting_down"
    kind = Kind.UNAVAILABLE
    retry_after_s = 1

    def __init__(self) -> None:
        super().__init__("this server is shutting down; try again in a second")


class NoSuchStart(ThaiyyalError):
    """An execution cannot begin at a node."""

    code = "no_such_start"

    def __init__(self, node: str) -> None:
        super().__init__(
            f'"{node[:100]}" is no node of this workflow that stands outside of containers; begin '
            "at one that does"
        )


class NoSuchTarget(ThaiyyalError):
    """Nothing can be executed for the sake of a node that is not there."""

    code = "no_such_target"

    def __init__(self, node: str) -> None:
        super().__init__(
            f'"{node[:100]}" is no node of this workflow; name in "to" one that is in the document '
            "that is executed"
        )


class StillLive(ThaiyyalError):
    """What has not ended cannot be retried."""

    code = "still_live"
    kind = Kind.CONFLICT

    def __init__(self, status: str) -> None:
        super().__init__(
            f"this execution is {status}; only one that failed or was cancelled can be retried"
        )


class NotDead(ThaiyyalError):
    """Only what was given up is retried together with others."""

    code = "not_dead"
    kind = Kind.CONFLICT

    def __init__(self) -> None:
        super().__init__("this execution was not given up; retry it by itself")


class OutcomeUnknown(ThaiyyalError):
    """A retry would repeat something that may have happened."""

    code = "step_outcome_unknown"
    kind = Kind.CONFLICT

    def __init__(self, nodes: list[str]) -> None:
        named = ", ".join(f'"{node[:100]}"' for node in nodes)
        super().__init__(
            f"nobody knows whether what {named} began has happened; look there, then retry with "
            '"repeat_unknown": true if it may be done again'
        )


class NothingToDecide(ThaiyyalError):
    """An execution does not wait for a decision about this step."""

    code = "nothing_to_decide"
    kind = Kind.CONFLICT

    def __init__(self) -> None:
        super().__init__(
            "this execution does not wait for a decision about this step; look at its status and "
            "at its steps again"
        )


class ReservedSignal(ThaiyyalError):
    """A signal has a name that only the platform uses."""

    code = "reserved_signal"

    def __init__(self) -> None:
        super().__init__(
            "names of signals that begin with approval: or workflow: are the platform's; choose "
            "another one"
        )


class AlreadyDecided(ThaiyyalError):
    """An approval is not open any more."""

    code = "already_decided"
    kind = Kind.CONFLICT

    def __init__(self, decision: str) -> None:
        super().__init__(f"nothing is left to decide here: this approval is {decision}")


class InvalidForm(ThaiyyalError):
    """What was filled into the form of an approval is not what it asks for."""

    code = "invalid_form"

    def __init__(self, errors: list[dict[str, str]]) -> None:
        super().__init__("the values are not what the form of this approval asks for")
        self.errors = errors


class NotAnApprover(Forbidden):
    """Somebody may see an approval, and others decide it."""

    code = "not_an_approver"

    def __init__(self) -> None:
        super().__init__("this approval is decided by others; it names who they are")


class AttemptsExhausted(ThaiyyalError):
    """An execution was there too often when its process died."""

    code = "attempts_exhausted"
    kind = Kind.UNAVAILABLE

    def __init__(self, times: int) -> None:
        super().__init__(
            f"the process that ran this execution died or lost it {times} times, so it is not "
            "tried any more; look at its last step, then retry it"
        )


class NoRoom(ThaiyyalError):
    """A tenant has used up a quota, or all its places among the active executions."""

    code = "no_room"
    kind = Kind.LIMITED

    def __init__(self, metric: Metric, tenant_id: TenantId) -> None:
        super().__init__(f"there is no room for {metric} left")
        self.metric, self.tenant_id = metric, tenant_id


class NotRecorded(ThaiyyalError):
    """An execution could not be recorded while its request waited."""

    code = "not_recorded"
    kind = Kind.UNAVAILABLE
    retry_after_s = 5

    def __init__(self) -> None:
        super().__init__(
            "the execution could not be recorded in time and may yet be: the database is away, or "
            "has no room; a request with an Idempotency-Key can be repeated without harm"
        )
