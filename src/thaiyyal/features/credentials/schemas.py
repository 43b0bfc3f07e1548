"""Shapes of credentials in the API. What goes out has no field for a secret."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from thaiyyal.features.credentials.hosts import MOST_HOSTS
from thaiyyal.features.routing import Flag, Line, Moment, Name, Schema

MOST_WORKFLOWS = 1_000
MOST_FIELDS = 40

FieldName = Annotated[str, Field(max_length=100)]
KindName = Annotated[Line, StringConstraints(min_length=1, max_length=50)]
Host = Annotated[Line, StringConstraints(min_length=1, max_length=255)]
Fields = Annotated[dict[FieldName, Any], Field(max_length=MOST_FIELDS)]
Hosts = Annotated[list[Host], Field(max_length=MOST_HOSTS)]
WorkflowIds = Annotated[list[UUID], Field(max_length=MOST_WORKFLOWS)]
_WHERE = (
    "Hosts that it may be shown to; `*.example.org` stands for all below, `*` for every host. One "
    "with a port, `api.example.org:8443`, is for that port only, one without for every port. "
    "Without them it is for the host that its address names."
)


class CreateCredential(Schema):
    """A new credential: what it holds, for which hosts and workflows."""

    name: Name = Field(
        description="Workflows find it by this name.", examples=["shop of the north"]
    )
    kind: KindName = Field(
        description="One of `GET /credential-kinds`, which tells its fields too.",
        examples=["basic"],
    )
    fields: Fields = Field(
        description="Field name to value; secrets go in here and never come out.",
        examples=[{"username": "robot", "password": "correct horse battery staple"}],
    )
    hosts: Hosts | None = Field(None, description=_WHERE, examples=[["api.example.org"]])
    workflow_ids: WorkflowIds = Field([], description="The workflows that may use it.")
    is_for_all_workflows: Flag = Field(
        default=False, description="Every workflow may; needs `credentials.manage`."
    )


class UpdateCredential(Schema):
    """What is to change; what is left out stays.

    A change of where secrets go needs all secrets again.
    """

    name: Name | None = Field(None, examples=["shop of the south"])
    kind: KindName | None = Field(None, description="Another kind begins with no fields.")
    fields: Fields = Field(
        default_factory=dict, description="Those that change; null takes a field away."
    )
    hosts: Hosts | None = Field(None, description=_WHERE)
    workflow_ids: WorkflowIds | None = Field(None, description="All that may use it from now on.")
    is_for_all_workflows: Flag | None = None


class TryCredential(Schema):
    """Where to send the request of a test."""

    url: Annotated[str, StringConstraints(min_length=1, max_length=2_000)] | None = Field(
        None,
        description="The test address of the credential, or else its base address, if left out.",
        examples=["https://api.example.org/me"],
    )


class SecretMark(Schema):
    """Whether a secret field is set; more is never told."""

    is_set: bool


class CredentialOwner(Schema):
    """A user, by name."""

    id: UUID
    name: str | None


class Credential(Schema):
    """A credential without what is secret about it."""

    id: UUID
    name: str
    kind: str
    owner: CredentialOwner | None
    fields: dict[str, Any] = Field(description="What is no secret.")
    secrets: dict[str, SecretMark] = Field(description="The secret fields of the kind.")
    hosts: list[str]
    workflow_ids: list[UUID]
    is_for_all_workflows: bool
    is_authorized: bool = Field(
        description="False while somebody has to consent first at the service (OAuth 2)."
    )
    may_change: bool = Field(description="Whether you may change it.")
    created_at: Moment
    updated_at: Moment
    used_at: Moment | None = Field(description="To the minute.")


class Tested(Schema):
    """How a test went. The answer of the service is not shown."""

    ok: bool
    reason: str | None = Field(description="Why not.")
    status: int | None = Field(description="The HTTP status, when there was an answer.")
    duration_ms: int


class Use(Schema):
    """A workflow that names a credential."""

    workflow_id: UUID
    name: str
    is_bound: bool = Field(description="Whether it may use it.")
    is_published: bool = Field(description="Whether its latest version names it.")
    is_in_draft: bool


class Consent(Schema):
    """Where a person consents."""

    url: str = Field(description="To open in a browser within ten minutes; good for once.")
    expires_at: Moment


class KindField(Schema):
    """One field of a kind."""

    name: str
    label: str
    help: str
    format: str
    is_secret: bool
    is_required: bool
    is_place: bool = Field(description="A change of it needs all secrets again.")
    default: Any
    choices: list[str]


class CredentialKind(Schema):
    """A kind of credentials: forms are drawn from it."""

    name: str
    label: str
    help: str
    grant: Literal["client_credentials", "authorization_code"] | None
    fields: list[KindField]


class CredentialKinds(Schema):
    """All kinds."""

    items: list[CredentialKind]
