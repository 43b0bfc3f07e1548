"""`thaiyyal run`: run a document without any server."""

import asyncio
import signal
from pathlib import Path
from typing import Annotated

import typer

from thaiyyal.bootstrap import LocalRunner, check
from thaiyyal.cli.files import BadUsage, directory_at, document_at, input_from
from thaiyyal.cli.lines import BrokenLine, Case, answer_lines
from thaiyyal.cli.network import rules_of_environment
from thaiyyal.cli.outcome import finished, rejected
from thaiyyal.cli.progress import Progress
from thaiyyal.cli.show import show_failure, show_problems, show_steps
from thaiyyal.document import Checked
from thaiyyal.engine import Execution, ExecutionResult
from thaiyyal.kernel.values import Value, dump_json


def run(
    file: Annotated[
        Path | None, typer.Argument(help="The workflow: a JSON or YAML file.", show_default=False)
    ] = None,
    input_text: Annotated[
        str | None,
        typer.Option("--input", help="The input: JSON, or @file with JSON.", metavar="JSON|@FILE"),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read cases from standard input, one a line.")
    ] = False,
    seed: Annotated[
        int | None, typer.Option(help="Fix what is drawn at random.", show_default=False)
    ] = None,
    files: Annotated[
        Path | None,
        typer.Option(
            help="Keep downloaded files here, named by their content.",
            metavar="DIR",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Run a workflow. Example: [bold]thaiyyal run orders.json --input @orders-input.json[/bold]"""
    runner = LocalRunner(policy=rules_of_environment(), files_in=directory_at(files))
    if jsonl:
        asyncio.run(_run_lines(runner))
        return
    if file is None:
        raise BadUsage("name the file of the workflow, or use --jsonl")
    document = document_at(file)
    inputs = input_from(input_text)
    checked = check(document)
    show_problems(document, checked.warnings, is_warning=True)
    if checked.workflow is None:
        _show_rejected(document, checked, as_json=as_json)
    result = asyncio.run(_run_one(runner, checked, inputs, seed))
    _show_result(document, result, as_json=as_json)


def _show_rejected(document: Value, checked: Checked, *, as_json: bool) -> None:
    if as_json:
        typer.echo(dump_json(rejected(checked)))
    else:
        show_problems(document, checked.problems)
    raise typer.Exit(1)


def _show_result(document: Value, result: ExecutionResult, *, as_json: bool) -> None:
    if as_json:
        typer.echo(dump_json(finished(result)))
    else:
        show_steps(result)
        if result.error is None:
            typer.echo(dump_json(result.output, indent=2))
        else:
            show_failure(document, result.error)
    raise typer.Exit(0 if result.status == "succeeded" else 1)


async def _run_one(
    runner: LocalRunner, checked: Checked, inputs: list[Value], seed: int | None
) -> ExecutionResult:
    def stop_on_signal(execution: Execution) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, execution.cancel)

    try:
        with Progress() as progress:
            return await runner.run(
                checked, inputs, listener=progress.listen, seed=seed, started=stop_on_signal
            )
    finally:
        await runner.aclose()


async def _run_lines(runner: LocalRunner) -> None:
    async def answer(case: Case) -> Case:
        checked = check(case.get("workflow"))
        if checked.workflow is None:
            return {"id": case.get("id"), **rejected(checked)}
        inputs: list[Value] = [case["input"]] if "input" in case else []
        return {"id": case.get("id"), **finished(await runner.run(checked, inputs))}

    try:
        await answer_lines(answer, _refused)
    finally:
        await runner.aclose()


def _refused(line: BrokenLine) -> Case:
    return {
        "id": line.id,
        "status": "rejected",
        "output": None,
        "steps": {},
        "error": line.failure,
        "problems": [line.failure],
    }
