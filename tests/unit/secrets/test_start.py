"""What few installations use costs the others no start-up time and no memory."""

import subprocess
import sys

_LOADED = """
import sys
import thaiyyal.bootstrap.platform, thaiyyal.cli.serve, thaiyyal.cli.rotate_keys
print(sorted({"boto3", "botocore", "hvac", "requests"} & sys.modules.keys()))
"""


def test_the_program_starts_without_the_libraries_of_places() -> None:
    told = subprocess.run(  # noqa: S603 - the program under test
        [sys.executable, "-c", _LOADED], capture_output=True, text=True, timeout=60, check=True
    )

    assert told.stdout.strip() == "[]"
