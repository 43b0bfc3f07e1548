"""Shapes of the audit log in the API."""

from ipaddress import ip_network
from typing import Annotated, Any, Literal, Self
from uuid import UUID

import orjson
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from thaiyyal.features.audit.chain import Place, ProblemKind
from thaiyyal.features.audit.entry import Entry
from thaiyyal.features.audit.filters import Filters
from thaiyyal.features.audit.text import readable
from thaiyyal.features.audit.verify import Verification
from thaiyyal.features.routing import GivenMoment, Line, Moment, Schema


def _network(text: str) -> str:
    """Refuse what is neither an address nor a network."""
    if "%" in text:
        raise ValueError("an address has no zone here")
    ip_network(text, strict=False)
    return text


_HASH = r"^[0-9a-f]{64}$"
_Action = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+\.[a-z0-9_.]*$", max_length=100)]
_Network = Annotated[str, StringConstraints(max_length=64), AfterValidator(_network)]
_Actor = Literal["anonymous", "user", "api_key", "system"]
_Status = Literal["success", "failure"]


class AuditFilters(Schema):
    """Which entries are wanted; all conditions must hold."""

    since: GivenMoment | None = Field(None, alias="from", description="Made at or after it.")
    until: GivenMoment | None = Field(None, alias="to", description="Made before it.")
    action: _Action | None = Field(
        None, description="One action, or with a dot at its end all that begin so: `workflow.`."
    )
    user_id: UUID | None = Field(None, description="Who acted.")
    resource_type: Annotated[Line, Field(max_length=50)] | None = Field(
        None, description="The kind of thing that was acted on."
    )
    resource_id: Annotated[Line, Field(max_length=255)] | None = Field(
        None, description="The thing that was acted on."
    )
    status: _Status | None = Field(None, description="Whether it succeeded or was refused.")
    address: _Network | None = Field(
        None, description="From which address, or from which network: `203.0.113.0/24`."
    )
    request_id: Annotated[Line, Field(max_length=64)] | None = Field(
        None, description="In which request."
    )
    q: Annotated[Line, Field(min_length=1, max_length=100)] | None = Field(
        None, description="A text that occurs, as written, in `before`, `after` or `details`."
    )

    def filters(self) -> Filters:
        """Return what is asked."""
        return Filters(
            since=self.since,
            until=self.until,
            action=self.action,
            user_id=self.user_id,
            resource_type=self.resource_type,
            resource_id=self.resource_id,
            status=self.status,
            network=None if self.address is None else ip_network(self.address, strict=False),
            request_id=self.request_id,
            text=self.q,
        )


class AuditSearch(AuditFilters):
    """Which entries are wanted, and which page of them."""

    limit: int = Field(50, ge=1, le=200, description="How many items at most.")
    cursor: str | None = Field(
        None, max_length=1_000, description="The `next_cursor` of the page before this one."
    )


class AuditEntry(Schema):
    """Who did what to which thing. ``seq`` and ``hash`` are null until the entry is sealed."""

    id: UUID
    tenant_id: UUID = Field(description="All zeros in the platform's own log.")
    at: Moment
    actor_kind: _Actor
    user_id: UUID | None
    api_key_id: UUID | None
    action: str = Field(examples=["workflow.published"])
    resource_type: str
    resource_id: str | None
    status: _Status
    address: str | None
    user_agent: str | None
    request_id: str | None
    before: Any = Field(description="The thing as it was, as far as it was changed.")
    after: Any = Field(description="The thing as it is since.")
    details: Any
    seq: int | None = Field(description="The entry's number in the chain of its tenant.")
    hash: str | None = Field(description="SHA-256 over the chain up to and with this entry.")


class ChainPlace(Schema):
    """The number and the hash of one entry; number 0 is the place before the first one."""

    seq: int
    hash: str


class ChainProblem(Schema):
    """The first thing that is wrong with the log."""

    kind: ProblemKind
    seq: int
    message: str
    entry_id: UUID | None


class VerifyQuery(Schema):
    """Where to begin, and a place that must be on the way."""

    after: int | None = Field(
        None, ge=0, le=2**62, description="Begin after this entry: the `next_after` of before."
    )
    noted_seq: int | None = Field(
        None, ge=1, le=2**62, description="The number of an entry whose hash was noted earlier."
    )
    noted_hash: Annotated[str, StringConstraints(pattern=_HASH, max_length=64)] | None = Field(
        None, description="That hash."
    )

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        if (self.noted_seq is None) != (self.noted_hash is None):
            raise ValueError("give noted_seq and noted_hash together")
        return self

    @property
    def noted(self) -> Place | None:
        """The noted place, if there is one."""
        if self.noted_seq is None or self.noted_hash is None:
            return None
        return Place(self.noted_seq, bytes.fromhex(self.noted_hash))


class AuditVerification(Schema):
    """Whether the log is what was written. Note ``end`` elsewhere: nobody can rewrite it then."""

    ok: bool = Field(description="Whether no problem was found.")
    entries: int = Field(description="How many sealed entries are right.")
    start: ChainPlace = Field(description="Where verifying began; a checkpoint of retention or 0.")
    end: ChainPlace = Field(description="The last entry that is right.")
    head: ChainPlace | None = Field(description="Where the chain is recorded to end.")
    unsealed: int = Field(description="How many entries wait for the sealer.")
    oldest_unsealed_at: Moment | None
    problem: ChainProblem | None
    next_after: int | None = Field(description="Where to go on; null when nothing is left.")


def entry_from(entry: Entry) -> AuditEntry:
    """Return an entry as the API shows it."""
    return AuditEntry(
        id=entry.id,
        tenant_id=entry.tenant_id,
        at=entry.at,
        actor_kind=entry.actor_kind,
        user_id=entry.user_id,
        api_key_id=entry.api_key_id,
        action=entry.action,
        resource_type=entry.resource_type,
        resource_id=entry.resource_id,
        status=entry.status,
        address=entry.address,
        user_agent=entry.user_agent,
        request_id=entry.request_id,
        before=_value(entry.before),
        after=_value(entry.after),
        details=_value(entry.details),
        seq=entry.seq,
        hash=None if entry.hash is None else entry.hash.hex(),
    )


def verification_from(found: Verification) -> AuditVerification:
    """Return a verification as the API shows it."""
    verdict = found.verdict
    problem = verdict.problem
    return AuditVerification(
        ok=problem is None,
        entries=verdict.entries,
        start=_place(verdict.start),
        end=_place(verdict.end),
        head=None if found.head is None else _place(found.head),
        unsealed=found.tail.unsealed,
        oldest_unsealed_at=found.tail.oldest_at,
        problem=None
        if problem is None
        else ChainProblem(
            kind=problem.kind,
            seq=problem.seq,
            message=problem.message,
            entry_id=problem.entry_id,
        ),
        next_after=None if found.is_complete else verdict.end.seq,
    )


def _place(place: Place) -> ChainPlace:
    return ChainPlace(seq=place.seq, hash=place.hash.hex())


def _value(text: bytes | None) -> Any:
    return None if text is None else orjson.loads(readable(text))
