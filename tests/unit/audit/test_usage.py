"""What `thaiyyal audit` refuses before it looks at a database."""

import pytest
from typer.testing import CliRunner

from thaiyyal.cli.audit import app


@pytest.mark.parametrize(
    "arguments",
    [
        ["verify"],
        ["verify", "--all", "--platform"],
        ["verify", "--all", "--noted", f"3:{'0' * 64}"],
        ["verify", "--platform", "--noted", "3"],
        ["verify", "--platform", "--noted", f"0:{'0' * 64}"],
        ["export"],
        ["export", "--platform", "--tenant", "acme"],
    ],
)
def test_wrong_usage_is_told(arguments: list[str]) -> None:
    ended = CliRunner().invoke(app, arguments)

    assert (ended.exit_code, ended.stdout) == (2, "")
    assert ended.stderr
