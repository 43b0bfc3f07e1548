"""What a credential adds to a request, and where credentials come from."""

from dataclasses import dataclass, field
from typing import Protocol

from thaiyyal.outbound.host_patterns import stands_for
from thaiyyal.sdk.errors import Terminal


@dataclass(frozen=True, slots=True)
class ClientCertificate:
    """What proves who we are in TLS, as PEM texts; ``authority``: whom the server must be from."""

    certificate: str = field(repr=False)
    private_key: str = field(repr=False)
    authority: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class MailAccount:
    """A mail server and who sends there. ``security``: tls, starttls or none."""

    host: str
    port: int
    security: str
    sender: str
    username: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ClientSettings:
    """What a named HTTP client sets for all its requests; None leaves it as it is.

    ``base_url``: what urls without a scheme are read against. ``headers``: defaults, no secrets.
    ``most``, ``per_s``: requests in so many seconds to one host. ``retries``: how often a request
    that may be repeated is, before the step fails. ``allows_plain_http``: secrets may go to public
    addresses without TLS, where everybody on the way can read them.
    """

    base_url: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    timeout_s: float | None = None
    max_bytes: int | None = None
    most: int | None = None
    per_s: float = 1.0
    retries: int = 0
    allows_plain_http: bool = False


@dataclass(frozen=True, slots=True)
class Credential:
    """What proves who asks; never printed. It may be shown to ``hosts`` only.

    ``hosts``: names; ``*.example.org`` stands for all below it, ``*`` for every host; one with a
    port (``api.example.org:8443``) stands for that port only.
    ``key``: another one for other secrets; connections with a certificate are pooled by it.
    ``secrets``: the texts that must not be seen anywhere. ``is_renewable``: whether a refusal by
    the server may be because it has expired.
    """

    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    query: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    hosts: tuple[str, ...] = ("*",)
    client: ClientSettings = ClientSettings()
    certificate: ClientCertificate | None = None
    mail: MailAccount | None = None
    key: str = ""
    secrets: tuple[str, ...] = field(default=(), repr=False)
    is_renewable: bool = False

    def is_for(self, host: str, port: int) -> bool:
        """Whether it may be shown to a host (lower case, without a dot at its end) at a port.

        >>> Credential(hosts=("*.example.org",)).is_for("api.example.org", 8443)
        True
        >>> Credential(hosts=("example.org",)).is_for("evil-example.org", 443)
        False
        """
        return any(stands_for(pattern, host, port) for pattern in self.hosts)

    @property
    def is_secret(self) -> bool:
        """Whether something is sent with it that nobody on the way may read."""
        return bool(self.headers or self.query or self.secrets)

    @property
    def needs_tls(self) -> bool:
        """Whether it is never sent in the open, wherever: its own address is one of https."""
        return self.is_secret and (self.client.base_url or "").startswith("https://")


NO_CREDENTIAL = Credential()


class Credentials(Protocol):
    """The credentials that one execution may use, by name."""

    async def find(self, name: str) -> Credential | None:
        """Return the credential; None when there is none, or not for this workflow."""

    async def renew(self, name: str, refused: Credential) -> Credential | None:
        """Return a fresh one after a server has refused ``refused``; None when there is none."""


class OneCredential:
    """Knows one, by any name."""

    def __init__(self, credential: Credential) -> None:
        self._credential = credential

    async def find(self, name: str) -> Credential | None:
        return self._credential

    async def renew(self, name: str, refused: Credential) -> Credential | None:
        return None


class NoCredentials:
    """Knows none."""

    async def find(self, name: str) -> Credential | None:
        return None

    async def renew(self, name: str, refused: Credential) -> Credential | None:
        return None


def sent_in_the_open(name: str, host: str) -> Terminal:
    """Return the error for a credential that would lose the protection of its own address."""
    return Terminal(
        "tls_required",
        f'nothing was sent to {host}: the base address of the credential "{name[:100]}" begins '
        "with https:// and this url with http://; correct the url",
    )


def readable_on_the_way(host: str) -> Terminal:
    """Return the error for a secret that would go to a public address without TLS."""
    return Terminal(
        "tls_required",
        f"nothing was sent to {host}: the url begins with http:// and leads to a public address, "
        "so that everybody on the way could read the credential; write https://, or set "
        "allow_plain_http at the credential",
    )


def unknown_credential(name: str, host: str) -> Terminal:
    """Return the error for a credential that there is not, or not for this workflow and host."""
    return Terminal(
        "unknown_credential",
        f'there is no credential "{name[:100]}" that this workflow may use for {host}; '
        "create it, correct the name, or bind it to the workflow and the host",
    )
