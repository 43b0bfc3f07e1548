"""Shapes of the second factor."""

from typing import Annotated

from pydantic import ConfigDict, Field, SecretStr, model_validator

from thaiyyal.features.accounts.sessions.schemas import Password
from thaiyyal.features.routing import Schema

Code = Annotated[SecretStr, Field(min_length=1, max_length=64, examples=["123456"])]


class TotpSecret(Schema):
    """A secret for an authenticator app; in force when its first code is confirmed."""

    secret: str = Field(description="In base32, for typing.")
    otpauth_uri: str = Field(description="For a QR code.")


class TotpCode(Schema):
    """The code that the app shows now."""

    code: Code


class RecoveryCodes(Schema):
    """Codes that stand in for the app, once each. They are not shown again."""

    recovery_codes: list[str]


class Confirmation(Schema):
    """Your password, or a code of the second factor: one of the two."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "123456"}]})

    password: Password | None = None
    code: Code | None = None

    @model_validator(mode="after")
    def _one(self) -> "Confirmation":
        if (self.password is None) == (self.code is None):
            raise ValueError("send your password or a code, one of the two")
        return self
