"""Values that hold a secret, sealed whole beside the masked form that is shown.

What is shown stands where everything stands; only replays read what is sealed.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.features.credentials.data_keys import DataKeys, TenantBox
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import TenantId
from thaiyyal.kernel.redaction import SecretValues
from thaiyyal.kernel.values import Value, dump_json
from thaiyyal.store.payload import pack_json, unpack
from thaiyyal.store.transaction import Row, Transaction

INPUT, OUTPUT, PINNED = "input", "output", "pinned"
_PURPOSE = b"a value of an execution"


class CannotSeal(ThaiyyalError):
    """A value holds a secret, and the key that would seal it is out of reach."""

    code = "secret_not_sealed"
    kind = Kind.UNAVAILABLE
    retry_after_s = 10

    def __init__(self) -> None:
        super().__init__(
            "a value holds a secret and could not be sealed, so nothing of it was stored; let "
            "somebody look whether the key-encryption key of this server can be reached"
        )


class Whole(NamedTuple):
    """A value with a secret, before it is sealed; ``text``: JSON of value, secrets and fact."""

    place: str
    text: bytes


class SealedRow(NamedTuple):
    """A row of sealed_values, without what names the execution."""

    place: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A value as it was. ``secrets``: what is to be masked in it; ``fact``: of an outcome."""

    value: Value
    secrets: tuple[str, ...]
    fact: Mapping[str, Any] | None = None


def step_place(seq: int) -> str:
    """Return where the outcome of a journal's row is sealed."""
    return f"step {seq}"


def signal_place(seq: int) -> str:
    """Return where the payload of a signal is sealed."""
    return f"signal {seq}"


def whole_of(
    place: str, text: bytes, secrets: SecretValues, *, fact: Mapping[str, Any] | None = None
) -> Whole:
    """Return a value, whose JSON is ``text``, with the secrets that it may hold."""
    rest: dict[str, Any] = {"secrets": list(secrets.texts), "fact": fact}
    return Whole(place, b'{"value":' + text + b"," + dump_json(rest).encode()[1:])


def whole_again(place: str, opened: Opened) -> Whole:
    """Return what was opened, to be sealed at another place."""
    text = dump_json(opened.value).encode()
    return whole_of(place, text, SecretValues(opened.secrets), fact=opened.fact)


class Sealer:
    """Seals and opens with the keys of tenants; bound to the execution and the place in it."""

    def __init__(self, keys: DataKeys) -> None:
        self._keys = keys

    async def seal(
        self,
        tenant_id: TenantId,
        execution_id: UUID,
        wholes: Sequence[Whole],
        *,
        tx: Transaction | None = None,
    ) -> tuple[SealedRow, ...]:
        """Return values sealed; of none this asks for no key.

        ``tx``: the open one of whoever asks; keys are not asked for while it is.

        Raises:
            CannotSeal: The tenant's key cannot be had.
        """
        if not wholes:
            return ()
        box = await self._box(tenant_id, self._sealing_box, tx)
        return tuple(
            SealedRow(one.place, box.seal(pack_json(one.text), aad=_bound(execution_id, one.place)))
            for one in wholes
        )

    async def open(
        self, tenant_id: TenantId, rows: Iterable[Row], *, tx: Transaction | None = None
    ) -> dict[tuple[UUID, str], Opened]:
        """Return what rows of sealed_values hold, by execution and place; ``tx`` as in ``seal``.

        Raises:
            UnreadableSecret: One was changed, or its key is gone.
        """
        found: dict[tuple[UUID, str], Opened] = {}
        for row in rows:
            box = await self._box(tenant_id, self._keys.of, tx)
            execution_id, place = row["execution_id"], row["place"]
            plain: Any = unpack(box.open(bytes(row["sealed"]), aad=_bound(execution_id, place)))
            found[execution_id, place] = Opened(
                plain["value"], tuple(plain["secrets"]), plain["fact"]
            )
        return found

    async def _box(
        self,
        tenant_id: TenantId,
        look: Callable[[TenantId], Awaitable[TenantBox]],
        tx: Transaction | None,
    ) -> TenantBox:
        if tx is None:
            return await look(tenant_id)
        box = self._keys.remembered(tenant_id)
        return box or tx.first(("data keys", tenant_id), partial(look, tenant_id))

    async def _sealing_box(self, tenant_id: TenantId) -> TenantBox:
        try:
            return await self._keys.of(tenant_id)
        except UnreadableSecret as error:
            raise CannotSeal from error


def opened_journal(journal: Sequence[Row], found: Callable[[str], Opened | None]) -> list[Row]:
    """Return rows of a journal with their outcomes whole again."""
    return [_whole_row(row, found(step_place(row["seq"]))) for row in journal]


def _whole_row(row: Row, opened: Opened | None) -> Row:
    if opened is None:
        return row
    output = pack_json(dump_json(opened.value).encode())
    fact = None if not opened.fact else dump_json(dict(opened.fact)).encode()
    return {**row, "output": output, "fact": fact}


def _bound(execution_id: UUID, place: str) -> bytes:
    return b"|".join((_PURPOSE, execution_id.bytes, place.encode()))
