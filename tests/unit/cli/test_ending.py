"""A program that starts is ended by SIGTERM, also when a library swallows what that raises."""

import subprocess
import sys

_SWALLOWED = """
import os, signal
from thaiyyal.cli.ending import Ending

class Swallows:
    def __del__(self):  # what is raised in here is only printed
        os.kill(os.getpid(), signal.SIGTERM)
        for _ in range(1000):
            pass

ending = Ending()
Swallows()
print("went on")
"""
_CHECKS = "ending.check()\nprint('too far')"
_RUNS = """
import asyncio

async def work():
    try:
        print("begun")
        await asyncio.Event().wait()
    finally:
        print("cleaned up")

ending.run(work())
"""
_CANCELS = """
import os, signal
from thaiyyal.cli.ending import Ending
import asyncio

async def work():
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.Event().wait()
    finally:
        print("cleaned up")

Ending().run(work())
"""


def run(script: str) -> tuple[int, str]:
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stdout


def test_a_word_that_was_lost_counts_at_the_next_check() -> None:
    assert run(_SWALLOWED + _CHECKS) == (0, "went on\n")


def test_a_word_that_was_lost_cancels_what_is_run_next() -> None:
    assert run(_SWALLOWED + _RUNS) == (0, "went on\n")


def test_work_on_the_event_loop_is_cancelled_and_cleans_up() -> None:
    assert run(_CANCELS) == (0, "cleaned up\n")
