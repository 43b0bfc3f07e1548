"""Turn a text into values that other nodes can use.

Reads JSON, CSV, TSV, YAML and XML; AUTO looks at the text and picks one. A table (CSV, TSV)
becomes a list of objects named by its first line. XML becomes an object: attributes are keys
that begin with @, repeated elements become a list. A text that is not valid fails the step with
the line and column of the mistake.
"""

from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from thaiyyal.kernel.values import Value, text_form
from thaiyyal.nodes.formats.csv_text import read_csv
from thaiyyal.nodes.formats.guess import FORMATS, guess_format, looks_like_json
from thaiyyal.nodes.formats.json_reader import read_json
from thaiyyal.nodes.formats.xml_reader import read_xml
from thaiyyal.nodes.formats.yaml_reader import read_yaml
from thaiyyal.sdk import (
    Boolean,
    Context,
    Emit,
    Example,
    NodeType,
    Params,
    StepError,
    any_case,
    hints,
)

_BLANKS = " \t\r\n\ufeff"


class ParseParams(Params):
    input_type: Annotated[str, any_case("AUTO", *FORMATS)] = Field(
        "AUTO",
        title="Format",
        description="What the text is written in.",
        json_schema_extra={
            "enum": ["AUTO", *FORMATS],
            **hints(labels={"AUTO": "Find out from the text"}),
        },
    )
    has_header: Boolean = Field(
        True,
        title="First line names the columns",
        description="Off: rows of CSV and TSV become lists, not objects.",
        json_schema_extra=hints(shown_when={"input_type": ["AUTO", "CSV", "TSV"]}),
    )
    infer_types: Boolean = Field(
        True,
        title="Recognise numbers",
        description="Read numbers, true, false and null as such; off: everything is a text.",
        json_schema_extra=hints(shown_when={"input_type": ["AUTO", "CSV", "TSV", "XML"]}),
    )


class Parse(NodeType[ParseParams]):
    """A text to a value."""

    type = "parse"
    label = "Parse"
    group = "Operations"
    icon = "file-import"
    facts = ("format", "rows")
    examples = (
        Example(
            title="Read a table",
            params={"input_type": "CSV"},
            inputs=["name,age\nAnn,34\nBob,17\n"],
            out=[{"name": "Ann", "age": 34}, {"name": "Bob", "age": 17}],
        ),
        Example(
            title="Let the node find out that it is YAML",
            params={},
            inputs=["city: Oslo\ntags:\n  - north\n  - fjord: true\n"],
            out={"city": "Oslo", "tags": ["north", {"fjord": True}]},
        ),
        Example(
            title="Attributes and repeated elements of XML",
            params={"input_type": "XML"},
            inputs=['<order id="7"><item>tea</item><item>milk</item></order>'],
            out={"order": {"@id": 7, "item": ["tea", "milk"]}},
        ),
        Example(
            title="A broken text fails with its place",
            params={"input_type": "JSON"},
            inputs=['{"name": }'],
            error="parse_error",
        ),
    )

    def run(self, params: ParseParams, value: Value, context: Context) -> Emit:
        text = text_form(value)
        form, result = _read(params, text, context)
        rows = len(result) if isinstance(result, list) else 1
        return Emit(result, meta={"format": form, "rows": rows})


def _read(params: ParseParams, text: str, context: Context) -> tuple[str, Value]:
    if params.input_type != "AUTO":
        return params.input_type, _READERS[params.input_type](text, params, context)
    trimmed = text.strip(_BLANKS)
    if looks_like_json(trimmed):
        try:
            return "JSON", _json(trimmed, params, context)
        except StepError as err:
            if err.code != "parse_error":
                raise
    form = guess_format(trimmed)
    # Blanks at the start may be cells or an indentation; before an XML declaration they are wrong.
    source = trimmed if trimmed.startswith("<?xml") else text
    return form, _READERS[form](source, params, context)


def _json(text: str, params: ParseParams, context: Context) -> Value:
    return read_json(text, max_items=context.limits.list_length)


def _separated(delimiter: str) -> "_Reader":
    def read(text: str, params: ParseParams, context: Context) -> Value:
        return read_csv(
            text,
            delimiter=delimiter,
            has_header=params.has_header,
            infer_types=params.infer_types,
            max_rows=context.limits.list_length,
            check=context.check,
        )

    return read


def _yaml(text: str, params: ParseParams, context: Context) -> Value:
    return read_yaml(text, check=context.check)


def _xml(text: str, params: ParseParams, context: Context) -> Value:
    return read_xml(
        text,
        infer_types=params.infer_types,
        max_items=context.limits.list_length,
        check=context.check,
    )


_Reader = Callable[[str, ParseParams, Context], Value]
_READERS: dict[str, _Reader] = {
    "JSON": _json,
    "CSV": _separated(","),
    "TSV": _separated("\t"),
    "YAML": _yaml,
    "XML": _xml,
}
