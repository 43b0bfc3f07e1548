"""What is written reads back as it was: parse(format(v)) == v."""

from hypothesis import given
from hypothesis import strategies as st

from thaiyyal.kernel.values import Value
from thaiyyal.nodes.operations.format import Format
from thaiyyal.nodes.operations.parse import Parse
from thaiyyal.testing.node_harness import run_node

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TRICKY = st.text(st.sampled_from("a0 .:-#'\"\n\t\\<>{}[]&*!?|%@,=~"), max_size=6)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda n: n + 0.0),
    TEXTS,
    TRICKY,
)
KEYS = st.one_of(TEXTS, TRICKY, st.text("k", min_size=120, max_size=1_100))
VALUES: st.SearchStrategy[Value] = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)
NAMES = st.text("abcé_", min_size=1, max_size=3)
XML_TEXTS = st.text(st.sampled_from("aé<>&\"' \n\r\t]"), max_size=6).map(lambda text: f"x{text}x")
XML_VALUES = st.recursive(
    XML_TEXTS | st.integers(-99, 99) | st.booleans(),
    lambda inner: st.dictionaries(
        NAMES, st.one_of(inner, st.lists(inner, min_size=2, max_size=3)), min_size=1, max_size=3
    ),
    max_leaves=8,
)
CELLS = st.one_of(
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.text(st.sampled_from('ab,;"\n\r é'), max_size=5).map(lambda text: f"x{text}x"),
)
COLUMNS = st.lists(NAMES, min_size=1, max_size=4, unique=True)


def there_and_back(value: Value, kind: str, **fields: object) -> Value:
    text = run_node(Format, {"output_type": kind, **fields}, [value])
    assert text.error is None, text.message
    back = run_node(Parse, {"input_type": kind}, [text.value])
    assert back.error is None, back.message
    return back.value


@given(VALUES)
def test_json_reads_back(value: Value) -> None:
    assert there_and_back(value, "JSON") == value


@given(VALUES)
def test_yaml_reads_back(value: Value) -> None:
    assert there_and_back(value, "YAML") == value


@given(NAMES, XML_VALUES, st.booleans())
def test_xml_reads_back(name: str, content: Value, pretty: bool) -> None:
    value: Value = {name: content}

    assert there_and_back(value, "XML", pretty_print=pretty) == value


@given(COLUMNS.flatmap(lambda names: st.lists(st.fixed_dictionaries(dict.fromkeys(names, CELLS)))))
def test_csv_and_tsv_read_back(rows: list[Value]) -> None:
    assert there_and_back(rows, "CSV") == rows
    assert there_and_back(rows, "TSV") == rows


@given(st.one_of(TEXTS, st.text(), TRICKY), st.sampled_from(["AUTO", "CSV", "TSV", "YAML", "XML"]))
def test_any_text_gives_a_value_or_a_known_error(text: str, kind: str) -> None:
    result = run_node(Parse, {"input_type": kind}, [text])

    assert result.error in (None, "parse_error", "limit_exceeded")
