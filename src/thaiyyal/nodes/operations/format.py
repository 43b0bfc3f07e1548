"""Turn a value into a text.

Writes JSON, CSV, TSV, YAML or XML, or fills in a template (TEXT). CSV and TSV need a list of
objects, whose keys become the columns, one object, or a list of lists. XML uses keys that begin
with @ as attributes and #text as the text of an element.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field

from thaiyyal.kernel.values import Value, dump_json, size_of
from thaiyyal.nodes.formats.csv_text import write_csv
from thaiyyal.nodes.formats.xml_writer import write_xml
from thaiyyal.nodes.formats.yaml_writer import write_yaml
from thaiyyal.sdk import (
    Boolean,
    Context,
    Emit,
    Example,
    FieldProblem,
    NodeType,
    Params,
    StepError,
    TemplateText,
    Text,
    any_case,
    hints,
    invalid,
)

_OUTPUTS = ("JSON", "CSV", "TSV", "YAML", "XML", "TEXT")


def _one_character(text: str) -> str:
    if len(text) != 1 or text in '"\r\n':
        raise invalid("must be exactly one character, not a quote or a line break")
    return text


class FormatParams(Params):
    output_type: Annotated[str, any_case(*_OUTPUTS)] = Field(
        title="Format",
        description="What to write.",
        json_schema_extra={
            "enum": list(_OUTPUTS),
            **hints(labels={"TEXT": "Text from a template"}),
        },
    )
    pretty_print: Boolean = Field(
        False,
        title="Indent",
        description="Write one line per entry, indented by two blanks.",
        json_schema_extra=hints(shown_when={"output_type": ["JSON", "XML"]}),
    )
    include_headers: Boolean = Field(
        True,
        title="Name the columns",
        description="Begin with a line of column names.",
        json_schema_extra=hints(shown_when={"output_type": ["CSV", "TSV"]}),
    )
    delimiter: Annotated[Text, AfterValidator(_one_character)] = Field(
        ",",
        description="The one character between two cells.",
        json_schema_extra={
            **hints(shown_when={"output_type": ["CSV"]}, suggestions=(",", ";", "|")),
            "minLength": 1,
            "maxLength": 1,
        },
    )
    template: TemplateText | None = Field(
        None,
        description="The text to fill in; `input` is the value that arrives.",
        json_schema_extra=hints(
            shown_when={"output_type": ["TEXT"]}, placeholder="Dear {{ input.name }},"
        ),
    )

    def problems(self) -> Iterator[FieldProblem]:
        """Yield a problem when TEXT has no template."""
        if self.output_type == "TEXT" and self.template is None:
            yield FieldProblem("missing_field", "template", "TEXT needs a template; write one")


class Format(NodeType[FormatParams]):
    """A value to a text."""

    type = "format"
    label = "Format"
    group = "Operations"
    icon = "file-export"
    facts = ("rows", "bytes")
    examples = (
        Example(
            title="Write a table",
            params={"output_type": "CSV"},
            inputs=[[{"name": "Ann", "note": "a, b"}, {"name": "Bob", "age": 17}]],
            out='name,note,age\nAnn,"a, b",\nBob,,17\n',
        ),
        Example(
            title="Fill in a template",
            params={"output_type": "TEXT", "template": "Dear {{ input.name }},"},
            inputs=[{"name": "Ann"}],
            out="Dear Ann,",
        ),
        Example(
            title="Write YAML",
            params={"output_type": "YAML"},
            inputs=[{"city": "Oslo", "codes": ["0150", 7]}],
            out="city: Oslo\ncodes:\n- '0150'\n- 7\n",
        ),
        Example(
            title="A number is no table",
            params={"output_type": "CSV"},
            inputs=[5],
            error="invalid_input",
        ),
    )

    def run(self, params: FormatParams, value: Value, context: Context) -> Emit:
        text = _joined(_parts(params, value, context), context.limits.text_length)
        rows = len(value) if isinstance(value, list) else 1
        size = len(text) if text.isascii() else len(text.encode(errors="surrogatepass"))
        return Emit(text, meta={"rows": rows, "bytes": size})


def _parts(params: FormatParams, value: Value, context: Context) -> Iterator[str]:
    match params.output_type:
        case "JSON":
            # A part that occurs many times is written many times: measure before writing.
            if size_of(value) > context.limits.text_length:
                raise _too_long(context.limits.text_length)
            yield dump_json(value, indent=2 if params.pretty_print else None)
        case "CSV" | "TSV":
            delimiter = "\t" if params.output_type == "TSV" else params.delimiter
            yield from write_csv(
                value,
                delimiter=delimiter,
                headers=params.include_headers,
                check=context.check,
            )
        case "YAML":
            yield from write_yaml(value)
        case "XML":
            yield from write_xml(value, pretty=params.pretty_print)
        case "TEXT" if params.template is not None:
            yield params.template.render(value, context.environment)


def _joined(parts: Iterator[str], longest: int) -> str:
    """Join ``parts``, giving up as soon as the text is too long."""
    texts: list[str] = []
    length = 0
    for part in parts:
        length += len(part)
        if length > longest:
            raise _too_long(longest)
        texts.append(part)
    return "".join(texts)


def _too_long(longest: int) -> StepError:
    return StepError("limit_exceeded", f"the text is longer than {longest} characters")
