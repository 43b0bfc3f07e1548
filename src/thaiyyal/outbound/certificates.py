"""TLS as a client: whom to trust, and what proves who we are, without leaving keys in files."""

import os
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from thaiyyal.outbound.credentials import ClientCertificate
from thaiyyal.sdk.errors import Terminal

_PROTOCOLS = ["http/1.1"]


@cache
def default_context() -> ssl.SSLContext:
    """Return the context that trusts the authorities of the system, made once."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(_PROTOCOLS)
    return context


def context_with(certificate: ClientCertificate) -> ssl.SSLContext:
    """Return a context that shows a certificate; its ``authority`` is all that is trusted then.

    Raises:
        StepError: tls_error, when the texts are no PEM or do not belong together.
    """
    try:
        # Given an authority, the library does not load those of the system.
        context = ssl.create_default_context(cadata=certificate.authority or None)
        with _readable(f"{certificate.private_key}\n{certificate.certificate}\n") as path:
            # Without a password the library would ask for one on the terminal.
            context.load_cert_chain(path, password="")
    except (ssl.SSLError, ValueError) as error:
        raise _unusable() from error
    context.set_alpn_protocols(_PROTOCOLS)
    return context


@contextmanager
def _readable(pem: str) -> Iterator[str]:
    """Yield a path under which the library reads ``pem``: memory where the system can do that.

    Elsewhere it is a file that nobody else may read, deleted at the end of the block.
    """
    if not hasattr(os, "memfd_create") or not Path("/proc/self/fd").exists():
        with tempfile.TemporaryDirectory(prefix="thaiyyal-") as folder:
            path = Path(folder) / "key.pem"
            path.touch(mode=0o600)
            path.write_text(pem, encoding="ascii")
            yield str(path)
        return
    descriptor = os.memfd_create("thaiyyal", os.MFD_CLOEXEC)
    try:
        with os.fdopen(os.dup(descriptor), "w", encoding="ascii") as file:
            file.write(pem)
        yield f"/proc/self/fd/{descriptor}"
    finally:
        os.close(descriptor)


def _unusable() -> Terminal:
    return Terminal(
        "tls_error",
        "the client certificate of the credential cannot be used: certificate, private key and "
        "authority must be PEM texts, the key without a passphrase and that of the certificate",
    )
