"""Redis behind TLS: its certificate is checked, and so is its name."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from thaiyyal.store.shared.errors import RedisAway
from thaiyyal.store.shared.redis_link import RedisFacts, RedisLink, RedisOptions
from thaiyyal.testing.redis_server import (
    MISSING,
    RedisNotStarted,
    RedisServer,
    find_redis,
    temporary_redis,
)


def _make_certificate(folder: Path) -> tuple[Path, Path]:
    """Write a certificate for the loopback address that nobody else has signed, and its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "redis")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate_file, key_file = folder / "redis.crt", folder / "redis.key"
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate_file, key_file


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[RedisServer, Path]]:
    program = find_redis()
    if program is None:
        pytest.skip(MISSING)
    certificate, key = _make_certificate(tmp_path)
    files = ["--tls-cert-file", str(certificate), "--tls-key-file", str(key)]
    try:
        with temporary_redis(program, [*files, "--tls-auth-clients", "no"], tls=True) as server:
            yield server, certificate
    except RedisNotStarted:
        pytest.skip("the redis-server that is installed here was built without TLS")


async def _facts(url: str) -> RedisFacts:
    link = RedisLink(RedisOptions(url))
    try:
        return await link.facts()
    finally:
        await link.close()


def test_a_redis_whose_certificate_is_known_is_reached(served: tuple[RedisServer, Path]) -> None:
    server, certificate = served

    facts = asyncio.run(_facts(f"{server.url}?ssl_ca_certs={certificate}"))

    assert facts.version


def test_a_redis_whose_certificate_nobody_signed_is_not_talked_to(
    served: tuple[RedisServer, Path],
) -> None:
    server, _ = served

    with pytest.raises(RedisAway):
        asyncio.run(_facts(server.url))
