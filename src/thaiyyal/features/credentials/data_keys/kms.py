"""Wrapping with a key of AWS KMS, or of what speaks its language; it never leaves there."""

from functools import partial
from uuid import UUID

from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.features.credentials.data_keys.wrapping import KeysUnavailable, Wrapped, told_as_keys
from thaiyyal.secrets import AwsLink, AwsProblem, patiently

_CHANGED = frozenset({"InvalidCiphertextException", "IncorrectKeyException"})


class KmsWrapper:
    """Binds each data key to its tenant by the encryption context. ``key``: what wraps new ones."""

    kind = "aws_kms"

    def __init__(self, link: AwsLink, key: str | None) -> None:
        self._link = link
        self._key = key

    async def wrap(self, plain: bytes, *, owner: bytes) -> Wrapped:
        """Encrypt a data key; KMS says under which key, whatever name it was asked by."""
        ask = partial(
            self._link.call,
            "encrypt",
            KeyId=self._key,
            Plaintext=plain,
            EncryptionContext=_context(owner),
        )
        try:
            with told_as_keys():
                answer = await patiently(ask)
        except AwsProblem as problem:
            raise self._useless(problem) from None
        return Wrapped(bytes(answer["CiphertextBlob"]), f"{self.kind}:{answer['KeyId']}")

    async def unwrap(self, wrapped: Wrapped, *, owner: bytes) -> bytes:
        """Decrypt a data key with the key that has encrypted it."""
        ask = partial(
            self._link.call,
            "decrypt",
            KeyId=wrapped.key,
            CiphertextBlob=wrapped.data,
            EncryptionContext=_context(owner),
        )
        try:
            with told_as_keys():
                answer = await patiently(ask)
        except AwsProblem as problem:
            if problem.code in _CHANGED:
                raise UnreadableSecret("a data key was changed or is not this owner's") from None
            raise self._useless(problem) from None
        return bytes(answer["Plaintext"])

    def close(self) -> None:
        """Let go of the connections."""
        self._link.close()

    def _useless(self, problem: AwsProblem) -> KeysUnavailable:
        return KeysUnavailable(
            f"{self._link.place} has no usable key for the keys of tenants ({problem.code}): "
            "check secrets.key_name, and that the key is enabled and not about to be deleted"
        )


def _context(owner: bytes) -> dict[str, str]:
    return {"tenant": str(UUID(bytes=owner))}
