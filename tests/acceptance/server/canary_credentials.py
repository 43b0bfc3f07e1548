"""Credentials of every kind: made, made wrongly, tried, changed, looked at."""

from collections.abc import Iterator
from typing import Any

from tests.acceptance.server.canaries import Canaries
from tests.acceptance.server.canary_people import Json, People
from tests.acceptance.server.canary_services import ACCOUNT, AUTHORITY, Services

SENT = ("basic", "bearer", "api_key", "api_key_in_query", "headers", "oauth")
"""Names of the credentials whose secret a service can give back."""


def fields_of(canaries: Canaries, services: Services) -> dict[str, Json]:
    """Return what credentials are made of, each with a secret that is named like it."""
    plant = canaries.plant
    client = {"token_url": f"{services.web}/token", "client_id": "us"}
    post = {"host": "127.0.0.1", "port": services.mail_port, "sender": "shop@example.org"}
    return {
        "basic": {"kind": "basic", "fields": {"username": "us", "password": plant("basic")}},
        "bearer": {"kind": "bearer", "fields": {"token": plant("bearer")}},
        "api_key": {
            "kind": "api_key",
            "fields": {"name": "X-Key", "prefix": "Key", "key": plant("api_key")},
        },
        "api_key_in_query": {
            "kind": "api_key",
            "fields": {"place": "query", "name": "key", "key": plant("api_key_in_query")},
        },
        "headers": {
            "kind": "headers",
            "fields": {"headers": {"X-One": plant("headers"), "X-Two": plant("headers, second")}},
        },
        "oauth": {
            "kind": "oauth2_client_credentials",
            "fields": {**client, "client_secret": plant("client secret")},
        },
        "oauth_refused": {
            "kind": "oauth2_client_credentials",
            "fields": {
                **client,
                "token_url": f"{services.web}/no-token",
                "client_authentication": "body",
                "client_secret": plant("client secret that is refused"),
            },
        },
        "certificate": {"kind": "certificate", "fields": _certificate(canaries)},
        "post": {
            "kind": "smtp",
            "fields": {**post, "username": ACCOUNT, "password": plant("mail password")},
        },
    }


def _certificate(canaries: Canaries) -> Json:
    issued = AUTHORITY.issue_cert("client.example")
    key = issued.private_key_pem.bytes().decode()
    canaries.add("private key", key.splitlines()[2])
    return {
        "certificate": issued.cert_chain_pems[0].bytes().decode(),
        "private_key": key,
        "authority": AUTHORITY.cert_pem.bytes().decode(),
    }


def make_credentials(people: People, services: Services) -> dict[str, str]:
    """Make one of each, after all wrong ways; return their ids by name."""
    found = {}
    for name, given in fields_of(people.canaries, services).items():
        body = {
            "name": name, "hosts": ["127.0.0.1"], "is_for_all_workflows": True, **given
        }  # fmt: skip
        for wrong in _wrong_ways(body):
            reply = people.ask("POST", "/credentials", wrong)
            assert 400 <= reply.status < 500, (name, reply.status)
        found[name] = people.must("POST", "/credentials", body)["id"]
        people.ask("POST", "/credentials", body)
        people.ask("POST", "/credentials", {**body, "name": f"{name} of editor"}, by="editor")
        for who in ("viewer", "outsider", "stranger"):
            people.ask("POST", "/credentials", body if who != "outsider" else [body], by=who)
    return found


def _wrong_ways(body: Json) -> Iterator[Any]:
    """Yield bodies that are refused, with the secret in all places."""
    yield {**body, "kind": "nothing"}
    yield {**body, "kind": "http_client"}
    yield {**body, "name": ""}
    yield {**body, "more": body["fields"]}
    yield {**body, "hosts": [str(list(body["fields"].values())[-1]), "http://a/b"]}
    yield {**body, "workflow_ids": list(map(str, body["fields"].values()))}
    for field, value in body["fields"].items():
        for wrong in ([value], {"a": value}, f"{value}\x01", f"{value}\x00" * 9_000, 7.5):
            yield {**body, "fields": {**body["fields"], field: wrong}}
        yield {**body, "fields": {**body["fields"], f"x{field}": value}}
        yield {**body, "fields": {**body["fields"], str(value)[:100]: value, field: None}}


def try_credentials(people: People, services: Services, ids: dict[str, str]) -> None:
    """Have all tested, by everybody, at services that go wrong in all ways."""
    for name, id_ in ids.items():
        path = f"/credentials/{id_}"
        places = [f"{services.web}/{way}" for way in ("echo", "fail", "no-http", "redirect-bad")]
        where = services.bank if name == "certificate" else services.web
        for url in [*places, f"{where}/echo", "ftp://a", "http://10.0.0.1/"]:
            people.must("POST", f"{path}/test", {"url": url})
        for who in ("owner", "editor", "viewer", "outsider", "stranger"):
            people.ask("POST", f"{path}/test", {}, by=who)
            people.ask("GET", path, by=who)
            people.ask("GET", f"{path}/uses", by=who)
    for who in ("owner", "editor", "viewer", "outsider"):
        people.ask("GET", "/credentials?limit=200", by=who)


def change_credential(people: People, id_: str, field: str, secret: str) -> None:
    """Change a secret, after some wrong ways."""
    path, fields = f"/credentials/{id_}", {field: secret}
    people.ask("PUT", path, {"fields": fields})
    people.ask("PUT", path, {"fields": {field: [secret]}}, headers={"If-Match": "*"})
    people.ask("PUT", path, {"fields": fields}, headers={"If-Match": f'"{secret}"'})
    people.ask("PUT", path, {"fields": fields, "kind": secret}, headers={"If-Match": "*"})
    for who in ("editor", "viewer", "outsider", "stranger"):
        people.ask("PUT", path, {"fields": fields}, by=who, headers={"If-Match": "*"})
    people.must("PUT", path, {"fields": fields})
