"""What the form of a node type must keep, and that its ports are those it declares as data."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.plugins import describe
from thaiyyal.sdk import NodeType, Port, form_schema
from thaiyyal.sdk.hints import Format
from thaiyyal.sdk.json_schema import compile_schema
from thaiyyal.sdk.outputs import port_names
from thaiyyal.testing.node_harness import BadParams, params_of

FORMATS = frozenset(get_args(Format))
Schema = Mapping[str, Any]


def check_form(node_type: type[NodeType[Any]]) -> None:
    """Raise ``AssertionError`` for the first field that a form could not show well."""
    schema = form_schema(node_type.params_class, of_node=True)
    for owner, name, field in _fields(schema):
        where = f"{node_type.type}.{name}"
        last = name.rpartition(".")[2]
        assert field.get("description"), f"{where}: needs a description"
        assert field.get("title"), f"{where}: needs a title"
        _check_format(where, field)
        _check_labels(where, field)
        _check_condition(where, last, field, owner["properties"])
        _check_default(where, field)
    _check_examples(node_type, schema)


def check_outputs(node_type: type[NodeType[Any]]) -> None:
    """Raise ``AssertionError`` when an editor would draw other ports than the engine has."""
    kind = node_type()
    about = describe(kind)
    outputs = about["outputs"]
    rules = [_rule(each) for each in outputs["ports"]]
    aliases = [(shown, other) for shown, other in outputs.get("aliases", ())]
    defaults = _defaults(about["params"])
    for example in node_type.examples:
        params = _params_if_right(kind, example.params)
        if params is not None:
            wanted = tuple(kind.ports(params))
            found = port_names(rules, aliases, {**defaults, **example.params})
            told = f"{kind.type}: {example.title}: `outputs` gives {found}, `ports()` {wanted}"
            assert found == wanted, told


def _fields(schema: Schema, prefix: str = "") -> Iterator[tuple[Schema, str, Schema]]:
    for name, field in schema.get("properties", {}).items():
        yield schema, f"{prefix}{name}", field
        yield from _fields(field, f"{prefix}{name}.")
        items = field.get("items")
        if isinstance(items, Mapping):
            yield from _fields(items, f"{prefix}{name}.")


def _check_format(where: str, field: Schema) -> None:
    found = field.get("format")
    told = f"{where}: no control knows the format {found}; known are {', '.join(sorted(FORMATS))}"
    assert found is None or found in FORMATS, told


def _check_labels(where: str, field: Schema) -> None:
    labels = field.get("labels")
    if labels is None:
        return
    choice = field.get("items", field)
    known = choice.get("enum", ())
    strange = set(labels) - set(known)
    assert not strange, f"{where}: has labels of values that it does not take: {strange}"
    texts = list(labels.values())
    assert len(set(texts)) == len(texts), f"{where}: two values have the same label"


def _check_condition(where: str, name: str, field: Schema, beside: Schema) -> None:
    condition = field.get("shown_when")
    if condition is None:
        return
    other = beside.get(condition["field"])
    told = f"{where}: is shown by the value of {condition['field']}, which is no field beside it"
    assert other is not None, told
    assert condition["field"] != name, f"{where}: is shown by its own value"
    is_checkable = "enum" in other or other.get("type") == "boolean"
    known = other.get("enum", [True, False]) if is_checkable else condition["is"]
    strange = [value for value in condition["is"] if value not in known]
    assert not strange, f"{where}: waits for values that {condition['field']} never has: {strange}"


def _check_default(where: str, field: Schema) -> None:
    if "default" in field:
        _check_fits(f"{where}: its default", field, field["default"])


def _check_examples(node_type: type[NodeType[Any]], schema: Schema) -> None:
    kind = node_type()
    for example in node_type.examples:
        if not node_type.aliases and _params_if_right(kind, example.params) is not None:
            _check_fits(f"{kind.type}: {example.title}", schema, dict(example.params))


def _check_fits(where: str, schema: Schema, value: Any) -> None:
    found = compile_schema(without_formats(schema)).mismatches(value, check=lambda: None)
    assert not found, f"{where} does not fit the form: {found[0].message}"


def without_formats(part: Any) -> Any:
    """Return the schema without its formats: they name controls, they check nothing."""
    if isinstance(part, list):
        return [without_formats(each) for each in part]
    if not isinstance(part, Mapping):
        return part
    return {
        key: without_formats(value)
        for key, value in part.items()
        if key != "format" or isinstance(value, Mapping)
    }


def _params_if_right(kind: NodeType[Any], data: Mapping[str, object]) -> Any:
    try:
        return params_of(kind, data)
    except (ThaiyyalError, BadParams):
        return None


def _defaults(schema: Schema) -> dict[str, Any]:
    fields = schema.get("properties", {})
    return {name: field["default"] for name, field in fields.items() if "default" in field}


def _rule(data: Mapping[str, Any]) -> Port:
    """Return the rule that its data says: an editor has nothing else."""
    when = data.get("when")
    return Port(
        name=data.get("name"),
        field=data.get("field"),
        each=data.get("each"),
        default=data.get("default"),
        when=None if when is None else (when["field"], tuple(when["is"])),
    )
