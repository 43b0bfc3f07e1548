"""From rows and kinds to the shapes of the API."""

from thaiyyal.features.credentials.kinds import KINDS, Grant, Kind
from thaiyyal.features.credentials.rights import may_change
from thaiyyal.features.credentials.schemas import (
    Credential,
    CredentialKind,
    CredentialKinds,
    CredentialOwner,
    KindField,
    SecretMark,
)
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.transaction import Row


def credential_from(row: Row, actor: Actor) -> Credential:
    """Return a credential as the API shows it to somebody."""
    kind = KINDS[row["kind"]]
    owner = row["owner_id"]
    return Credential(
        id=row["id"],
        name=row["name"],
        kind=kind.name,
        owner=None if owner is None else CredentialOwner(id=owner, name=row["owner_name"]),
        fields=row["fields"],
        secrets={
            each.name: SecretMark(is_set=each.name in row["secret_names"])
            for each in kind.fields
            if each.is_secret
        },
        hosts=row["hosts"],
        workflow_ids=row["workflow_ids"],
        is_for_all_workflows=row["is_for_all_workflows"],
        is_authorized=kind.grant is not Grant.AUTHORIZATION_CODE or row["has_tokens"],
        may_change=may_change(actor, row, Permission.CREDENTIALS_UPDATE),
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        used_at=row["used_at"],
    )


def catalogue() -> CredentialKinds:
    """Return all kinds."""
    return CredentialKinds(items=[_kind(kind) for kind in KINDS.values()])


def _kind(kind: Kind) -> CredentialKind:
    return CredentialKind(
        name=kind.name,
        label=kind.label,
        help=kind.help,
        grant=None if kind.grant is None else kind.grant.value,
        fields=[
            KindField(
                name=each.name,
                label=each.label,
                help=each.help,
                format=each.format.value,
                is_secret=each.is_secret,
                is_required=each.is_required,
                is_place=each.is_place,
                default=each.default,
                choices=list(each.choices),
            )
            for each in kind.fields
        ],
    )
