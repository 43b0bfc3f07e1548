"""Secrets of AWS Secrets Manager, as moto plays it behind real HTTP."""

import asyncio
import json
import socket
from typing import Any
from uuid import uuid4

import boto3
import pytest

from thaiyyal.secrets import (
    AwsOptions,
    Reference,
    SecretRefused,
    SecretUnavailable,
    UnknownSecret,
    kept,
    open_sources,
    providers_of,
)

REGION = "eu-central-1"
CANARY = "canary-77ab31"


@pytest.fixture
def manager(aws: str) -> Any:
    return boto3.client("secretsmanager", region_name=REGION, endpoint_url=aws)


def _read(options: AwsOptions, *references: Reference) -> list[str]:
    async def work() -> list[str]:
        sources = open_sources(None, options, kept_s=60)
        try:
            return [await sources.read(reference) for reference in references]
        finally:
            await sources.aclose()

    return asyncio.run(work())


def _name() -> str:
    return f"shop/{uuid4().hex}"


def test_members_and_whole_texts_are_read(aws: str, manager: Any) -> None:
    members, text = _name(), _name()
    manager.create_secret(Name=members, SecretString=json.dumps({"key": CANARY, "port": 1}))
    manager.create_secret(Name=text, SecretString="all of it")

    found = _read(
        AwsOptions(REGION, aws),
        Reference("aws", members, "key"),
        Reference("aws", members, "port"),
        Reference("aws", text),
    )

    assert found == [CANARY, "1", "all of it"]


def test_a_rotated_secret_is_there_after_a_refresh(
    aws: str, manager: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "YOUNG_S", 0.0)
    reference = Reference("aws", _name())
    manager.create_secret(Name=reference.name, SecretString="old")

    async def work() -> list[str]:
        sources = open_sources(None, AwsOptions(REGION, aws), kept_s=60)
        first = await sources.read(reference)
        manager.put_secret_value(SecretId=reference.name, SecretString="new")
        found = [first, await sources.read(reference), await sources.refresh(reference)]
        await sources.aclose()
        return found

    assert asyncio.run(work()) == ["old", "old", "new"]


@pytest.mark.parametrize("member", ["none", "empty"])
def test_members_that_are_missing_or_empty_are_errors(aws: str, manager: Any, member: str) -> None:
    name = _name()
    manager.create_secret(Name=name, SecretString=json.dumps({"empty": "", "key": CANARY}))

    with pytest.raises(UnknownSecret) as caught:
        _read(AwsOptions(REGION, aws), Reference("aws", name, member))

    assert CANARY not in caught.value.message


def test_what_is_not_there_or_no_text_is_an_error(aws: str, manager: Any) -> None:
    raw, plain, ending = _name(), _name(), _name()
    manager.create_secret(Name=raw, SecretBinary=b"\x00\x01")
    manager.create_secret(Name=plain, SecretString=CANARY)
    manager.create_secret(Name=ending, SecretString=CANARY)
    manager.delete_secret(SecretId=ending)

    for reference in (
        Reference("aws", "shop/none"),
        Reference("aws", raw),
        Reference("aws", plain, "member"),
        Reference("aws", ending),
    ):
        with pytest.raises(UnknownSecret) as caught:
            _read(AwsOptions(REGION, aws), reference)
        assert CANARY not in caught.value.message


def test_a_service_that_is_away_is_a_clear_error() -> None:
    with pytest.raises(SecretUnavailable, match=r"secrets\.aws_endpoint"):
        _read(AwsOptions(REGION, "http://127.0.0.1:1", 1.0), Reference("aws", "shop"))


def test_what_takes_requests_and_never_answers_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"

        with pytest.raises(SecretUnavailable, match="AWS"):
            _read(AwsOptions(REGION, address, 0.1), Reference("aws", "shop"))


def test_without_access_the_error_says_how_to_get_it(
    aws: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")

    with pytest.raises(SecretRefused, match="AWS_ACCESS_KEY_ID"):
        _read(AwsOptions(REGION, aws), Reference("aws", "shop"))


def test_without_a_region_the_error_names_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")

    with pytest.raises(SecretUnavailable, match=r"secrets\.aws_region"):
        _read(AwsOptions(), Reference("aws", "shop"))


def test_the_check_needs_no_secret_of_its_own(aws: str) -> None:
    async def work() -> str:
        provider = providers_of(None, AwsOptions(REGION, aws))["aws"]
        try:
            return await provider.check()
        finally:
            provider.close()

    assert "knows us" in asyncio.run(work())
