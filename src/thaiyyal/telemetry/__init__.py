"""What the program tells about itself while it runs: the log, and what it counts."""

from thaiyyal.telemetry.context import bind_actor
from thaiyyal.telemetry.files import LogFileError
from thaiyyal.telemetry.lines import printable
from thaiyyal.telemetry.logs import configure_logging

__all__ = [
    "LogFileError",
    "bind_actor",
    "configure_logging",
    "printable",
]
