"""Where lines go, from whom, and at which levels."""

import io
import json
import logging
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import structlog

from thaiyyal.telemetry import configure_logging

Lines = Callable[[], list[dict[str, Any]]]


def test_an_event_is_one_object_with_its_fields(lines: Lines) -> None:
    structlog.get_logger("thaiyyal.web").info("request", status=200, path="/ready")

    (line,) = lines()
    assert line.pop("time").endswith("Z")
    assert line == {
        "level": "info",
        "event": "request",
        "logger": "thaiyyal.web",
        "status": 200,
        "path": "/ready",
    }


@pytest.mark.parametrize("name", ["uvicorn.error", "alembic", "thaiyyal.store", "any.library"])
def test_other_libraries_end_in_the_same_stream_in_the_same_shape(name: str, lines: Lines) -> None:
    logging.getLogger(name).warning("took %d ms", 5)

    (line,) = lines()
    assert (line["level"], line["event"], line["logger"]) == ("warning", "took 5 ms", name)


def test_handlers_that_libraries_brought_along_are_replaced() -> None:
    own, ours = io.StringIO(), io.StringIO()
    library = logging.getLogger("library.with.handler")
    library.addHandler(logging.StreamHandler(own))
    library.propagate = False

    configure_logging(stream=ours)
    library.error("broken")

    assert own.getvalue() == ""
    assert json.loads(ours.getvalue())["event"] == "broken"


def test_a_second_configuration_replaces_the_first() -> None:
    first, second = io.StringIO(), io.StringIO()
    log = structlog.get_logger("thaiyyal.web")
    configure_logging(stream=first)
    log.info("one")

    configure_logging(stream=second)
    log.info("two")

    assert json.loads(first.getvalue())["event"] == "one"
    assert json.loads(second.getvalue())["event"] == "two"


def test_libraries_do_not_tell_their_details_when_ours_are_wanted() -> None:
    stream = io.StringIO()
    configure_logging(stream=stream, level="debug")

    logging.getLogger("psycopg").debug("theirs")
    logging.getLogger("uvicorn.access").info("GET /?token=hunter2")
    logging.getLogger("sqlalchemy.engine").info("SELECT 1")
    logging.getLogger("alembic.runtime.plugins").info("setup plugin")
    structlog.get_logger("thaiyyal.web").debug("ours")

    assert [json.loads(line)["event"] for line in stream.getvalue().splitlines()] == ["ours"]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("debug", ["debug", "info", "warning", "error"]),
        ("info", ["info", "warning", "error"]),
        ("warning", ["warning", "error"]),
        ("error", ["error"]),
    ],
)
def test_less_important_events_are_left_out(level: str, expected: list[str]) -> None:
    stream = io.StringIO()
    configure_logging(stream=stream, level=level)
    log = structlog.get_logger("thaiyyal.web")

    for method in ("debug", "info", "warning", "error"):
        getattr(log, method)("event")

    found = [json.loads(line)["level"] for line in stream.getvalue().splitlines()]
    assert found == expected


def test_the_log_goes_to_standard_error_because_results_go_to_standard_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logging()

    structlog.get_logger("thaiyyal.web").info("request")

    captured = capsys.readouterr()
    assert captured.out == ""
    assert json.loads(captured.err)["event"] == "request"


def test_a_warning_of_python_is_a_line() -> None:
    stream = io.StringIO()
    configure_logging(stream=stream)

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn("old", DeprecationWarning, stacklevel=1)

    line = json.loads(stream.getvalue())
    assert line["logger"] == "py.warnings"
    assert "DeprecationWarning: old" in line["event"]


def test_a_crash_is_told_with_its_traceback(lines: Lines) -> None:
    try:
        raise LookupError("not there")
    except LookupError:
        structlog.get_logger("thaiyyal.web").exception("crash", at="here")

    (line,) = lines()
    assert (line["event"], line["level"], line["at"]) == ("crash", "error", "here")
    assert line["exception"].startswith("Traceback (most recent call last):\n")
    assert line["exception"].endswith("LookupError: not there\n")


@pytest.mark.parametrize("stream_encoding", ["ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize("format", ["json", "console"])
def test_every_character_can_be_logged(stream_encoding: str, format: Any) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=stream_encoding)
    configure_logging(stream=stream, format=format)

    structlog.get_logger("thaiyyal.web").info("request", name="தையல் \ud800 😀")

    stream.flush()
    assert b"request" in raw.getvalue()
    assert raw.getvalue().count(b"\n") == 1


class Stubborn:
    def __str__(self) -> str:
        raise RuntimeError("no")


def test_what_cannot_be_logged_is_told_and_raises_nothing() -> None:
    stream = io.StringIO()
    configure_logging(stream=stream)

    structlog.get_logger("thaiyyal.web").info("request", value=Stubborn())
    logging.getLogger("library").warning("%d", "no number")

    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(line["event"], line["logger"], line["reason"]) for line in lines] == [
        ("unreadable_log_entry", "thaiyyal.web", "RuntimeError"),
        ("unreadable_log_entry", "library", "TypeError"),
    ]


def test_odd_calls_raise_nothing(lines: Lines) -> None:
    log = structlog.get_logger("thaiyyal.web")

    log.info("100 %", "extra", event_="a", time="b", level="c", name="d", msg="e", args="f")
    log.info("big", number=10**40, nan=float("nan"), raw=b"\xff", pair=(1, {2}))

    first, second = lines()
    assert first["event"] == "100 %"
    assert (first["time_"], first["level_"], first["name"]) == ("b", "c", "d")
    assert second["number"] == 10**40
    assert second["pair"] == [1, [2]]


class Gone(io.StringIO):
    def write(self, text: str) -> int:
        raise BrokenPipeError(text)


def test_a_stream_that_nobody_reads_stops_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(stream=Gone())

    structlog.get_logger("thaiyyal.web").info("request")

    assert capsys.readouterr() == ("", "")


def test_a_closed_stream_stops_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    stream = io.StringIO()
    configure_logging(stream=stream)
    stream.close()

    structlog.get_logger("thaiyyal.web").info("request")

    assert capsys.readouterr() == ("", "")


def test_json_is_for_machines_and_lines_are_for_terminals() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal, pipe = Terminal(), io.StringIO()

    for stream in (terminal, pipe):
        configure_logging(stream=stream)
        structlog.get_logger("thaiyyal.web").info("request")

    assert "\x1b[32minfo" in terminal.getvalue()
    assert pipe.getvalue().startswith("{")
    assert sys.stderr is not terminal


def test_the_settings_of_the_log_are_what_it_takes(tmp_path: Path) -> None:
    file = tmp_path / "logs" / "thaiyyal.log"

    configure_logging(level="debug", format="console", file=file, max_bytes=1_000, keep=1)
    structlog.get_logger("thaiyyal.web").debug("request", status=200)

    assert " debug    request status=200 (thaiyyal.web)\n" in file.read_text()
