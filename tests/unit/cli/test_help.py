"""The list of verbs says what each verb's own help begins with."""

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from thaiyyal.cli import app
from thaiyyal.cli.lazy import COMMANDS, LazyGroup


@pytest.mark.parametrize("verb", COMMANDS)
def test_a_verb_is_listed_as_its_own_help_begins(verb: str) -> None:
    group = get_command(app)
    assert isinstance(group, LazyGroup)

    command = group.get_command(group.context_class(group), verb)

    assert command is not None
    assert (command.help or "").startswith(COMMANDS[verb][1].rstrip("."))


def test_every_verb_is_listed() -> None:
    shown = CliRunner().invoke(app, ["--help"]).stdout

    assert [verb for verb in COMMANDS if f" {verb} " not in shown] == []
