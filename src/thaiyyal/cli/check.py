"""`thaiyyal check`: every problem of a document, before anything runs."""

from pathlib import Path
from typing import Annotated, Any

import typer

from thaiyyal.bootstrap import check as check_document
from thaiyyal.cli.files import document_at
from thaiyyal.cli.show import errors, show_problems
from thaiyyal.kernel.values import dump_json


def check(
    file: Annotated[Path, typer.Argument(help="The workflow: a JSON or YAML file.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the problems as JSON.")] = False,
) -> None:
    """Find all problems without running. Example: [bold]thaiyyal check orders.json[/bold]"""
    document = document_at(file)
    checked = check_document(document)
    if as_json:
        found: dict[str, Any] = {
            "problems": [problem.as_value() for problem in checked.problems],
            "warnings": [problem.as_value() for problem in checked.warnings],
        }
        typer.echo(dump_json(found))
    else:
        show_problems(document, checked.warnings, is_warning=True)
        show_problems(document, checked.problems)
        count = len(checked.problems)
        errors.print("no problems" if not count else f"{count} problem{'s' * (count > 1)}")
    raise typer.Exit(1 if checked.problems else 0)
