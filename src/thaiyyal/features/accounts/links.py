"""The token of a one-time link: what is no token is answered like a link that has been used."""

from thaiyyal.features.accounts.errors import BadLink, BadToken
from thaiyyal.features.accounts.opaque import OpaqueKind, digest_of


def digest_of_link(token: str) -> bytes:
    """Return what is stored of a link; raises ``BadLink``."""
    try:
        return digest_of(token, OpaqueKind.ONE_TIME)
    except BadToken as error:
        raise BadLink from error
