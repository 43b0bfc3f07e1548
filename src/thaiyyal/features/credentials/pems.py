"""Whether a certificate and its private key can be read, and belong to each other."""

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from thaiyyal.features.credentials.building import text
from thaiyyal.features.credentials.errors import Problem
from thaiyyal.features.credentials.fields import Values, is_reference


def problems(values: Values) -> list[Problem]:
    """Return what is wrong with the texts of a client certificate; a key elsewhere is not read."""
    certificate = _certificate(text(values, "certificate"))
    key = text(values, "private_key")
    found = []
    if certificate is None:
        found.append(_problem("certificate", "unreadable", "is no certificate that can be read"))
    if text(values, "authority") and _certificate(text(values, "authority")) is None:
        found.append(_problem("authority", "unreadable", "is no certificate that can be read"))
    if not is_reference(key):
        found += _key_problems(certificate, _private_key(key))
    return found


def _key_problems(
    certificate: x509.Certificate | None, key: PrivateKeyTypes | None
) -> list[Problem]:
    if key is None:
        return [_problem("private_key", "unreadable", "is no private key without a passphrase")]
    if certificate is not None and _spki(key) != certificate.public_key().public_bytes(
        Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    ):
        return [_problem("private_key", "mismatch", "is not the key of this certificate")]
    return []


def _spki(key: PrivateKeyTypes) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _certificate(pem: str) -> x509.Certificate | None:
    try:
        return x509.load_pem_x509_certificates(pem.encode())[0]
    except (ValueError, UnsupportedAlgorithm):
        return None


def _private_key(pem: str) -> PrivateKeyTypes | None:
    try:
        return load_pem_private_key(pem.encode(), None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None


def _problem(name: str, code: str, message: str) -> Problem:
    return Problem(f"/body/fields/{name}", code, message)
