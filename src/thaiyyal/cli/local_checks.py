"""Checks of this machine, which need no database and change nothing."""

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from thaiyyal.cli.checkup import Check, Finding, Status
from thaiyyal.kernel.clock import utc_now
from thaiyyal.settings import LoadedSettings, find_setting, loosened

MIB = 1024 * 1024
LEAST_DISK = 100 * MIB
LITTLE_DISK = 1024 * MIB
_EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)  # no right clock was ever before the program


def check_names(loaded: LoadedSettings) -> Iterator[Finding]:
    """Tell of names that no setting has."""
    for warning in loaded.warnings:
        yield Finding("settings", Status.WARNING, warning)


def check_safety(loaded: LoadedSettings) -> Iterator[Finding]:
    """Tell of every setting that makes the program less safe than by default."""
    for path, effect in loosened(loaded.settings):
        yield Finding("safety", Status.WARNING, f"{path}: {effect}")


def check_config_files(loaded: LoadedSettings) -> Iterator[Finding]:
    """Tell of files with secrets that everybody on this machine can read."""
    named = {
        Path(origin.where)
        for path, origin in loaded.origins.items()
        if origin.kind == "file" and (setting := find_setting(path)) and setting.is_secret
    }
    for file in sorted(named):
        if file.is_file() and file.stat().st_mode & stat.S_IROTH:
            advice = f"it holds secrets and everybody can read it; chmod 600 {file}"
            yield Finding("settings", Status.WARNING, f"{file}: {advice}")


def check_data_dir(loaded: LoadedSettings) -> Iterator[Finding]:
    """Tell whether the data directory can be used, and only by us."""
    folder = loaded.settings.data_dir
    if not folder.exists():
        yield _of_missing(folder)
    elif not folder.is_dir():
        yield Finding("data directory", Status.PROBLEM, f"{folder} is no directory")
    elif not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        advice = "make it writable for the user who runs Thaiyyal, or choose another data_dir"
        yield Finding("data directory", Status.PROBLEM, f"{folder} cannot be written; {advice}")
    elif folder.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        advice = f"others can write into it; chmod go-w {folder}"
        yield Finding("data directory", Status.PROBLEM, f"{folder}: {advice}")
    else:
        yield Finding("data directory", Status.OK, str(folder))
        yield from _of_open_files(folder)


def check_disk(loaded: LoadedSettings) -> Iterator[Finding]:
    """Tell how much room the data directory has."""
    folder = _nearest(loaded.settings.data_dir)
    yield disk_finding(folder, shutil.disk_usage(folder).free)


def disk_finding(folder: Path, free_bytes: int) -> Finding:
    """Return whether that much free disk is enough."""
    told = f"{free_bytes // MIB:,} MiB free at {folder}"
    if free_bytes < LEAST_DISK:
        return Finding("disk", Status.PROBLEM, f"only {told}; make room")
    if free_bytes < LITTLE_DISK:
        return Finding("disk", Status.WARNING, f"only {told}; make room soon")
    return Finding("disk", Status.OK, told)


def check_clock(_loaded: LoadedSettings) -> Iterator[Finding]:
    """Tell whether the clock was ever set."""
    yield local_clock_finding(utc_now())


def local_clock_finding(now: datetime) -> Finding:
    """Return whether a time can be right."""
    told = f"this machine's clock says {now:%Y-%m-%d %H:%M:%S} UTC"
    if now < _EARLIEST:
        return Finding("clock", Status.PROBLEM, f"{told}; set it")
    return Finding("clock", Status.OK, told)


def _of_missing(folder: Path) -> Finding:
    parent = _nearest(folder)
    if parent.is_dir() and os.access(parent, os.W_OK | os.X_OK):
        told = f"{folder} will be made at the first start"
        return Finding("data directory", Status.OK, told)
    told = f"{folder} cannot be made in {parent}; choose another data_dir"
    return Finding("data directory", Status.PROBLEM, told)


def _of_open_files(folder: Path) -> Iterator[Finding]:
    for file in sorted(folder.glob("*.json")):
        if file.is_file() and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            advice = f"others can read it or write to it; chmod 600 {file}"
            yield Finding("data directory", Status.PROBLEM, f"{file}: {advice}")


def _nearest(folder: Path) -> Path:
    return next(parent for parent in (folder, *folder.parents) if parent.exists())


LOCAL_CHECKS = (
    Check("settings", check_names),
    Check("settings", check_config_files),
    Check("safety", check_safety),
    Check("data directory", check_data_dir),
    Check("disk", check_disk),
    Check("clock", check_clock),
)
