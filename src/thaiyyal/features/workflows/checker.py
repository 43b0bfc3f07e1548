"""Checking documents for the API: every problem at once, and once per content.

What was found is kept by content hash; documents that take long are checked beside the event
loop, one at a time, so that a large one delays nobody else.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from thaiyyal.document import BadDocument, Problem, check_document, content_hash, diff_documents
from thaiyyal.document.canonical import MAX_DOCUMENT_DEPTH
from thaiyyal.engine import compiler_for
from thaiyyal.features.workflows.exports import exported, read_text
from thaiyyal.features.workflows.schemas import Format
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.values import Value, check_depth, dump_json
from thaiyyal.plugins import load_catalog
from thaiyyal.store.payload import pack_json, unpack

T = TypeVar("T")
_KEPT = 2_000
_KEPT_PROBLEMS = 100
_LARGE_CHARACTERS = 64 * 1024
"""Beyond this a check may take longer than the event loop should wait."""
_LARGE_STORED = 8 * 1024
"""The same for what is compressed."""


class InvalidDocument(ThaiyyalError):
    """A document cannot be published; ``problems`` has everything that is wrong."""

    code = "invalid_document"

    def __init__(self, verdict: "Verdict") -> None:
        count = len(verdict.problems)
        super().__init__(
            f"the document has {count} problem{'' if count == 1 else 's'}; see problems"
        )
        self.extra = verdict.as_value()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a document, and what is only odd."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()

    @property
    def is_valid(self) -> bool:
        """Whether the document can run."""
        return not self.problems

    def as_value(self) -> dict[str, Value]:
        """Return problems and warnings as JSON."""
        return {
            "problems": [problem.as_value() for problem in self.problems],
            "warnings": [problem.as_value() for problem in self.warnings],
        }


@dataclass(frozen=True, slots=True)
class Packed:
    """A document as it is stored: its text, packed, and the hash of what it says."""

    stored: bytes
    content_hash: str

    @property
    def size_bytes(self) -> int:
        """What it takes of the tenant's storage."""
        return len(self.stored)


@dataclass(frozen=True, slots=True)
class DocumentChecker:
    """Checks documents against the built-in node types and the installed plugins."""

    _verdicts: "OrderedDict[str, Verdict]" = field(default_factory=OrderedDict)
    _aside: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="documents")
    )

    async def check(self, document: object) -> Verdict:
        """Return what is wrong with a document.

        Raises:
            LimitExceeded: It is nested too deeply.
        """
        if not isinstance(document, dict):
            return _verdict_on(document)
        return await self.beside(lambda: self._check(document), is_large=_is_large(document))

    async def pack(self, document: Mapping[str, Value]) -> Packed:
        """Return the stored form of an object that need not be valid.

        Raises:
            LimitExceeded: It is nested too deeply.
        """
        return await self.beside(lambda: packed(document), is_large=_is_large(document))

    async def pack_any(self, document: object) -> Packed:
        """Return the stored form of what shall be kept, if it is an object at all.

        Raises:
            InvalidDocument: It is none.
            LimitExceeded: It is nested too deeply.
        """
        if not isinstance(document, dict):
            raise InvalidDocument(_verdict_on(document))
        return await self.pack(document)

    async def pack_valid(self, document: object) -> Packed:
        """Return the stored form of a document that can be published.

        Raises:
            InvalidDocument: It has problems.
            LimitExceeded: It is nested too deeply.
        """
        await self.require_valid(document)
        return await self.pack_any(document)

    async def require_valid(self, document: object) -> None:
        """Check that a document can be published.

        Raises:
            InvalidDocument: It has problems.
            LimitExceeded: It is nested too deeply.
        """
        verdict = await self.check(document)
        if not verdict.is_valid:
            raise InvalidDocument(verdict)

    async def read(self, text: str, format: Format) -> Value:
        """Return the document in a text.

        Raises:
            InvalidDocument: It cannot be read.
            YamlTooLarge: It is YAML, and too large for that.
        """
        is_large = format == "yaml" or len(text) > _LARGE_CHARACTERS
        try:
            return await self.beside(lambda: read_text(text, format), is_large=is_large)
        except BadDocument as error:
            problem = Problem(error.code, error.message)
            raise InvalidDocument(Verdict((problem,))) from error

    async def export(self, document: dict[str, Value], format: Format) -> str:
        """Return a document as a text for people.

        Raises:
            YamlTooLarge: It is too large for YAML.
        """
        is_large = format == "yaml" or _is_large(document)
        return await self.beside(lambda: exported(document, format), is_large=is_large)

    async def diff(self, before: bytes, after: bytes) -> dict[str, Value]:
        """Return what changed between two stored objects."""
        is_large = len(before) + len(after) > _LARGE_STORED
        return await self.beside(lambda: _diff(before, after), is_large=is_large)

    async def beside(self, work: Callable[[], T], *, is_large: bool) -> T:
        """Do work at once, or beside the event loop when it may take long."""
        if not is_large:
            return work()
        return await asyncio.get_running_loop().run_in_executor(self._aside, work)

    def _check(self, document: dict[str, Value]) -> Verdict:
        check_depth(document, MAX_DOCUMENT_DEPTH)
        key = content_hash(document)
        known = self._verdicts.get(key)
        if known is not None:
            return known
        verdict = _verdict_on(document)
        if len(verdict.problems) + len(verdict.warnings) <= _KEPT_PROBLEMS:
            self._verdicts[key] = verdict
            while len(self._verdicts) > _KEPT:
                self._verdicts.popitem(last=False)
        return verdict


def packed(document: Mapping[str, Value]) -> Packed:
    """Return the stored form of an object.

    Raises:
        LimitExceeded: It is nested too deeply.
    """
    check_depth(dict(document), MAX_DOCUMENT_DEPTH)
    text = dump_json(dict(document)).encode()
    return Packed(pack_json(text), content_hash(document))


def document_from(stored: bytes) -> dict[str, Value]:
    """Return the object that was stored."""
    value = unpack(stored)
    assert isinstance(value, dict)
    return value


def _diff(before: bytes, after: bytes) -> dict[str, Value]:
    return diff_documents(document_from(before), document_from(after)).as_value()


def _verdict_on(document: object) -> Verdict:
    checked = check_document(document, catalog=load_catalog(), compiler_for=compiler_for)
    return Verdict(checked.problems, checked.warnings)


def _is_large(document: Mapping[str, Value]) -> bool:
    return len(dump_json(dict(document))) > _LARGE_CHARACTERS
