"""People come in, prove who they are, change their minds and get things wrong."""

import hashlib
import hmac
import struct
import time
from base64 import b32decode

from tests.acceptance.server.canary_people import STRANGER, Json, People
from tests.acceptance.server.process import EMAIL

GONE = "00000000-0000-7000-8000-000000000001"


def come_in(people: People, password: str) -> None:
    """Let the owner, an editor, a viewer and the owner of another tenant sign in."""
    people.sign_in("owner", EMAIL, password)
    for role in ("editor", "viewer"):
        invite = {"email": f"{role}@example.com", "role": role}
        token = f"invitation of {role}"
        _join(people, role, people.must("POST", "/invitations", invite, shows=(token,)))
    tenant = {"name": "Elsewhere", "slug": "elsewhere", "owner_email": "outsider@example.com"}
    shows = ("invitation of outsider",)
    opened = people.must("POST", "/tenants", tenant, shows=shows)
    _join(people, "outsider", opened["invitation"])


def _join(people: People, name: str, invitation: Json) -> None:
    canaries, email = people.canaries, f"{name}@example.com"
    token = canaries.add(f"invitation of {name}", invitation["token"])
    people.ask("POST", "/auth/invitations/preview", {"token": token}, by=STRANGER)
    password = canaries.plant(f"password of {name}")
    given = {"email": email, "password": password, "name": name, "invitation": token}
    people.ask("POST", "/auth/register", {**given, "name": 7}, by=STRANGER)
    people.ask("POST", "/auth/register", {**given, "more": password}, by=STRANGER)
    people.ask("POST", "/auth/register", {**given, "email": "no address"}, by=STRANGER)
    shows = (f"access token of {name}", f"refresh token of {name}")
    people.let_in(name, people.must("POST", "/auth/register", given, by=STRANGER, shows=shows))
    people.ask("POST", "/auth/register", given, by=STRANGER)


def live(people: People, password: str) -> None:
    """Use everything about an account that is secret."""
    canaries = people.canaries
    _get_in_wrong_ways(people)
    shows = ("API key",)
    key = people.must("POST", "/api-keys", {"name": "robot"}, by="editor", shows=shows)
    canaries.add("API key", key["key"])
    people.headers["robot"] = {"X-API-Key": key["key"]}
    people.get("/workflows", by="robot")
    people.ask("GET", "/workflows", by=STRANGER, headers={"Authorization": f"Basic {key['key']}"})

    link = _reset(people)
    new = {"token": link, "password": canaries.plant("new password of viewer")}
    people.ask("POST", "/auth/password-reset", {**new, "password": "short"}, by=STRANGER)
    people.must("POST", "/auth/password-reset", new, by=STRANGER)
    people.ask("POST", "/auth/password-reset", new, by=STRANGER)
    people.sign_in("viewer", "viewer@example.com", new["password"])

    current = canaries.secrets["password of editor"]
    change = {"current": current, "new": canaries.plant("new password of editor")}
    people.ask("PUT", "/me/password", {"current": change["new"], "new": current}, by="editor")
    people.must("PUT", "/me/password", change, by="editor")
    _second_factor(people, password)


def _reset(people: People) -> str:
    members = people.get("/users?limit=200")["items"]
    viewer = next(each["id"] for each in members if each["email"] == "viewer@example.com")
    path = f"/users/{viewer}/password-reset"
    link = people.ask("POST", path, shows=("password link",))
    if link.status != 201:
        link = people.ask("POST", f"/platform{path}", shows=("password link",))
    return people.canaries.add("password link", link.json["token"])


def _get_in_wrong_ways(people: People) -> None:
    wrong = people.canaries.plant("wrong password")
    for body in ({"email": EMAIL, "password": wrong}, {"email": wrong, "password": [wrong]}):
        people.ask("POST", "/auth/login", body, by=STRANGER)
        people.ask("POST", "/auth/refresh", {"refresh_token": wrong}, by=STRANGER)
    people.ask("POST", "/auth/login", body=f'{{"password": "{wrong}'.encode(), by=STRANGER,
               headers={"Content-Type": "application/json"})  # fmt: skip
    for scheme in ("Bearer", "Basic", "Digest"):
        sent = {"Authorization": f"{scheme} {wrong}", "Cookie": f"thaiyyal_access={wrong}"}
        people.ask("GET", "/me", by=STRANGER, headers=sent)


def _second_factor(people: People, password: str) -> None:
    canaries = people.canaries
    given = {"password": password}
    made = people.must("POST", "/me/totp", given, shows=("second factor",))
    secret = canaries.add("second factor", made["secret"])
    people.ask("POST", "/me/totp/confirm", {"code": secret})
    codes = tuple(f"recovery code {number}" for number in range(20))
    reply = people.must("POST", "/me/totp/confirm", {"code": _code(secret)}, shows=codes)
    for name, code in zip(codes, reply["recovery_codes"], strict=False):
        canaries.add(name, code)
    people.ask("DELETE", "/me/totp", {"code": reply["recovery_codes"][0], **given})


def _code(secret: str) -> str:
    """Return the code of now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(b32decode(secret), counter, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
