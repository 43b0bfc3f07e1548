"""Broken files and inputs: one clear error, the right exit code, never a traceback."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.cli.command import Ended
from tests.acceptance.cli.forked import forked

NUMBER = '{"nodes": [{"id": "a", "type": "number", "data": {"value": 1}}]}'
MIB = 1024 * 1024


def large(size: int) -> bytes:
    return b'{"description": "' + b"x" * size + b'"}'


BAD_FILES: dict[str, bytes] = {
    "50 MB": large(50 * MIB),
    "50 MB of nothing": b" " * (50 * MIB),
    "just over the limit": large(10 * MIB),
    "lists 10,000 deep": b"[" * 10_000 + b"]" * 10_000,
    "objects 10,000 deep": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "a field 10,000 deep": NUMBER.replace("1}", "[" * 10_000 + "]" * 10_000 + "}").encode(),
    "NUL alone": b"\x00",
    "NUL in a text": NUMBER.replace('"a"', '"a\x00"').encode(),
    "NULs behind": NUMBER.encode() + b"\x00\x00",
    "lone surrogate escaped": NUMBER.replace('"a"', '"\\ud800"').encode(),
    "lone surrogate in bytes": NUMBER.replace('"a"', '"').encode() + b"\xed\xa0\x80",
    "key twice": b'{"nodes": [], "nodes": []}',
    "inner key twice": b'{"nodes": [{"id": "a", "id": "a", "type": "number"}]}',
    "NaN": NUMBER.replace("1}", "NaN}").encode(),
    "Infinity": NUMBER.replace("1}", "-Infinity}").encode(),
    "1e999": NUMBER.replace("1}", "1e999}").encode(),
    "a million digits": NUMBER.replace("1}", "9" * 1_000_000 + "}").encode(),
    "not UTF-8": b"\xff\xfe{}",
    "UTF-16": NUMBER.encode("utf-16"),
    "empty": b"",
    "cut off": NUMBER[:-3].encode(),
    "a text": b'"nodes"',
    "a list": b"[]",
    "null": b"null",
    "no JSON": b"nodes: none",
    "10,001 nodes": json.dumps(
        {"nodes": [{"id": str(at), "type": "renderer"} for at in range(10_001)]}
    ).encode(),
    "10,000 broken nodes": json.dumps({"nodes": [{"type": "x"}] * 10_000}).encode(),
}


def assert_clear(ended: Ended, *codes: int) -> None:
    assert ended.code in codes, ended.err[-2000:]
    assert "Traceback" not in ended.err + ended.out
    assert ended.err.strip(), "no word about what is wrong"


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_document_is_refused_clearly(name: str, tmp_path: Path) -> None:
    file = tmp_path / "workflow.json"
    file.write_bytes(BAD_FILES[name])

    assert_clear(forked("run", file), 1, 2)


@pytest.mark.parametrize("command", ["run", "check"])
@pytest.mark.parametrize(
    "place",
    [lambda folder: folder / "missing.json", lambda folder: folder],
    ids=["missing", "directory"],
)
def test_what_is_no_file_is_refused_clearly(
    command: str, place: Callable[[Path], Path], tmp_path: Path
) -> None:
    assert_clear(forked(command, place(tmp_path)), 2)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 3000 + "]" * 3000, id="deep"),
        pytest.param("a: &a [*a]", id="alias of itself"),
        pytest.param("a: &a [1]\nb: &b [*a, *a]\nc: [*b, *b]", id="aliases"),
        pytest.param("a: !!python/name:os.system", id="tag"),
        pytest.param("nodes: .nan", id="NaN"),
        pytest.param("nodes: []\nnodes: []", id="key twice"),
        pytest.param("\x00", id="NUL"),
        pytest.param("%", id="no YAML"),
    ],
)
def test_a_bad_yaml_document_is_refused_clearly(text: str, tmp_path: Path) -> None:
    file = tmp_path / "workflow.yaml"
    file.write_text(text)

    assert_clear(forked("run", file), 1, 2)


@pytest.mark.parametrize(
    "text",
    ["NaN", "", "{", "[" * 10_000, '"\\ud800"', "1e999", "@", "@missing.json", "{'a': 1}"],
    ids=lambda text: repr(text[:20]),
)
def test_a_bad_input_is_refused_clearly(text: str, tmp_path: Path) -> None:
    file = tmp_path / "workflow.json"
    file.write_text(NUMBER)

    assert_clear(forked("run", file, "--input", text), 2)


def test_ten_thousand_nodes_run(tmp_path: Path) -> None:
    nodes = [{"id": str(at), "type": "number", "data": {"value": at}} for at in range(10_000)]
    file = tmp_path / "workflow.json"
    file.write_text(json.dumps({"nodes": nodes}))

    ended = forked("run", file, "--json")

    assert ended.code == 0, ended.err[-2000:]
    assert len(json.loads(ended.out)["steps"]) == 10_000


def test_broken_lines_do_not_stop_the_rest() -> None:
    good = json.dumps({"id": "x", "workflow": json.loads(NUMBER)}).encode()
    bad = [b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"id": 1, "id": 2}', b"NaN", b"\x00"]

    ended = forked("run", "--jsonl", given=b"\n".join([*bad, good]) + b"\n")

    answers = [json.loads(line) for line in ended.out.splitlines()]
    assert "Traceback" not in ended.err
    assert [answer["status"] for answer in answers] == ["rejected"] * len(bad) + ["succeeded"]
    assert answers[-1]["id"] == "x"


@pytest.mark.parametrize(
    "case",
    [
        pytest.param({"workflow": 5}, id="no document"),
        pytest.param({}, id="nothing"),
        pytest.param({"id": [1], "workflow": {"nodes": [{"id": {}, "type": []}]}}, id="odd types"),
        pytest.param({"workflow": {"nodes": [{"id": "a", "data": []}]}}, id="data is a list"),
        pytest.param({"workflow": {"nodes": [], "edges": [{"source": {}}]}}, id="odd edge"),
        pytest.param(
            {"workflow": {"nodes": [{"id": "a", "type": "number", "settings": "x"}]}},
            id="settings is a text",
        ),
        pytest.param(
            {"workflow": {"nodes": [{"id": "a", "type": "renderer", "parent": ["a"]}]}},
            id="odd parent",
        ),
        pytest.param(
            {
                "workflow": {
                    "nodes": [{"id": "a", "type": "renderer"}],
                    "edges": [{"source": "a", "target": "a", "sourceHandle": {"x": 1}}],
                }
            },
            id="odd handle",
        ),
    ],
)
def test_an_odd_case_is_answered(case: object) -> None:
    ended = forked("run", "--jsonl", given=json.dumps(case).encode())

    assert ended.code == 0, ended.err
    assert "Traceback" not in ended.err
    answer = json.loads(ended.out)
    assert answer["status"] in {"rejected", "succeeded"}


@pytest.mark.parametrize("command", ["run", "eval"])
@pytest.mark.parametrize(
    ("line", "id_"),
    [
        (b'{"id": "a\\"b", "expression": "\\ud800"}', 'a"b'),
        (b'{"id":7,"workflow":{"x":1e999}}', 7),
        (b'{"workflow":1e999,"id":"late"}', None),
        (b'{"id":"\\ud800","workflow":1}', None),
    ],
    ids=["text", "number", "later in the line", "no text"],
)
def test_a_broken_line_is_answered_under_its_id(
    command: str, line: bytes, id_: str | int | None
) -> None:
    answer = json.loads(forked(command, "--jsonl", given=line + b"\n").out)

    assert (answer["id"], answer["error"]["code"]) == (id_, "bad_line")
