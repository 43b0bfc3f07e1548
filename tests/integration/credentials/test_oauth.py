"""OAuth 2 against a small server of the tests' own: tokens, their renewal, consents."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.integration.credentials.keeping import (
    SECRET,
    Json,
    as_owner,
    calling,
    entries,
    made,
    run,
    update,
    workflow,
)
from thaiyyal.features.credentials.oauth import keeper
from thaiyyal.testing.api import Answer as ApiAnswer
from thaiyyal.testing.local_server import Answer, LocalServer, Received, json_answer
from thaiyyal.testing.platform import Person, Platform

CLIENT = "Basic " + base64.b64encode(f"us:{SECRET}".encode()).decode()


@dataclass(slots=True)
class Provider:
    """Gives tokens, and is the service that takes them. ``good``: the access tokens it takes.

    Refresh tokens are good for once. ``lasts_s``: what it says of its tokens.
    """

    lasts_s: int | None = 3_600
    good: set[str] = field(default_factory=set)
    refresh: str = ""
    challenge: str = ""
    redirect_uri: str = ""
    grants: list[str] = field(default_factory=list)
    _count: int = 0
    _lock: Lock = field(default_factory=Lock)

    def answer(self, request: Received) -> Answer:
        """Answer a request for a token, or one with a token."""
        with self._lock:
            if request.path == "/token":
                return self._token(request)
            token = request.headers.get("authorization", "").removeprefix("Bearer ")
            return json_answer({}, status=200 if token in self.good else 401)

    def _token(self, request: Received) -> Answer:
        form = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
        if request.headers.get("authorization") != CLIENT:
            return json_answer({"error": "invalid_client"}, status=401)
        self.grants.append(form["grant_type"])
        if not self._is_granted(form):
            return json_answer({"error": "invalid_grant", "hint": SECRET}, status=400)
        self._count += 1
        self.good.add(f"access-{self._count}")
        self.refresh = f"refresh-{self._count}"
        told = {"access_token": f"access-{self._count}", "token_type": "Bearer"}
        if form["grant_type"] != "client_credentials":
            told["refresh_token"] = self.refresh
        return json_answer(told | ({} if self.lasts_s is None else {"expires_in": self.lasts_s}))

    def _is_granted(self, form: dict[str, str]) -> bool:
        if form["grant_type"] == "authorization_code":
            digest = hashlib.sha256(form["code_verifier"].encode()).digest()
            challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
            here = (form["code"], challenge, form["redirect_uri"])
            return here == ("the-code", self.challenge, self.redirect_uri)
        if form["grant_type"] == "refresh_token":
            return form["refresh_token"] == self.refresh
        return True


@pytest.fixture
def provider() -> Provider:
    return Provider()


@pytest.fixture
def server(provider: Provider) -> Iterator[LocalServer]:
    with LocalServer(provider.answer) as server:
        yield server


def fields(server: LocalServer, **more: str) -> Json:
    """Return the fields of a credential that gets its tokens at a server."""
    return {
        "token_url": f"{server.url}/token",
        "client_id": "us",
        "client_secret": SECRET,
        **more,
    }


def client(platform: Platform, by: Person, server: LocalServer, **more: str) -> tuple[str, Json]:
    """Publish a workflow that asks the server; bind a credential of client credentials to it."""
    id_ = workflow(platform, by, calling(f"{server.url}/things"))
    kind, hosts = "oauth2_client_credentials", ["127.0.0.1"]
    return id_, made(
        platform, by, kind=kind, fields=fields(server, **more), hosts=hosts, workflow_ids=[id_]
    )


def person(platform: Platform, by: Person, server: LocalServer) -> tuple[str, Json]:
    """The same with a credential that needs a person's consent."""
    id_ = workflow(platform, by, calling(f"{server.url}/things"))
    given = fields(server, authorize_url="https://id.example.org/ask?x=1", scope="read write")
    kind, hosts = "oauth2_authorization_code", ["127.0.0.1"]
    return id_, made(platform, by, kind=kind, fields=given, hosts=hosts, workflow_ids=[id_])


def begin(platform: Platform, by: Person, credential: Json, provider: Provider) -> dict[str, str]:
    """Begin a consent; return what the service is asked, and the ``cookie`` of the browser."""
    answer = platform.ask("POST", f"/credentials/{credential['id']}/authorize", by=by)
    assert answer.status == 200, answer.body
    query = parse_qs(urlsplit(answer.json["url"]).query)
    asked = {name: values[0] for name, values in query.items()}
    provider.challenge, provider.redirect_uri = asked["code_challenge"], asked["redirect_uri"]
    return {**asked, "cookie": answer.headers["set-cookie"]}


def returned(
    platform: Platform, asked: dict[str, str], *, code: str = "the-code", cookie: str | None = None
) -> ApiAnswer:
    """Come back from the service as a browser without a session."""
    sent = asked.get("cookie", "").partition(";")[0] if cookie is None else cookie
    headers = {"Cookie": sent} if sent else {}
    path = f"/oauth/callback?state={asked['state']}&code={code}"
    return platform.ask("GET", path, headers=headers)


def come_back(platform: Platform, asked: dict[str, str], *, code: str = "the-code") -> int:
    """Come back in the browser where it was begun; return the status."""
    return returned(platform, asked, code=code).status


def test_a_token_is_got_once_and_kept(
    platform: Platform, provider: Provider, server: LocalServer
) -> None:
    owner = platform.make_tenant()
    id_, _ = client(platform, owner, server, scope="read")

    done = [run(platform, owner, id_) for _ in "123"]

    assert [each["status"] for each in done] == ["succeeded"] * 3
    assert provider.grants == ["client_credentials"]


def test_a_token_that_is_about_to_end_is_not_sent(
    platform: Platform, provider: Provider, server: LocalServer
) -> None:
    owner = platform.make_tenant()
    provider.lasts_s = 0
    id_, _ = client(platform, owner, server)

    for _ in "12":
        run(platform, owner, id_)

    assert provider.grants == ["client_credentials"] * 2


def test_a_token_that_the_service_refuses_is_replaced(
    platform: Platform,
    provider: Provider,
    server: LocalServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keeper, "YOUNG_S", 0.0)
    owner = platform.make_tenant()
    id_, _ = client(platform, owner, server)
    run(platform, owner, id_)
    provider.good.clear()

    done = run(platform, owner, id_)

    assert done["status"] == "succeeded"
    assert provider.grants == ["client_credentials"] * 2


def test_many_executions_get_one_token(
    platform: Platform, provider: Provider, server: LocalServer
) -> None:
    owner = platform.make_tenant()
    data = {"url": f"{server.url}/things", "credential": "shop"}
    nodes = [{"id": f"n{n}", "type": "http", "data": data} for n in range(8)]
    id_ = workflow(platform, owner, {"nodes": nodes, "edges": []})
    kind, hosts = "oauth2_client_credentials", ["127.0.0.1"]
    made(platform, owner, kind=kind, fields=fields(server), hosts=hosts, workflow_ids=[id_])

    done = run(platform, owner, id_)

    assert done["status"] == "succeeded"
    assert provider.grants == ["client_credentials"]


def test_a_wrong_secret_is_told_without_it(
    platform: Platform, provider: Provider, server: LocalServer
) -> None:
    owner = platform.make_tenant()
    id_, credential = client(platform, owner, server)
    update(platform, owner, credential["id"], fields={"client_secret": "wrong-one"})

    done = run(platform, owner, id_)

    assert done["error"]["code"] == "credential_unusable"
    assert "401 with invalid_client" in done["error"]["message"]
    assert "wrong-one" not in str(done)


def test_another_secret_makes_tokens_of_before_worthless(
    platform: Platform, provider: Provider, server: LocalServer
) -> None:
    owner = platform.make_tenant()
    id_, credential = client(platform, owner, server)
    run(platform, owner, id_)

    update(platform, owner, credential["id"], fields={"client_secret": SECRET, "scope": "all"})
    update(platform, owner, credential["id"], fields={"client_secret": "another"})

    assert run(platform, owner, id_)["status"] == "failed"


def test_a_test_without_an_address_gets_a_token(
    platform: Platform, provider: Provider, server: LocalServer
) -> None:
    owner = platform.make_tenant()
    _, credential = client(platform, owner, server)

    answer = platform.ask("POST", f"/credentials/{credential['id']}/test", by=owner)

    assert answer.json["ok"] is True
    assert provider.grants == ["client_credentials"]


def test_a_consent_gives_tokens(
    platform: Platform, provider: Provider, server: LocalServer
) -> None:
    owner = platform.make_tenant()
    id_, credential = person(platform, owner, server)

    asked = begin(platform, owner, credential, provider)
    status = come_back(platform, asked)
    done = run(platform, owner, id_)

    assert asked["code_challenge_method"] == "S256"
    assert (asked["x"], asked["scope"], asked["client_id"]) == ("1", "read write", "us")
    assert len(base64.urlsafe_b64decode(asked["state"] + "=")) == 32
    assert (status, done["status"]) == (200, "succeeded")
    assert platform.ask("GET", f"/credentials/{credential['id']}", by=owner).json["is_authorized"]
    assert len(entries(platform, owner, "credential.authorized")) == 1


def test_without_a_consent_nothing_is_sent(
    platform: Platform, provider: Provider, server: LocalServer
) -> None:
    owner = platform.make_tenant()
    id_, credential = person(platform, owner, server)

    done = run(platform, owner, id_)

    assert credential["is_authorized"] is False
    assert done["error"]["code"] == "credential_unusable"
    assert server.received == []


def test_refresh_tokens_that_change_are_kept(
    platform: Platform, provider: Provider, server: LocalServer
) -> None:
    owner = platform.make_tenant()
    id_, credential = person(platform, owner, server)
    provider.lasts_s = 0
    come_back(platform, begin(platform, owner, credential, provider))

    done = [run(platform, owner, id_) for _ in "123"]

    assert [each["status"] for each in done] == ["succeeded"] * 3
    assert provider.grants == ["authorization_code", *["refresh_token"] * 3]


def test_a_consent_comes_back_once(
    platform: Platform, provider: Provider, server: LocalServer
) -> None:
    owner = platform.make_tenant()
    _, credential = person(platform, owner, server)
    asked = begin(platform, owner, credential, provider)

    assert [come_back(platform, asked) for _ in "12"] == [200, 422]


@pytest.mark.parametrize("cookie", ["", "other", "wrong"])
def test_a_consent_comes_back_only_to_the_browser_where_it_was_begun(
    platform: Platform, provider: Provider, server: LocalServer, cookie: str
) -> None:
    owner = platform.make_tenant()
    _, credential = person(platform, owner, server)
    asked = begin(platform, owner, credential, provider)
    name = asked["cookie"].partition("=")[0]
    sent = {"": "", "other": "a=b", "wrong": f"{name}=guessed"}[cookie]

    answer = returned(platform, asked, cookie=sent)
    again = come_back(platform, asked)

    assert (answer.status, answer.code, again) == (422, "consent_refused", 422)
    assert "another browser" in answer.json["detail"]
    assert provider.grants == []
    assert len(entries(platform, owner, "credential.authorization_refused")) == 1


def test_the_cookie_of_a_consent_is_for_the_way_back_alone(
    platform: Platform, provider: Provider, server: LocalServer
) -> None:
    owner = platform.make_tenant()
    _, credential = person(platform, owner, server)

    asked = begin(platform, owner, credential, provider)
    done = returned(platform, asked)

    pair, *marks = asked["cookie"].split("; ")
    assert marks == ["Path=/api/v1/oauth", "Max-Age=600", "HttpOnly", "SameSite=Lax"]
    assert asked["state"] not in asked["cookie"]
    assert done.headers["set-cookie"].startswith(f"{pair.partition('=')[0]}=; ")
    assert "Max-Age=0" in done.headers["set-cookie"]


def test_consents_of_two_credentials_may_be_under_way_in_one_browser(
    platform: Platform, provider: Provider, server: LocalServer
) -> None:
    owner, other = platform.make_tenant(), platform.make_tenant()
    _, first = person(platform, owner, server)
    _, second = person(platform, other, server)
    begun = begin(platform, owner, first, provider)
    jar = begun["cookie"].partition(";")[0]

    asked = begin(platform, other, second, provider)
    jar = f"{jar}; {asked['cookie'].partition(';')[0]}"

    assert returned(platform, asked, cookie=jar).status == 200


def test_nobody_is_made_to_begin_by_another_page(
    platform: Platform, provider: Provider, server: LocalServer
) -> None:
    owner = platform.make_tenant()
    _, credential = person(platform, owner, server)
    cookie = begin(platform, owner, credential, provider)["cookie"].partition(";")[0]

    forged = platform.ask(
        "POST", f"/credentials/{credential['id']}/authorize", headers={"Cookie": cookie}
    )

    assert forged.status == 401
    assert "set-cookie" not in forged.headers


def test_a_code_that_the_service_refuses_uses_the_consent_up(
    platform: Platform, provider: Provider, server: LocalServer
) -> None:
    owner = platform.make_tenant()
    _, credential = person(platform, owner, server)
    asked = begin(platform, owner, credential, provider)

    statuses = [come_back(platform, asked, code="guessed"), come_back(platform, asked)]

    assert statuses == [422, 422]
    assert provider.grants == ["authorization_code"]


def test_a_consent_comes_back_within_ten_minutes(
    platform: Platform, provider: Provider, server: LocalServer
) -> None:
    owner = platform.make_tenant()
    _, credential = person(platform, owner, server)
    asked = begin(platform, owner, credential, provider)
    as_owner(
        platform,
        "UPDATE credential_openings SET expires_at = now() - interval '1 second' "
        "WHERE credential_id = %s",
        credential["id"],
    )

    assert come_back(platform, asked) == 422
    assert provider.grants == []
    assert len(entries(platform, owner, "credential.authorization_refused")) == 1


@pytest.mark.parametrize("state", ["", "guessed", "x" * 4_096])
def test_a_state_that_was_not_given_opens_nothing(platform: Platform, state: str) -> None:
    assert come_back(platform, {"state": state}) == 422


def test_who_lost_the_right_meanwhile_authorizes_nothing(
    platform: Platform, provider: Provider, server: LocalServer
) -> None:
    owner = platform.make_tenant()
    editor = platform.make_member(owner, "editor")
    _, credential = person(platform, editor, server)
    asked = begin(platform, editor, credential, provider)
    body = {"roles": ["viewer"]}
    changed = platform.ask("PUT", f"/users/{editor.id}", by=owner, json=body)
    assert changed.status == 200, changed.body

    assert come_back(platform, asked) == 422
    assert provider.grants == []


def test_a_credential_that_was_changed_meanwhile_gets_no_tokens(
    platform: Platform, provider: Provider, server: LocalServer
) -> None:
    owner = platform.make_tenant()
    _, credential = person(platform, owner, server)
    asked = begin(platform, owner, credential, provider)
    update(platform, owner, credential["id"], fields={"client_secret": "another"})

    assert come_back(platform, asked) == 422
    assert provider.grants == []


def test_other_kinds_need_no_consent(platform: Platform) -> None:
    owner = platform.make_tenant()

    answer = platform.ask("POST", f"/credentials/{made(platform, owner)['id']}/authorize", by=owner)

    assert (answer.status, answer.code) == (409, "credential_needs_no_consent")


def test_tokens_are_stored_sealed_and_shown_nowhere(
    platform: Platform, provider: Provider, server: LocalServer
) -> None:
    owner = platform.make_tenant()
    id_, credential = client(platform, owner, server)
    done = run(platform, owner, id_)
    assert done["status"] == "succeeded"

    (row,) = as_owner(platform, "SELECT tokens FROM credentials WHERE id = %s", credential["id"])
    shown = platform.ask("GET", f"/credentials/{credential['id']}", by=owner).body

    assert b"access-1" not in bytes(row["tokens"]) + shown
