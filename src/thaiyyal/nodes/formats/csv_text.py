"""Comma and tab separated text (RFC 4180) to rows, and rows to text."""

import re
from collections.abc import Callable, Iterator
from io import StringIO
from itertools import islice

from thaiyyal.kernel.values import Value, size_of, text_form
from thaiyyal.nodes.formats.bad_text import bad_text, place_in, too_large
from thaiyyal.nodes.formats.scalars import MAY_BE_TYPED, value_from_cell
from thaiyyal.sdk import invalid_input

RECORDS_PER_CHECK = 4_096
LARGEST_CELL = 1_000_000

_Record = tuple[int, list[str]]  # offset of its first character, cells


def read_csv(
    text: str,
    *,
    delimiter: str,
    has_header: bool,
    infer_types: bool,
    max_rows: int,
    check: Callable[[], None],
) -> list[Value]:
    """Return a list of objects (first record = keys), or of lists without header.

    Raises:
        StepError: ``parse_error`` with its place; ``limit_exceeded`` beyond ``max_rows``.
    """
    text = text.removeprefix("\ufeff")
    records = _records(text, delimiter)
    first = next(records, None)
    if first is None:
        return []
    width = len(first[1])
    if width > max_rows:
        raise too_large(f"the first record has more than {max_rows} cells")
    rows: list[Value] = []
    if not has_header:
        rows.append(_values(first[1], infer_types))
    while True:
        part = list(islice(records, RECORDS_PER_CHECK))
        if not part:
            return rows
        check()
        for offset, cells in part:
            if len(cells) != width:
                raise _wrong_width(text, offset, len(cells), width)
        values = [_values(cells, infer_types) for _, cells in part]
        rows += [dict(zip(first[1], row, strict=True)) for row in values] if has_header else values
        if len(rows) > max_rows:
            raise too_large(f"the text has more than {max_rows} rows; parse it in parts")


def _values(cells: list[str], infer_types: bool) -> list[Value]:
    if not infer_types:
        return list(cells)
    return [cell if cell[:1] not in MAY_BE_TYPED else value_from_cell(cell) for cell in cells]


def _records(text: str, delimiter: str) -> Iterator[_Record]:
    blanks = " " if delimiter == "\t" else " \t"
    special = re.compile(f'[{re.escape(delimiter)}\r\n"]')
    lines = StringIO(text, newline="")  # splits at LF, CRLF and CR alone and keeps them
    offset = 0
    for line in iter(lines.readline, ""):
        if '"' in line:
            cells, end = _quoted_record(text, offset, delimiter, blanks, special)
            yield offset, cells
            offset = lines.seek(end)
            continue
        record = line.rstrip("\r\n")
        if record:
            cells = record.split(delimiter)
            if " " in record or "\t" in record:
                cells = [cell.strip(blanks) for cell in cells]
            yield offset, cells
        offset += len(line)


def _quoted_record(
    text: str, offset: int, delimiter: str, blanks: str, special: re.Pattern[str]
) -> tuple[list[str], int]:
    """Return the cells of the record at ``offset`` and where the next one starts."""
    cells: list[str] = []
    position = offset
    while True:
        start = position
        while text[start : start + 1] in blanks and start < len(text):
            start += 1
        if text[start : start + 1] == '"':
            cell, end = _quoted_cell(text, start)
            after = "text after a closing quote; double a quote that belongs to the cell"
        else:
            found = special.search(text, start)
            end = found.start() if found else len(text)
            cell = text[position:end].strip(blanks)
            after = "a quote inside an unquoted cell; quote the whole cell and double the quote"
        cells.append(cell)
        stop = text[end : end + 1]
        if stop == delimiter:
            position = end + 1
        elif stop in ("", "\r", "\n"):
            return cells, end + (2 if text.startswith("\r\n", end) else len(stop))
        else:
            line, column = place_in(text, end)
            raise bad_text("CSV", after, line=line, column=column)


def _quoted_cell(text: str, start: int) -> tuple[str, int]:
    pieces: list[str] = []
    position = start + 1
    while True:
        end = text.find('"', position)
        if end < 0:
            line, column = place_in(text, start)
            raise bad_text("CSV", "a quote that is never closed", line=line, column=column)
        pieces.append(text[position:end])
        if not text.startswith('"', end + 1):
            return '"'.join(pieces), end + 1
        position = end + 2


def _wrong_width(text: str, offset: int, found: int, width: int) -> Exception:
    line, column = place_in(text, offset)
    message = f"this record has {found} cells, the first has {width}"
    return bad_text("CSV", message, line=line, column=column)


def write_csv(
    value: Value, *, delimiter: str, headers: bool, check: Callable[[], None]
) -> Iterator[str]:
    """Yield the text of a list of objects, one object or a list of lists, in parts.

    Raises:
        StepError: ``invalid_input`` for anything else.
    """
    rows = [value] if isinstance(value, dict) else value
    if not isinstance(rows, list):
        raise invalid_input("CSV needs a list of objects or a list of lists")
    kinds = set(map(type, rows))
    if kinds <= {list}:
        yield from _lines((row for row in rows if isinstance(row, list)), delimiter, check)
        return
    if kinds != {dict}:
        raise invalid_input("every row must be an object, or every row a list")
    objects = [row for row in rows if isinstance(row, dict)]
    columns = list(dict.fromkeys(key for row in objects for key in row))
    if headers:
        yield _line(list(columns), delimiter)
    yield from _lines(([row.get(key) for key in columns] for row in objects), delimiter, check)


def _lines(rows: Iterator[list[Value]], delimiter: str, check: Callable[[], None]) -> Iterator[str]:
    while part := list(islice(rows, RECORDS_PER_CHECK)):
        check()
        yield "".join([_line(row, delimiter) for row in part])


def _line(cells: list[Value], delimiter: str) -> str:
    texts = [
        cell if type(cell) is str else "" if cell is None else _cell_text(cell) for cell in cells
    ]
    line = delimiter.join(texts)
    plain = (
        '"' not in line
        and "\n" not in line
        and "\r" not in line
        and line.count(delimiter) == max(len(texts) - 1, 0)
        and not line.startswith(" ")
        and delimiter + " " not in line
    )
    if not plain:
        line = delimiter.join([_quoted(text, delimiter) for text in texts])
    return line + "\n"


def _cell_text(cell: Value) -> str:
    if isinstance(cell, (list, dict)) and size_of(cell) > LARGEST_CELL:
        raise too_large(f"a cell holds more than {LARGEST_CELL} values")
    return text_form(cell)


def _quoted(text: str, delimiter: str) -> str:
    needs_quotes = (
        text.startswith(" ") or delimiter in text or '"' in text or "\n" in text or "\r" in text
    )
    return '"' + text.replace('"', '""') + '"' if needs_quotes else text
