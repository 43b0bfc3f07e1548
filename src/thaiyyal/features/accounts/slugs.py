"""Short names of tenants, made from long ones. Pure."""

import re
import unicodedata

_LONGEST = 50
_OTHER = re.compile(r"[^a-z0-9]+")


def slug_from_name(name: str) -> str:
    """Return the short name of a tenant called ``name``.

    >>> slug_from_name("Zoë & Söhne GmbH"), slug_from_name("株式会社")
    ('zoe-sohne-gmbh', 'tenant')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _OTHER.sub("-", plain)[:_LONGEST].strip("-") or "tenant"
