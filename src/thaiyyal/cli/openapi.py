"""`thaiyyal openapi`: the API's description, as the server serves it."""

from typing import Annotated

import orjson
import typer

from thaiyyal.web.document import api_document


def openapi(
    compact: Annotated[
        bool, typer.Option("--compact", help="Without line breaks and indentation.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="It is JSON in any case.")] = True,
) -> None:
    """Print the OpenAPI document. Example: [bold]thaiyyal openapi > openapi.json[/bold]"""
    del as_json
    option = 0 if compact else orjson.OPT_INDENT_2
    typer.echo(orjson.dumps(api_document(), option=option).decode())
