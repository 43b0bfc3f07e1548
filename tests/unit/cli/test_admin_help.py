"""What the administration verbs say of themselves."""

from collections.abc import Iterator

import pytest
import typer
from typer.core import TyperGroup
from typer.testing import CliRunner

from thaiyyal.cli import apikey, app, tenant, user

_GROUPS = {"user": user.app, "tenant": tenant.app, "apikey": apikey.app}


def _verbs() -> Iterator[tuple[str, ...]]:
    for verb, group in _GROUPS.items():
        command = typer.main.get_command(group)
        assert isinstance(command, TyperGroup)
        for name in command.commands:
            yield verb, name
    yield ("rotate-keys",)


@pytest.mark.parametrize("verb", list(_verbs()), ids="-".join)
def test_every_help_has_an_example_and_says_where_the_data_is(verb: tuple[str, ...]) -> None:
    told = CliRunner().invoke(app, [*verb, "--help"], env={"COLUMNS": "200"})

    assert told.exit_code == 0
    for word in (f"Example: thaiyyal {' '.join(verb)}", "--config", "--data-dir"):
        assert word in told.output


@pytest.mark.parametrize("days", ["0", "366"])
def test_a_key_lasts_a_day_at_least_and_a_year_at_most(days: str) -> None:
    given = ["--tenant", "t", "--user", "a@example.com", "--name", "n", "--days", days]

    told = CliRunner().invoke(app, ["apikey", "create", *given])

    assert told.exit_code == 2
    assert "--days" in told.output
