"""Where the log goes and what it looks like, for our own loggers and those of all libraries."""

import logging
import sys
from collections.abc import Iterable
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Literal, TextIO

import structlog

from thaiyyal.telemetry.files import LogFile
from thaiyyal.telemetry.lines import FIELDS, LineFormatter, console_line, json_line

OURS = "thaiyyal"
MIB = 1024 * 1024

# Requests are logged by ourselves, without their queries; statements only when they are slow.
# Alembic tells of every plugin of its own, as soon as it is imported.
_QUIET = ("uvicorn.access", "sqlalchemy", "alembic")


def configure_logging(
    *,
    level: str = "info",
    format: Literal["json", "console"] | None = None,
    file: Path | None = None,
    max_bytes: int = 50 * MIB,
    keep: int = 5,
    stream: TextIO | None = None,
    secrets: Iterable[str] = (),
) -> None:
    """Send every line to ``file``, or else to ``stream``; called again, replace what was before.

    Args:
        level: The least important events of ours; of libraries, never below ``info``.
        format: Without it, lines for people on a terminal and JSON elsewhere.
        file: A file, begun anew at ``max_bytes``, with ``keep`` full ones beside it.
        max_bytes: Size of a full file.
        keep: How many full files are kept.
        stream: Standard error, if not given.
        secrets: Values that are masked wherever they occur.

    Raises:
        LogFileError: ``file`` cannot be written.
    """
    handler = _handler(file, stream or sys.stderr, max_bytes=max_bytes, keep=keep)
    handler.setFormatter(LineFormatter(_renderer(handler, format), secrets=secrets))
    _route_everything_to(handler, logging.getLevelName(level.upper()))
    structlog.configure(
        processors=_PROCESSORS,
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


class _Stream(logging.StreamHandler[TextIO]):
    """Writes to a stream; when nobody reads any more, lines are lost and the work goes on."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Lose the line."""


def _handler(
    file: Path | None, stream: TextIO, *, max_bytes: int, keep: int
) -> logging.StreamHandler[Any]:
    if file is not None:
        return LogFile(file, max_bytes=max_bytes, keep=keep)
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return _Stream(stream)


def _renderer(
    handler: logging.StreamHandler[Any], format: Literal["json", "console"] | None
) -> Any:
    is_terminal = handler.stream.isatty()
    if format == "console" or (format is None and is_terminal):
        return partial(console_line, colours=is_terminal)
    return json_line


def _route_everything_to(handler: logging.Handler, level: int) -> None:
    for logger in list(logging.root.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger):
            logger.propagate = True
            _remove_handlers(logger)
    _remove_handlers(logging.root)
    logging.root.addHandler(handler)
    logging.root.setLevel(max(level, logging.INFO))
    logging.getLogger(OURS).setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)


def _remove_handlers(logger: logging.Logger) -> None:
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def _for_the_standard_library(
    _logger: Any, _method: str, fields: structlog.typing.EventDict
) -> tuple[tuple[object], dict[str, object]]:
    """Hand an event over: its name as the message, its fields beside it, nothing glued together."""
    event = fields.pop("event", "")
    exc_info = fields.pop("exc_info", None)
    return (event,), {"extra": {FIELDS: fields}, "exc_info": exc_info}


# One list for ever: loggers keep the one that they saw first.
_PROCESSORS: list[Any] = [structlog.stdlib.filter_by_level, _for_the_standard_library]
