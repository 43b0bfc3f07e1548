"""Finds secrets by their value, in the spellings in which they get about, and masks them.

Not found: what is compressed, encrypted or spread over several texts.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

from thaiyyal.kernel.spellings import forms_of
from thaiyyal.kernel.values import Value, dump_json

MASK = "***"
SHORTEST = 6
"""Shorter texts are no secrets: masking them would hide half of everything."""
_FEW = 64
_OMISSION = re.compile(r"(…|\.\.\.)")
_MOST_PIECES = 10
_CLOSING = " \t\r\n'\")]}"

_Container: TypeAlias = "list[Value] | dict[str, Value]"


class SecretValues:
    """The secrets that may occur in one execution. Starts empty, and costs nothing while it is."""

    __slots__ = ("__weakref__", "_forms", "_pattern", "_texts")

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._texts: dict[str, None] = {}
        self._forms: tuple[bytes, ...] = ()
        self._pattern: re.Pattern[str] | None = None
        self.add(texts)

    def __bool__(self) -> bool:
        return bool(self._texts)

    @property
    def texts(self) -> tuple[str, ...]:
        """The secrets themselves."""
        return tuple(self._texts)

    @property
    def longest(self) -> int:
        """The most bytes that a spelling of one of them has."""
        return max(map(len, self._forms), default=0)

    def add(self, texts: Iterable[str]) -> bool:
        """Take in secrets; return whether one of them is new."""
        new = {text: None for text in texts if len(text) >= SHORTEST and text not in self._texts}
        if not new:
            return False
        self._texts.update(new)
        self._forms, self._pattern = _search_for(frozenset(self._texts))
        return True

    def is_in(self, text: str | bytes) -> bool:
        """Whether a text, or the bytes of one, holds a secret."""
        if self._pattern is None:
            return False
        if isinstance(text, bytes) and len(self._forms) <= _FEW:
            return any(form in text for form in self._forms)
        if isinstance(text, bytes):
            text = text.decode("utf-8", "replace")
        return self._pattern.search(text) is not None

    def mask_text(self, text: str) -> str:
        """Return a text with ``***`` in the place of each secret."""
        return text if self._pattern is None else self._pattern.sub(MASK, text)

    def mask_message(self, text: str) -> str:
        """Return a text with its secrets masked, also where one was cut off at an end of it.

        Messages quote the beginning of a value, or a piece of it between marks of omission.
        """
        if self._pattern is None:
            return text
        pieces = _OMISSION.split(self.mask_text(text), _MOST_PIECES)
        return "".join(piece if at % 2 else self._trim(piece) for at, piece in enumerate(pieces))

    def _trim(self, piece: str) -> str:
        """Mask the beginning or the end of a secret at an end of a piece."""
        body = piece.rstrip(_CLOSING)
        ends, begins = 0, 0
        for form in self._forms:
            spelled = form.decode("utf-8", "surrogatepass")
            ends = max(ends, _overlap(body, spelled))
            begins = max(begins, _overlap(spelled, piece.lstrip(_CLOSING)))
        if begins:
            at = len(piece) - len(piece.lstrip(_CLOSING))
            piece = piece[:at] + MASK + piece[at + begins :]
        if ends:
            body, rest = piece.rstrip(_CLOSING), piece[len(piece.rstrip(_CLOSING)) :]
            piece = body[:-ends] + MASK + rest
        return piece

    def is_in_value(self, value: Value) -> bool:
        """Whether a value holds a secret anywhere."""
        if not isinstance(value, (list, dict)):
            return self._is_in_scalar(value)
        return self._pattern is not None and any(map(self._is_in_part, _parts(value)))

    def mask_value(self, value: Value) -> Value:
        """Return a value with its secrets masked, also in the names of members; shape is kept.

        Without a secret it is the same object. Each part is looked at once, however often it
        occurs. A number whose digits hold a secret becomes a text.
        """
        if self._pattern is None:
            return value
        if not isinstance(value, (list, dict)):
            return self._mask_scalar(value)
        parts = list(_parts(value))
        if not any(map(self._is_in_part, parts)):
            return value
        shells: dict[int, _Container] = {
            id(part): {} if isinstance(part, dict) else [] for part in parts
        }
        for part in parts:
            self._fill(shells[id(part)], part, shells)
        return shells[id(value)]

    def _fill(self, shell: _Container, part: _Container, shells: dict[int, _Container]) -> None:
        if isinstance(shell, dict) and isinstance(part, dict):
            for key, member in part.items():
                shell[_unused(self.mask_text(key), shell)] = self._masked(member, shells)
        elif isinstance(shell, list):
            shell.extend(self._masked(member, shells) for member in part)

    def _masked(self, member: Value, shells: dict[int, _Container]) -> Value:
        if isinstance(member, (list, dict)):
            return shells[id(member)]
        return self._mask_scalar(member)

    def _mask_scalar(self, value: Value) -> Value:
        if isinstance(value, str):
            return self.mask_text(value)
        return MASK if self._is_in_scalar(value) else value

    def _is_in_scalar(self, value: Value) -> bool:
        if value is None or isinstance(value, (bool, list, dict)):
            return False
        return self.is_in(value if isinstance(value, str) else dump_json(value))

    def _is_in_part(self, part: _Container) -> bool:
        members: Iterable[Value] = part
        if isinstance(part, dict):
            if any(self.is_in(key) for key in part):
                return True
            members = part.values()
        return any(map(self._is_in_scalar, members))


@lru_cache(maxsize=256)
def _search_for(texts: frozenset[str]) -> tuple[tuple[bytes, ...], re.Pattern[str]]:
    """Return all spellings of some secrets, as bytes and as a pattern, longest first."""
    forms = sorted({form for text in texts for form in forms_of(text)}, key=len, reverse=True)
    encoded = tuple(form.encode("utf-8", "surrogatepass") for form in forms)
    return encoded, re.compile("|".join(map(re.escape, forms)))


def _overlap(left: str, right: str) -> int:
    """Return how many characters end ``left`` and begin ``right``, if they are enough to matter.

    >>> _overlap("it is canary-0", "canary-0123"), _overlap("it is can", "canary-0123")
    (8, 0)
    """
    most = min(len(left), len(right) - 1)
    return next((n for n in range(most, SHORTEST - 1, -1) if left.endswith(right[:n])), 0)


def _parts(value: _Container) -> Iterator[_Container]:
    """Yield a list or an object and all in it, each once."""
    seen = {id(value)}
    todo = [value]
    while todo:
        part = todo.pop()
        yield part
        members: Iterable[Value] = part.values() if isinstance(part, dict) else part
        for member in members:
            if isinstance(member, (list, dict)) and id(member) not in seen:
                seen.add(id(member))
                todo.append(member)


def _unused(key: str, taken: dict[str, Value]) -> str:
    """Return a name that no other member has: two secrets look alike when they are masked."""
    name, number = key, 2
    while name in taken:
        name, number = f"{key} {number}", number + 1
    return name
