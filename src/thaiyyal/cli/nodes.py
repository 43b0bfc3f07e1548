"""`thaiyyal nodes`: the catalogue of node types, or the page of one."""

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from thaiyyal.cli.files import BadUsage
from thaiyyal.kernel.values import dump_json
from thaiyyal.plugins import describe, describe_all, load_catalog
from thaiyyal.sdk import NodeType

_WIDE = 140  # columns of a table that goes to a file or a pipe


def nodes(
    name: Annotated[
        str | None, typer.Argument(help="A node type, for its page.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the catalogue as JSON.")] = False,
) -> None:
    """List node types, or show one. Example: [bold]thaiyyal nodes group_by[/bold]"""
    catalog = load_catalog()
    if name is not None and name not in catalog:
        raise BadUsage(f'"{name}" is no node type; `thaiyyal nodes` lists all')
    if as_json:
        found = describe(catalog[name]) if name is not None else describe_all(catalog)
        typer.echo(dump_json(found))  # type: ignore[arg-type]
    elif name is not None:
        _show_page(catalog[name])
    else:
        _show_table([describe(kind) for kind in catalog.values()])


def _show_table(rows: list[dict[str, Any]]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("group", "type", "purpose"):
        table.add_column(heading)
    for row in rows:
        table.add_row(row["group"], row["type"], row["purpose"])
    console = Console()
    console.print(table, width=None if console.is_terminal else _WIDE)


def _show_page(kind: NodeType[Any]) -> None:
    page = describe(kind)
    typer.echo(f"{page['type']} ({page['group']})\n\n{page['help'].strip()}\n\nFields:")
    required = page["params"].get("required", [])
    for field, schema in page["params"].get("properties", {}).items():
        if field != "label":
            mark = " (required)" if field in required else ""
            typer.echo(f"  {field}{mark}: {schema.get('description', '')}")
            for value, label in schema.get("labels", {}).items():
                typer.echo(f"      {value}: {label}")
    typer.echo("\nExamples:")
    for example in page["examples"]:
        typer.echo(f"  {example['title']}: {dump_json(example)}")
