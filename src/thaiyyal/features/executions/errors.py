"""What can be wrong with a wish to start, to wait for or to stop an execution."""

from thaiyyal.kernel.errors import Kind, LimitExceeded, ThaiyyalError


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
