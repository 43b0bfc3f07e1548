"""Previews: what a large value begins with, itself a value, at most 4 KiB of JSON.

Iterative and bounded: a preview of a million elements looks at a few hundred.
"""

from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import TypeAlias

from thaiyyal.kernel.redaction import SecretValues
from thaiyyal.kernel.values import Value, dump_json

MOST_BYTES = 4 * 1024
_MEMBERS = 200
_TRIES = ((50, 1_000), (10, 200), (3, 60), (1, 20))
"""Longest list or object, longest text; each is smaller than the one before."""

Container: TypeAlias = "list[Value] | dict[str, Value]"


def preview_of(value: Value, secrets: SecretValues | None = None) -> bytes:
    """Return the JSON text of a value's beginning; secrets are masked before anything is cut.

    >>> preview_of("x" * 10_000)[-4:], len(preview_of(list(range(10**6)))) <= MOST_BYTES
    (b'xxx"', True)
    """
    for members, characters in _TRIES:
        text = dump_json(_pruned(value, members, characters, secrets or None)).encode()
        if len(text) <= MOST_BYTES:
            return text
    return b"null"


def bytes_of(value: Value, *, most: int) -> int:
    """Return about how many bytes a value's JSON has, never more than it has; stop beyond ``most``.

    Parts that occur several times count each time, though each is looked at once.

    >>> bytes_of(["ab", {"k": 1}], most=100), bytes_of([0] * 10**6, most=100) > 100
    (14, True)
    """
    total = _own(value)
    level: dict[int, tuple[Container, int]] = {}
    if isinstance(value, (list, dict)):
        level[id(value)] = (value, 1)
    while level:
        below: dict[int, tuple[Container, int]] = {}
        for container, times in level.values():
            total += times * max(0, len(container) - 1)
            for key, member in _members(container):
                total += times * (_own(member) + (0 if key is None else len(key) + 3))
                if total > most:
                    return total
                if isinstance(member, (list, dict)):
                    known = below.get(id(member))
                    below[id(member)] = (member, times + known[1] if known else times)
        level = below
    return total


def _own(value: Value) -> int:
    """Return the least bytes of a value without its members."""
    if isinstance(value, str):
        return len(value) + 2
    return 2 if isinstance(value, (list, dict)) else 1


def _members(container: Container) -> Iterator[tuple[str | None, Value]]:
    if isinstance(container, dict):
        yield from container.items()
    else:
        for member in container:
            yield None, member


def _pruned(value: Value, members: int, characters: int, secrets: SecretValues | None) -> Value:
    """Return a copy with short lists, objects and texts, about 200 members in all."""
    top = _shell(value, characters, secrets)
    todo = deque([(value, top)])
    left = _MEMBERS
    while todo and left:
        source, target = todo.popleft()
        if not isinstance(source, (list, dict)):
            continue
        for key, member in islice(_members(source), min(members, left)):
            left -= 1
            shown = _shell(member, characters, secrets)
            todo.append((member, shown))
            if isinstance(target, dict):
                name = str(key) if secrets is None else secrets.mask_text(str(key))
                target[name[:characters]] = shown
            elif isinstance(target, list):
                target.append(shown)
    return top


def _shell(value: Value, characters: int, secrets: SecretValues | None) -> Value:
    """Return a text shortened, a list or an object without its members, anything else as it is."""
    if isinstance(value, list):
        return []
    if isinstance(value, dict):
        return {}
    shown = value if secrets is None else secrets.mask_value(value)
    return shown[:characters] if isinstance(shown, str) else shown
