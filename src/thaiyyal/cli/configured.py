"""Options that every command of the platform takes, and the settings they lead to."""

import os
import sys
from pathlib import Path
from typing import Annotated

import structlog
import typer

from thaiyyal.settings import LoadedSettings, Settings, hidden_values, load_settings
from thaiyyal.telemetry import configure_logging

ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", help="A TOML file with settings.", show_default=False),
]
DataDirOption = Annotated[
    Path | None,
    typer.Option(
        "--data-dir", help="Where keys and the private database live.", show_default=False
    ),
]


def settings_from(
    config: Path | None, data_dir: Path | None = None, **flags: object
) -> LoadedSettings:
    """Return the settings, with warnings told on standard error."""
    log_to_standard_error()
    given = {path.replace("__", "."): value for path, value in flags.items()}
    loaded = load_settings({"data_dir": data_dir, **given}, os.environ, config)
    for warning in loaded.warnings:
        sys.stderr.write(f"warning: {warning}\n")
    return loaded


def log_as_told(settings: Settings) -> None:
    """Send the log where the settings say, for a program that runs until it is stopped."""
    log = settings.log
    configure_logging(
        level=log.level,
        format=log.format,
        file=log.file,
        max_bytes=log.max_bytes,
        keep=log.keep,
        stream=sys.stdout if log.stream == "stdout" else sys.stderr,
        secrets=hidden_values(settings),
    )


def log_to_standard_error() -> None:
    """Keep lines of the log out of results, until logging is configured by the settings."""
    structlog.configure(logger_factory=_logger)


def _logger(*_names: object) -> structlog.PrintLogger:
    return structlog.PrintLogger(sys.stderr)
