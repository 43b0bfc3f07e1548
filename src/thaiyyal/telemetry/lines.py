"""One line for each event: JSON for machines, or text for people. No value can begin a new one."""

import json
import logging
import re
import traceback
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

import orjson
from structlog.contextvars import get_contextvars

from thaiyyal.telemetry.masking import clean_fields, clean_text, masker

FIELDS = "thaiyyal_fields"  # the attribute of a record that holds its fields

_END_OF_TRACEBACK = 6_000
_HEAD = ("time", "level", "event", "logger")
_MISREAD_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_BARE = re.compile(r"[\w.:/@+%-]+", re.ASCII)
_COLOURS = {"debug": "2", "info": "32", "warning": "33", "error": "31", "critical": "31;1"}

Entry = Mapping[str, object]


def json_line(entry: Entry) -> str:
    """Return an entry as one line of JSON."""
    try:
        line = orjson.dumps(entry).decode()
    except (TypeError, ValueError):  # lone surrogates, integers beyond 64 bits
        line = json.dumps(entry, default=str, separators=(",", ":"))
    return _MISREAD_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def console_line(entry: Entry, *, colours: bool = False) -> str:
    """Return an entry as a line for people; a traceback follows it, indented."""
    time, level, event, logger = (printable(str(entry[name])) for name in _HEAD)
    fields = [
        f"{_word(name)}={_word(value)}"
        for name, value in entry.items()
        if name not in _HEAD and name != "exception"
    ]
    paint = f"\x1b[{_COLOURS.get(level, '0')}m" if colours else ""
    plain = "\x1b[0m" if colours else ""
    line = " ".join([time[11:], f"{paint}{level:<8}{plain}", event, *fields, f"({logger})"])
    rows = str(entry.get("exception", "")).splitlines()
    return "\n".join([line, *(f"    {printable(row)}" for row in rows)])


class LineFormatter(logging.Formatter):
    """Makes a line of every record, ours or a library's, and raises nothing."""

    def __init__(
        self, render: Callable[[Entry], str] = json_line, *, secrets: Iterable[str] = ()
    ) -> None:
        super().__init__()
        self._render = render
        self._mask = masker(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record; one that cannot be read becomes a line that says so."""
        try:
            return self._render(self._entry(record))
        except Exception as error:  # noqa: BLE001 - a line of the log must not stop the work
            return self._render(
                {
                    "time": _time(record.created),
                    "level": "error",
                    "event": "unreadable_log_entry",
                    "logger": str(record.name),
                    "reason": type(error).__name__,
                }
            )

    def _entry(self, record: logging.LogRecord) -> Entry:
        fields: dict[object, object] = dict(sorted(get_contextvars().items()))
        fields.update(record.__dict__.get(FIELDS) or {})
        entry: dict[str, object] = {
            "time": _time(record.created),
            "level": record.levelname.lower(),
            "event": clean_text(record.getMessage(), self._mask),
            "logger": record.name,
        }
        for name, value in clean_fields(fields, self._mask).items():
            entry[f"{name}_" if name in entry else name] = value
        if record.exc_info and record.exc_info[1] is not None:
            told = "".join(traceback.format_exception(record.exc_info[1]))
            entry["exception"] = clean_text(told, self._mask, tail=_END_OF_TRACEBACK)
        return entry


def _time(seconds: float) -> str:
    at = datetime.fromtimestamp(seconds, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _word(value: object) -> str:
    """Return a value as one word, so that it cannot pretend to be several fields."""
    if isinstance(value, str):
        return value if _BARE.fullmatch(value) else printable(json.dumps(value, ensure_ascii=False))
    return printable(json_line({"": value})[4:-1])


def printable(text: str) -> str:
    """Return a text that cannot move a cursor or begin a line: what is not printable, escaped."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
