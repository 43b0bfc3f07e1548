"""What can be wrong with a wish to follow executions."""

from thaiyyal.kernel.errors import Kind, ThaiyyalError


class BadEventId(ThaiyyalError):
    """`Last-Event-ID` is none of this stream."""

    code = "bad_event_id"

    def __init__(self) -> None:
        super().__init__(
            "Last-Event-ID is not the id of an event of this stream, which is of the same "
            "executions; start again without it"
        )


class TooManyStreams(ThaiyyalError):
    """Somebody follows as many streams as one user may."""

    code = "too_many_streams"
    kind = Kind.LIMITED
    retry_after_s = 5

    def __init__(self, most: int) -> None:
        super().__init__(
            f"you have {most} streams of events open at this server, which is the limit; close "
            "one, or follow several executions on one stream"
        )


class StreamsFull(ThaiyyalError):
    """This process has as many streams open as it can hold."""

    code = "streams_full"
    kind = Kind.UNAVAILABLE
    retry_after_s = 5

    def __init__(self) -> None:
        super().__init__("the server has too many streams open; try again in a few seconds")
