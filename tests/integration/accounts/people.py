"""People with passwords, the requests that they send, and what the audit log says about them."""

from dataclasses import dataclass
from typing import Any

import orjson
import psycopg
from psycopg.rows import dict_row

from thaiyyal.features.accounts.passwords import PasswordHasher
from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import Person, Platform

PASSWORD = "correct horse battery"
NEW_PASSWORD = "seven quiet lanterns"


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a sign-in gave."""

    access: str
    refresh: str

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.access)


def bearer(token: str) -> dict[str, str]:
    """The header of an access token."""
    return {"Authorization": f"Bearer {token}"}


def as_owner(platform: Platform, statement: str, *params: object) -> list[dict[str, Any]]:
    """Run a statement as the schema's owner, who sees and may change everything."""
    with psycopg.connect(platform.owner_conninfo(), row_factory=dict_row) as connection:
        cursor = connection.execute(statement.encode(), params)
        return cursor.fetchall() if cursor.description else []


def give_password(platform: Platform, person: Person, password: str = PASSWORD) -> Person:
    """Let a person sign in with a password."""
    hashed = platform.run(platform.services.get(PasswordHasher).hash(password))
    as_owner(
        platform,
        "UPDATE user_secrets SET password_hash = %s WHERE user_id = %s",
        hashed,
        person.id,
    )
    return person


def make_person(platform: Platform) -> Person:
    """Return the owner of a new tenant, who has a password."""
    return give_password(platform, platform.make_tenant())


def make_member(platform: Platform, of: Person, role: str = "editor") -> Person:
    """Return a new member of somebody's tenant, who has a password."""
    return give_password(platform, platform.make_member(of, role))


def sign_in(
    platform: Platform,
    person: Person | str,
    password: str = PASSWORD,
    *,
    address: str = "127.0.0.1",
    **more: Any,
) -> Answer:
    """Send a sign-in."""
    email = person if isinstance(person, str) else person.email
    body = {"email": email, "password": password, **more}
    return platform.ask("POST", "/auth/login", json=body, address=address)


def signed_in(platform: Platform, person: Person, **more: Any) -> Tokens:
    """Sign in, which has to succeed."""
    answer = sign_in(platform, person, **more)
    assert answer.status == 200, answer.body
    return Tokens(answer.json["access_token"], answer.json["refresh_token"])


def refresh(platform: Platform, token: str) -> Answer:
    """Send a refresh token in the body."""
    return platform.ask("POST", "/auth/refresh", json={"refresh_token": token})


def is_signed_in(platform: Platform, token: str) -> bool:
    """Whether an access token still opens something."""
    return platform.ask("GET", "/me", headers=bearer(token)).status == 200


def entries(platform: Platform, action: str, resource_id: object) -> list[dict[str, Any]]:
    """Return what the audit logs say of one thing, with before, after and details as values."""
    rows = as_owner(
        platform,
        "SELECT * FROM audit_logs WHERE action = %s AND resource_id = %s ORDER BY id",
        action,
        str(resource_id),
    )
    for row in rows:
        for name in ("before", "after", "details"):
            row[name] = None if row[name] is None else orjson.loads(row[name])
    return rows
