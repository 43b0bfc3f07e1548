"""Secrets of a real OpenBao, which speaks as Vault does."""

import asyncio
import logging
import socket
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from thaiyyal.secrets import (
    AwsOptions,
    Reference,
    SecretRefused,
    SecretUnavailable,
    UnknownSecret,
    VaultOptions,
    kept,
    open_sources,
    providers_of,
)
from thaiyyal.secrets.vault_link import VaultLink
from thaiyyal.testing.openbao_server import (
    MISSING,
    ROOT,
    OpenBao,
    find_openbao,
    temporary_openbao,
)

CANARY = "canary-5f1b0c"


def _read(options: VaultOptions, *texts: str) -> list[str]:
    """Read references with fresh sources."""

    async def work() -> list[str]:
        sources = open_sources(options, AwsOptions(), kept_s=60)
        try:
            found = []
            for text in texts:
                reference = Reference.read(text)
                assert reference is not None
                found.append(await sources.read(reference))
            return found
        finally:
            await sources.aclose()

    return asyncio.run(work())


def _options(openbao: OpenBao, token: str = ROOT, **more: str) -> VaultOptions:
    return VaultOptions(openbao.url, token, namespace=more.get("namespace"))


@contextmanager
def _own_openbao(*, tls: bool = False) -> Iterator[OpenBao]:
    program = find_openbao()
    if program is None:
        pytest.skip(MISSING)
    with temporary_openbao(program, tls=tls) as server:
        yield server


def test_both_versions_of_the_engine_are_read(openbao: OpenBao) -> None:
    openbao.ask("POST", "secret/data/both", {"data": {"api_key": CANARY, "port": 8080}})
    openbao.ask("POST", "kv1/both", {"api_key": "first"})

    found = _read(
        _options(openbao),
        "vault:secret/data/both#api_key",
        "vault:secret/data/both#port",
        "vault:kv1/both#api_key",
        "vault:kv1/both",
    )

    assert found == [CANARY, "8080", "first", '{"api_key": "first"}']


def test_a_secret_of_the_first_version_may_have_members_named_as_the_second_does(
    openbao: OpenBao,
) -> None:
    openbao.ask("POST", "kv1/alike", {"data": {"x": "inner"}, "metadata": {"note": "mine"}})

    assert _read(_options(openbao), "vault:kv1/alike#data") == ['{"x": "inner"}']


def test_a_rotated_secret_is_there_after_a_refresh(
    openbao: OpenBao, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "YOUNG_S", 0.0)
    openbao.ask("POST", "secret/data/rotated", {"data": {"key": "old"}})
    reference = Reference("vault", "secret/data/rotated", "key")

    async def work() -> list[str]:
        sources = open_sources(_options(openbao), AwsOptions(), kept_s=60)
        first = await sources.read(reference)
        openbao.ask("POST", "secret/data/rotated", {"data": {"key": "new"}})
        before = await sources.read(reference)
        refreshed = await sources.refresh(reference)
        again = await sources.read(reference)
        await sources.aclose()
        return [first, before, refreshed, again]

    assert asyncio.run(work()) == ["old", "old", "new", "new"]


@pytest.mark.parametrize(
    "name",
    [
        "secret/data/none#key",
        "secret/data/some#none",
        "secret/data/some#empty",
        "secret/data/some#nothing",
        "secret/data/gone#key",
        "secret/some#key",
        "secret/data/other/../some#key",
        "secret//data/some#key",
        "secret/data/some?version=1#key",
    ],
)
def test_what_is_not_there_or_empty_is_an_error(openbao: OpenBao, name: str) -> None:
    members = {"key": CANARY, "empty": "", "nothing": None}
    openbao.ask("POST", "secret/data/some", {"data": members})
    openbao.ask("POST", "secret/data/gone", {"data": {"key": CANARY}})
    openbao.ask("DELETE", "secret/data/gone")

    with pytest.raises(UnknownSecret) as caught:
        _read(_options(openbao), f"vault:{name}")

    assert CANARY not in caught.value.message


def test_a_path_of_the_wrong_version_says_what_is_missing(openbao: OpenBao) -> None:
    with pytest.raises(UnknownSecret, match="data/ follows the mount"):
        _read(_options(openbao), "vault:secret/shop#key")


def test_a_wrong_token_is_refused_and_not_shown(openbao: OpenBao) -> None:
    with pytest.raises(SecretRefused) as caught:
        _read(_options(openbao, "a-wrong-token"), "vault:secret/data/some#key")

    assert "secrets.vault_token" in caught.value.message
    assert "a-wrong-token" not in caught.value.message


def test_a_policy_holds(openbao: OpenBao) -> None:
    openbao.ask("POST", "secret/data/mine", {"data": {"key": CANARY}})
    openbao.ask("POST", "secret/data/theirs", {"data": {"key": CANARY}})
    openbao.policy("mine", 'path "secret/data/mine" { capabilities = ["read"] }')
    made = openbao.ask("POST", "auth/token/create", {"policies": ["mine"], "ttl": "1h"})
    token = made["auth"]["client_token"]

    mine = _read(_options(openbao, token), "vault:secret/data/mine#key")
    with pytest.raises(SecretRefused):
        _read(_options(openbao, token), "vault:secret/data/theirs#key")

    assert mine == [CANARY]


def test_a_namespace_has_secrets_of_its_own(openbao: OpenBao) -> None:
    name = f"team{uuid4().hex[:8]}"
    openbao.ask("POST", f"sys/namespaces/{name}")
    openbao.ask("POST", "sys/mounts/kv", {"type": "kv"}, namespace=name)
    openbao.ask("POST", "kv/shop", {"key": "of the team"}, namespace=name)

    inside = _read(_options(openbao, namespace=name), "vault:kv/shop#key")
    with pytest.raises(UnknownSecret):
        _read(_options(openbao), "vault:kv/shop#key")
    with pytest.raises(UnknownSecret):
        _read(_options(openbao, namespace="nobody"), "vault:kv/shop#key")

    assert inside == ["of the team"]


def test_a_role_signs_in_and_again_when_its_token_was_revoked(openbao: OpenBao) -> None:
    openbao.ask("POST", "secret/data/role", {"data": {"key": CANARY}})
    openbao.policy("role", 'path "secret/data/role" { capabilities = ["read"] }')
    openbao.ask("POST", "sys/auth/approle", {"type": "approle"})
    openbao.ask("POST", "auth/approle/role/app", {"token_policies": "role", "token_ttl": "1h"})
    role = openbao.ask("GET", "auth/approle/role/app/role-id")["data"]["role_id"]
    made = openbao.ask("POST", "auth/approle/role/app/secret-id")
    secret = made["data"]["secret_id"]
    reference = Reference("vault", "secret/data/role", "key")

    async def work() -> list[str]:
        options = VaultOptions(openbao.url, role_id=role, secret_id=secret)
        sources = open_sources(options, AwsOptions(), kept_s=60)
        first = await sources.read(reference)
        for accessor in _accessors(openbao):
            openbao.ask("POST", "auth/token/revoke-accessor", {"accessor": accessor})
        second = await sources.refresh(reference)
        await sources.aclose()
        return [first, second]

    assert asyncio.run(work()) == [CANARY, CANARY]
    wrong = VaultOptions(openbao.url, role_id=role, secret_id="wrong")
    with pytest.raises(SecretRefused, match=r"secrets\.vault_role_id"):
        _read(wrong, "vault:secret/data/role#key")


def _accessors(openbao: OpenBao) -> Iterator[str]:
    """Yield the accessors of every token but the root's."""
    listed = openbao.ask("GET", "auth/token/accessors?list=true")["data"]["keys"]
    for accessor in listed:
        about = openbao.ask("POST", "auth/token/lookup-accessor", {"accessor": accessor})
        if "root" not in about["data"]["policies"]:
            yield accessor


def test_a_token_that_ends_is_renewed_in_time(openbao: OpenBao) -> None:
    openbao.ask("POST", "secret/data/mortal", {"data": {"key": CANARY}})
    openbao.policy("mortal", 'path "secret/data/mortal" { capabilities = ["read"] }')
    made = openbao.ask("POST", "auth/token/create", {"policies": ["mortal"], "period": "1h"})
    token = made["auth"]["client_token"]
    now = [0.0]
    link = VaultLink(_options(openbao, token), monotonic=lambda: now[0])

    async def work() -> list[str | None]:
        await link.get("secret/data/mortal")
        before = _renewed_at(openbao, token)
        now[0] = 2_000.0
        await link.get("secret/data/mortal")
        link.close()
        return [before, _renewed_at(openbao, token)]

    before, after = asyncio.run(work())
    assert (before is None, after is None) == (True, False)


def _renewed_at(openbao: OpenBao, token: str) -> str | None:
    about = openbao.ask("POST", "auth/token/lookup", {"token": token})
    return about["data"].get("last_renewal")  # type: ignore[no-any-return]


def test_a_sealed_server_and_one_that_is_away_are_clear_errors() -> None:
    with _own_openbao() as openbao:
        openbao.ask("PUT", "sys/seal")
        with pytest.raises(SecretUnavailable, match="is sealed") as caught:
            _read(_options(openbao), "vault:secret/data/some#key")
        assert openbao.url in caught.value.message
        openbao.end()
        with pytest.raises(SecretUnavailable, match="cannot be reached") as caught:
            _read(_options(openbao), "vault:secret/data/some#key")
        assert "secrets.vault_url" in caught.value.message


def test_the_check_tells_whether_we_are_let_in(openbao: OpenBao) -> None:
    async def work(token: str) -> str:
        provider = providers_of(_options(openbao, token), AwsOptions())["vault"]
        try:
            return await provider.check()
        finally:
            provider.close()

    assert "knows us" in asyncio.run(work(ROOT))
    with pytest.raises(SecretRefused):
        asyncio.run(work("wrong"))


def test_with_tls_only_a_server_that_the_given_authority_vouches_for_is_asked() -> None:
    reference = "vault:secret/data/tls#key"
    with _own_openbao(tls=True) as openbao:
        openbao.ask("POST", "secret/data/tls", {"data": {"key": CANARY}})
        trusting = VaultOptions(openbao.url, ROOT, ca_file=openbao.ca_file)

        assert _read(trusting, reference) == [CANARY]
        with pytest.raises(SecretUnavailable, match=r"secrets\.vault_ca_file"):
            _read(VaultOptions(openbao.url, ROOT), reference)
        with pytest.raises(SecretUnavailable, match="cannot be used"):
            _read(VaultOptions(openbao.url, ROOT, ca_file=Path("/nonexistent")), reference)


def test_what_takes_requests_and_never_answers_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"

        with pytest.raises(SecretUnavailable, match=r"secrets\.vault_url"):
            _read(VaultOptions(address, ROOT, timeout_s=0.1), "vault:secret/data/some#key")


def test_neither_the_token_nor_the_secret_is_ever_logged(
    openbao: OpenBao, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)  # of libraries, the program never logs less
    wrong = f"token-{uuid4().hex}"
    openbao.ask("POST", "secret/data/logged", {"data": {"key": CANARY}})

    found = _read(_options(openbao), "vault:secret/data/logged#key")
    with pytest.raises(SecretRefused) as caught:
        _read(_options(openbao, wrong), "vault:secret/data/logged#key")

    told = caplog.text + "".join(traceback.format_exception(caught.value))
    assert found == [CANARY]
    for secret in (CANARY, ROOT, wrong):
        assert secret not in told
