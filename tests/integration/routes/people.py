"""Everybody who may try a route: by role, by credential, by what happened to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import psycopg

from thaiyyal.features.accounts.opaque import OpaqueKind, hint_of, new_opaque_token
from thaiyyal.features.accounts.passwords import PasswordHasher
from thaiyyal.features.accounts.tokens import Claims, issue_access_token
from thaiyyal.features.tenancy import queries as tenancy
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.ids import RoleId, new_id
from thaiyyal.kernel.permissions import Permission
from thaiyyal.testing.platform import ISSUER, Person, Platform

Headers = Mapping[str, str]


PASSWORD = "violets under the viaduct"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody with a password and a refresh token that was not used yet."""

    person: Person
    credentials: dict[str, str]
    refresh_token: str


@dataclass(slots=True)
class People:
    """Makes members of one tenant; each kind once."""

    platform: Platform
    owner: Person
    _with: dict[frozenset[Permission], Person] = field(default_factory=dict)
    _with_role: dict[str, Person] = field(default_factory=dict)

    def who_may(self, permissions: Iterable[Permission]) -> Person:
        """Return a member whose only role allows just these."""
        wanted = frozenset(permissions)
        if wanted not in self._with:
            self._with[wanted] = self._make(wanted)
        return self._with[wanted]

    def with_role(self, name: str) -> Person:
        """Return a member with a built-in role."""
        if name not in self._with_role:
            self._with_role[name] = self.platform.make_member(self.owner, name)
        return self._with_role[name]

    def expired_token(self) -> Headers:
        """Return an access token of the owner that was good until a minute ago."""
        past = datetime.now(UTC) - timedelta(minutes=1)
        owner = self.owner
        claims = Claims(
            owner.id, owner.tenant_id, owner.session_id, new_id(), past - timedelta(hours=1), past
        )
        token = issue_access_token(claims, keyring=self.platform.keyring, issuer=ISSUER)
        return {"Authorization": f"Bearer {token}"}

    def revoked_session(self) -> Headers:
        """Return the token of somebody who was signed out."""
        person = self.platform.make_member(self.owner, "owner")
        self._as_owner("UPDATE sessions SET revoked_at = now() WHERE id = %s", person.session_id)
        return person.headers

    def disabled_user(self) -> Headers:
        """Return the token of somebody who was switched off on the whole platform."""
        person = self.platform.make_member(self.owner, "owner")
        self._as_owner("UPDATE users SET disabled_at = now() WHERE id = %s", person.id)
        return person.headers

    def platform_owner(self) -> Person:
        """Return an owner of the tenant who owns the platform too."""
        person = self.platform.make_member(self.owner, "owner")
        self._as_owner("INSERT INTO platform_owners (user_id) VALUES (%s)", person.id)
        return person

    def signed_in(self) -> SignedIn:
        """Return a member who has just signed in with a password."""
        person = self.platform.make_member(self.owner, "viewer")
        self.give_password(person)
        credentials = {"email": person.email, "password": PASSWORD}
        answer = self.platform.ask("POST", "/auth/login", json=credentials)
        assert answer.status == 200, answer.body
        return SignedIn(person, credentials, answer.json["refresh_token"])

    def give_password(self, person: Person) -> None:
        """Let somebody have a password."""
        hashed = self.platform.run(self.platform.services.get(PasswordHasher).hash(PASSWORD))
        self._as_owner(
            "INSERT INTO user_secrets (user_id, password_hash, password_changed_at)"
            " VALUES (%s, %s, now())"
            " ON CONFLICT (user_id) DO UPDATE SET password_hash = excluded.password_hash",
            person.id,
            hashed,
        )

    def disable(self, person: Person) -> None:
        """Switch a member of the tenant off."""
        self._as_owner("UPDATE members SET status = 'disabled' WHERE user_id = %s", person.id)

    def owner_of_a_suspended_tenant(self) -> Headers:
        """Return the token of the owner of a tenant that was closed meanwhile."""
        owner = self.platform.make_tenant()
        self._as_owner("UPDATE tenants SET status = 'suspended' WHERE id = %s", owner.tenant_id)
        return owner.headers

    def api_key(
        self,
        scopes: Iterable[Permission],
        *,
        revoked: bool = False,
        expired: bool = False,
        of_platform_owner: bool = False,
    ) -> Headers:
        """Return an API key of the tenant's owner, or of a member who owns the platform."""
        user_id = self.platform_owner().id if of_platform_owner else self.owner.id
        key = new_opaque_token(OpaqueKind.API_KEY)
        expires_at = datetime.now(UTC) + timedelta(days=-1 if expired else 1)
        self._as_owner(
            "INSERT INTO api_keys (tenant_id, id, user_id, name, hint, digest, scopes, expires_at,"
            " revoked_at) VALUES (%s, %s, %s, 'k', %s, %s, %s, %s, %s)",
            self.owner.tenant_id,
            new_id(),
            user_id,
            hint_of(key.text),
            key.digest,
            [str(scope) for scope in scopes],
            expires_at,
            datetime.now(UTC) if revoked else None,
        )
        return {"X-API-Key": key.text}

    def _make(self, permissions: frozenset[Permission]) -> Person:
        person = self.platform.make_member(self.owner, "nothing")

        async def grant() -> None:
            scope = TenantScope(self.owner.tenant_id, self.owner.id)
            async with self.platform.database.begin(scope) as tx:
                role_id = RoleId(new_id())
                await tenancy.insert_role(
                    tx, id_=role_id, name=str(role_id), description="", is_built_in=False
                )
                await tenancy.grant_permissions(tx, role_id, permissions)
                await tenancy.grant_role(tx, user_id=person.id, role_id=role_id)

        self.platform.run(grant())
        return person

    def _as_owner(self, statement: str, *params: object) -> None:
        with psycopg.connect(self.platform.owner_conninfo()) as connection:
            connection.execute(statement.encode(), params)
