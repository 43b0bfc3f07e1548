"""The second factor: six digits that change every 30 seconds (RFC 6238), each used once."""

import hmac
import re
from datetime import datetime

import pyotp

ISSUER = "Thaiyyal"
STEP_S = 30

_CODE = re.compile(r"[0-9]{6}")
_WINDOW = (-1, 0, 1)  # the clock of a phone may be half a minute off


def new_totp_secret() -> str:
    """Return a fresh secret of 160 bits, in base32, as authenticator apps take it."""
    return pyotp.random_base32()


def otpauth_uri(secret: str, *, email: str) -> str:
    """Return the address that an authenticator app reads, for instance as a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def verify_totp(secret: str, code: str, *, at: datetime, last_step: int | None) -> int | None:
    """Return the step of ``code`` if it is right now, else None.

    The caller stores the step as ``last_step``: neither it nor an earlier one is taken again, so
    that a code that was read over a shoulder is worth nothing.
    """
    typed = "".join(code[:32].split())
    if not _CODE.fullmatch(typed):
        return None
    totp = pyotp.TOTP(secret, interval=STEP_S)
    now = int(at.timestamp()) // STEP_S
    steps = [now + offset for offset in _WINDOW]
    right = [step for step in steps if hmac.compare_digest(totp.generate_otp(step), typed)]
    fresh = [step for step in right if last_step is None or step > last_step]
    return max(fresh, default=None)
