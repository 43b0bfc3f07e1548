"""No value of a user can begin a line, end a field, or move a terminal's cursor."""

import io
import json
import logging

import pytest
import structlog

from thaiyyal.telemetry import configure_logging

EVIL = [
    "a\nb",
    "a\r\nb",
    "a\x0bb",
    "a\x1b[2Kb",
    "a\x85b",
    "a\x9b2Kb",
    "a\u2028b",
    "a\u2029b",
    "a\u202eb",
    "a\u2066b",
    "a\x00b",
    "a\x7fb",
    "a\ufeffb",
]


def logged(format: str, text: str) -> str:
    stream = io.StringIO()
    configure_logging(stream=stream, format="json" if format == "json" else "console")
    structlog.get_logger("thaiyyal.web").info("request", name=text, nested={text: [text]})
    logging.getLogger("library").warning("%s", text)
    return stream.getvalue()


@pytest.mark.parametrize("text", EVIL, ids=ascii)
@pytest.mark.parametrize("format", ["json", "console"])
def test_two_events_are_two_lines_without_control_characters(format: str, text: str) -> None:
    out = logged(format, text)

    assert len(out.splitlines()) == 2
    assert all(line.isprintable() for line in out.split("\n"))


@pytest.mark.parametrize("text", EVIL, ids=ascii)
def test_json_holds_the_text_as_it_was(text: str) -> None:
    first, second = map(json.loads, logged("json", text).splitlines())

    assert first["name"] == text
    assert first["nested"] == {text: [text]}
    assert second["event"] == text


@pytest.mark.parametrize("text", ["a level=error", 'a" level="error', "a=b", ""])
def test_a_value_cannot_pretend_to_be_two_fields(text: str) -> None:
    stream = io.StringIO()
    configure_logging(stream=stream, format="console")

    structlog.get_logger("thaiyyal.web").info("request", name=text)

    assert f" request name={json.dumps(text)} (thaiyyal.web)\n" in stream.getvalue()


def test_the_message_of_an_error_cannot_begin_a_line() -> None:
    stream = io.StringIO()
    configure_logging(stream=stream, format="console")

    try:
        raise ValueError("x\n12:00:00.000Z info     forged (thaiyyal.web)\x1b[2J")
    except ValueError:
        structlog.get_logger("thaiyyal.web").exception("crash")

    first, *rest = stream.getvalue().splitlines()
    assert first.endswith(" error    crash (thaiyyal.web)")
    assert rest
    assert all(row.startswith("    ") and row.isprintable() for row in rest)
