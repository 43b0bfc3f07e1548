"""XML text to a value: well-formed, one root, no document type, no entities, nothing fetched."""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from thaiyyal.kernel.values import MAX_DEPTH, Value, depth_of
from thaiyyal.nodes.formats.bad_text import bad_text, place_in, too_large
from thaiyyal.nodes.formats.scalars import value_from_cell
from thaiyyal.sdk import StepError

CHARACTERS_PER_CALL = 1_048_576
ELEMENTS_PER_CHECK = 4_096
BLANKS = " \t\r\n"


@dataclass(slots=True)
class _Element:
    """An element whose end has not come yet; ``children``: name -> values in order."""

    attributes: dict[str, str]
    children: dict[str, list[Value]] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)


def read_xml(
    text: str, *, infer_types: bool, max_items: int, check: Callable[[], None]
) -> dict[str, Value]:
    """Return {root name: content}.

    Raises:
        StepError: ``parse_error`` with its place; ``limit_exceeded`` for too deep a value.
    """
    text = text.removeprefix("\ufeff")
    builder = _Builder(infer_types, max_items, check)
    parser = builder.parser
    start = 0
    try:
        for start in range(0, len(text), CHARACTERS_PER_CALL):
            parser.Parse(text[start : start + CHARACTERS_PER_CALL], False)
        parser.Parse("", True)
    except expat.ExpatError as err:
        message = expat.errors.messages.get(err.code, expat.ErrorString(err.code))
        raise bad_text("XML", message, line=err.lineno, column=err.offset + 1) from err
    except UnicodeEncodeError as err:
        line, column = place_in(text, start + err.start)
        raise bad_text("XML", "half of a surrogate pair", line=line, column=column) from err
    if depth_of(builder.root, most=MAX_DEPTH) > MAX_DEPTH:
        raise _too_deep()
    return builder.root


def _too_deep() -> StepError:
    return too_large(f"the XML is nested deeper than {MAX_DEPTH} levels")


class _Builder:
    """Builds the value from what the parser reports."""

    def __init__(self, infer_types: bool, max_items: int, check: Callable[[], None]) -> None:
        self.root: dict[str, Value] = {}
        self._value: Callable[[str], Value] = value_from_cell if infer_types else str
        self._max_items = max_items
        self._check = check
        self._count = 0
        self._open: list[_Element] = []
        # The text is already decoded: whatever its declaration names, it is read as UTF-8.
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _doctype(self, name: str, system: str | None, public: str | None, subset: bool) -> None:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        message = "a document type (<!DOCTYPE …>) is not read; remove it"
        raise bad_text("XML", message, line=line, column=column)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._open.append(_Element(attributes))
        self._count += 1
        if self._count % ELEMENTS_PER_CHECK == 0:
            self._check()
        if len(self._open) > MAX_DEPTH:
            raise _too_deep()

    def _text(self, text: str) -> None:
        self._open[-1].text.append(text)

    def _end(self, name: str) -> None:
        content = self._content(self._open.pop())
        if not self._open:
            self.root = {name: content}
            return
        siblings = self._open[-1].children.setdefault(name, [])
        siblings.append(content)
        if len(siblings) > self._max_items:
            raise too_large(f"more than {self._max_items} elements <{name[:80]}> in one parent")

    def _content(self, element: _Element) -> Value:
        text = "".join(element.text).strip(BLANKS)
        if not element.attributes and not element.children:
            return self._value(text)
        content: dict[str, Value] = {
            "@" + name: self._value(value) for name, value in element.attributes.items()
        }
        for name, values in element.children.items():
            content[name] = values if len(values) > 1 else values[0]
        if text:
            content["#text"] = self._value(text)
        return content
