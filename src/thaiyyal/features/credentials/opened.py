"""A stored credential, opened: its fields, and what is sent with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from thaiyyal.features.credentials.building import client_settings
from thaiyyal.features.credentials.data_keys import TenantBox
from thaiyyal.features.credentials.errors import InvalidCredential
from thaiyyal.features.credentials.fields import FieldValue, Values, checked, is_reference, texts_of
from thaiyyal.features.credentials.kinds import KINDS, Kind
from thaiyyal.features.credentials.sealing import open_values
from thaiyyal.kernel.ids import TenantId
from thaiyyal.outbound import Credential
from thaiyyal.secrets import ForeignSecret, TenantSources
from thaiyyal.store.transaction import Row


@dataclass(frozen=True, slots=True)
class Opened:
    """``values``: all fields, secrets in clear text. ``is_referring``: some are kept elsewhere."""

    id: UUID
    kind: Kind
    values: Values = field(repr=False)
    hosts: tuple[str, ...]
    generation: int
    is_referring: bool = False

    def credential(self, *, access_token: str | None = None) -> Credential:
        """Return what is sent; the kinds that get tokens need that of now."""
        token: Values = {} if access_token is None else {"access_token": access_token}
        made = self.kind.build({**self.values, **token})
        secrets = dict.fromkeys([*made.secrets, *self.secret_texts()])
        return replace(
            made,
            hosts=self.hosts,
            client=client_settings(self.values) if self.kind.has_client else made.client,
            key=f"{self.id}:{self.generation}",
            secrets=tuple(secrets),
            is_renewable=made.is_renewable or self.is_referring,
        )

    def secret_texts(self) -> Iterator[str]:
        """Yield the texts of the secret fields."""
        for name in self.kind.secrets & self.values.keys():
            yield from texts_of(self.values[name])


@dataclass(frozen=True, slots=True)
class SecretReader:
    """Reads secrets that are kept elsewhere, for one tenant."""

    tenant_id: TenantId
    sources: TenantSources | None = None
    is_fresh: bool = False

    async def read(self, value: FieldValue) -> FieldValue:
        """Return a field with what it refers to in the place of references.

        Raises:
            ForeignSecret, SecretUnavailable, UnknownSecret: As ``TenantSources`` says.
        """
        if isinstance(value, Mapping):
            return {name: await self._text(text) for name, text in value.items()}
        return await self._text(value) if isinstance(value, str) else value

    def refuse_foreign(self, values: Values) -> None:
        """Do nothing unless fields refer to secrets that are not the tenant's.

        Raises:
            ForeignSecret: As it says.
        """
        for text in (text for value in values.values() for text in texts_of(value)):
            if is_reference(text):
                self._allowing().allowed(self.tenant_id, text)

    def _allowing(self) -> TenantSources:
        if self.sources is None:
            raise ForeignSecret("secrets cannot be referred to here: this platform reads none")
        return self.sources

    async def _text(self, text: str) -> str:
        if not is_reference(text):
            return text
        sources = self._allowing()
        read = sources.refresh_for if self.is_fresh else sources.read_for
        return await read(self.tenant_id, text)


async def open_row(row: Row, box: TenantBox, reader: SecretReader) -> Opened:
    """Return a stored credential with its secrets.

    Raises:
        UnreadableSecret: What is stored was changed or moved.
        InvalidCredential: A secret that is kept elsewhere is not what its field takes.
        ThaiyyalError: What ``SecretReader.read`` raises.
    """
    kind = KINDS[row["kind"]]
    stored = open_values(box, row["id"], row["sealed"])
    secrets = {name: await reader.read(value) for name, value in stored.items()}
    values: Values = {**row["fields"], **secrets}
    is_referring = secrets != stored
    if is_referring:
        values = _checked(kind, values)
    return Opened(row["id"], kind, values, tuple(row["hosts"]), row["generation"], is_referring)


def _checked(kind: Kind, values: Values) -> Values:
    found: dict[str, FieldValue] = {}
    for each in kind.fields:
        if each.name in values:
            try:
                found[each.name] = checked(each, values[each.name])
            except ValueError as error:
                raise InvalidCredential([]) from error
    problems = kind.check(found)
    if problems:
        raise InvalidCredential(problems)
    return found
