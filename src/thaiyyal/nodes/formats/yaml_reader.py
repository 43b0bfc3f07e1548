"""YAML text to a value: one document, core schema, bounded, no recursion, no object is built.

The library's scanner and parser turn the text into events; what they mean is decided here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from thaiyyal.kernel.values import MAX_DEPTH, Value, text_form
from thaiyyal.nodes.formats.bad_text import bad_text, place_in, too_large
from thaiyyal.nodes.formats.yaml_schema import (
    COLLECTION_TAGS,
    NotInSchema,
    plain_value,
    tagged_value,
)
from thaiyyal.sdk import StepError

MAX_NODES = 10_000
EVENTS_PER_CHECK = 512


@dataclass(frozen=True, slots=True)
class _Node:
    """A finished value: how deep it is and how many nodes it has, aliases counted each time."""

    value: Value
    depth: int = 0
    size: int = 1


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    event: NodeEvent
    items: list[Value] = field(default_factory=list)
    members: dict[str, Value] = field(default_factory=dict)
    merged: dict[str, Value] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    key: str | None = None
    merges: bool = False
    depth: int = 0
    size: int = 1


def read_yaml(text: str, *, check: Callable[[], None]) -> Value:
    """Return the one document of ``text``; an empty text is null.

    Raises:
        StepError: ``parse_error`` with its place; ``limit_exceeded`` for too deep a value.
    """
    text = text.removeprefix("\ufeff")
    composer = _Composer()
    try:
        for count, event in enumerate(YAML(typ="safe", pure=True).parse(text)):
            if count % EVENTS_PER_CHECK == 0:
                check()
            composer.take(event)
    except ReaderError as err:
        line, column = place_in(text, err.position)
        message = "a character that YAML does not allow"
        raise bad_text("YAML", message, line=line, column=column) from err
    except MarkedYAMLError as err:
        raise _marked(err) from err
    except YAMLError as err:
        raise bad_text("YAML", str(err)[:200], line=1, column=1) from err
    return composer.result


def _marked(err: MarkedYAMLError) -> StepError:
    mark = err.problem_mark or err.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    return bad_text("YAML", str(err.problem or err.context), line=line, column=column)


def _error(event: Event, message: str) -> StepError:
    mark = event.start_mark
    return bad_text("YAML", message, line=mark.line + 1, column=mark.column + 1)


class _Composer:
    """Builds the value from events."""

    def __init__(self) -> None:
        self.result: Value = None
        self._documents = 0
        self._count = 0
        self._open: list[_Open] = []
        self._anchors: dict[str, _Node] = {}

    def take(self, event: Event) -> None:
        if isinstance(event, (SequenceEndEvent, MappingEndEvent)):
            self._close()
        elif isinstance(event, NodeEvent):
            self._start(event)
        elif isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _error(event, "a second document; only one is read")

    def _start(self, event: NodeEvent) -> None:
        if isinstance(event, AliasEvent):
            node = self._anchors.get(event.anchor)
            if node is None:
                raise _error(event, f"the alias *{event.anchor[:80]} names no earlier anchor")
            self._add(event, node)
            return
        if event.anchor is not None:
            self._anchors.pop(event.anchor, None)
        if isinstance(event, ScalarEvent):
            self._add(event, _scalar(event), name=event.anchor)
            return
        _check_collection_tag(event)
        if len(self._open) >= MAX_DEPTH:
            raise too_large(f"the YAML is nested deeper than {MAX_DEPTH} levels")
        self._open.append(_Open(event))

    def _close(self) -> None:
        done = self._open.pop()
        value: Value
        if isinstance(done.event, SequenceStartEvent):
            value = done.items
        else:
            value = {**done.merged, **done.members}
        node = _Node(value, done.depth + 1, done.size)
        self._add(done.event, node, name=done.event.anchor)

    def _add(self, event: NodeEvent, node: _Node, *, name: str | None = None) -> None:
        if name is not None:
            self._anchors[name] = node
        self._count += node.size if isinstance(event, AliasEvent) else 1
        if self._count > MAX_NODES:
            raise _error(event, f"more than {MAX_NODES} nodes, aliases counted where they stand")
        if not self._open:
            self.result = node.value
            return
        parent = self._open[-1]
        parent.size += node.size
        parent.depth = max(parent.depth, node.depth)
        if len(self._open) + node.depth > MAX_DEPTH:
            raise too_large(f"the YAML is nested deeper than {MAX_DEPTH} levels")
        _put(parent, event, node.value)


def _put(parent: _Open, event: NodeEvent, value: Value) -> None:
    if isinstance(parent.event, SequenceStartEvent):
        parent.items.append(value)
    elif parent.key is None:
        _put_key(parent, event, value)
    else:
        if parent.merges:
            _merge(parent, event, value)
        else:
            parent.members[parent.key] = value
        parent.key = None


def _put_key(parent: _Open, event: NodeEvent, value: Value) -> None:
    key = value if isinstance(value, str) else text_form(value)
    is_plain = isinstance(event, ScalarEvent) and event.implicit[0] and event.tag is None
    parent.merges = key == "<<" and is_plain
    mark = "merge" if parent.merges else "key:" + key
    if mark in parent.seen:
        raise _error(event, f'the key "{key[:80]}" is there twice')
    parent.seen.add(mark)
    parent.key = key


def _merge(parent: _Open, event: NodeEvent, value: Value) -> None:
    sources = value if isinstance(value, list) else [value]
    for source in sources:
        if not isinstance(source, dict):
            raise _error(event, "a merge key (<<) needs a mapping or a list of mappings")
        for key, member in source.items():
            parent.merged.setdefault(key, member)


def _scalar(event: ScalarEvent) -> _Node:
    try:
        if event.tag is not None:
            return _Node(tagged_value(event.tag, event.value))
        return _Node(plain_value(event.value) if event.implicit[0] else event.value)
    except NotInSchema as err:
        raise _error(event, str(err)) from err


def _check_collection_tag(event: NodeEvent) -> None:
    core = COLLECTION_TAGS["map" if isinstance(event, MappingStartEvent) else "seq"]
    tag = event.tag if isinstance(event, (MappingStartEvent, SequenceStartEvent)) else None
    if tag not in (None, "!", core):
        raise _error(event, f"the tag {str(tag)[:80]} is not one of the core tags")
