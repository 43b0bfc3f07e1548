"""Logging as it was is put back after every test; what is logged is read from a stream."""

import io
import json
import logging
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog

from thaiyyal.telemetry import configure_logging

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger("thaiyyal")
    before = (list(root.handlers), root.level, ours.level)
    show_warning = warnings.showwarning
    yield
    for handler in root.handlers:
        if handler not in before[0]:
            handler.close()
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    ours.setLevel(before[2])
    logging.captureWarnings(capture=False)
    warnings.showwarning = show_warning
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


@pytest.fixture
def lines() -> Lines:
    """Log as JSON to a stream; the result reads what was logged."""
    stream = io.StringIO()
    configure_logging(stream=stream, secrets=["hunter2-hunter2"])
    return lambda: [json.loads(line) for line in stream.getvalue().split("\n")[:-1]]
