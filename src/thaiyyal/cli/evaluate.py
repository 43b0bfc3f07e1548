"""`thaiyyal eval`: the value of an expression."""

import asyncio
from typing import Annotated

import typer

from thaiyyal.cli.files import BadUsage, input_from
from thaiyyal.cli.lines import BrokenLine, Case, answer_lines
from thaiyyal.cli.show import errors
from thaiyyal.expressions import caret, evaluate_case
from thaiyyal.kernel.values import dump_json


def evaluate(
    expression: Annotated[
        str | None, typer.Argument(help="The expression.", show_default=False)
    ] = None,
    input_text: Annotated[
        str | None,
        typer.Option("--input", help="The input: JSON, or @file with JSON.", metavar="JSON|@FILE"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read cases from standard input, one a line.")
    ] = False,
) -> None:
    """Evaluate an expression. Example: [bold]thaiyyal eval "input * 2" --input 21[/bold]"""
    if jsonl:
        asyncio.run(answer_lines(_answer, _refused))
        return
    if expression is None:
        raise BadUsage("give an expression, or use --jsonl")
    inputs = input_from(input_text)
    scope = {"input": inputs[0]} if inputs else {}
    answer = evaluate_case({"id": None, "expression": expression, "scope": scope})
    if as_json:
        typer.echo(dump_json(answer))
    elif answer["ok"]:
        typer.echo(dump_json(answer["value"], indent=2))
    else:
        error = answer["error"]
        errors.print(f"{error['code']}: {error['message']}", style="red", markup=False)
        errors.print(caret(expression, error["position"]), markup=False)
    raise typer.Exit(0 if answer["ok"] else 1)


async def _answer(case: Case) -> Case:
    return evaluate_case(case)


def _refused(line: BrokenLine) -> Case:
    return {"id": line.id, "ok": False, "error": {**line.failure, "position": 0}}
