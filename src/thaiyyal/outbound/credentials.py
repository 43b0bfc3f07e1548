"""What a credential adds to a request, and where credentials come from."""

from dataclasses import dataclass, field
from typing import Protocol

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
    that may be repeated is, before the step fails.
    """

    base_url: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    timeout_s: float | None = None
    max_bytes: int | None = None
    most: int | None = None
    per_s: float = 1.0
    retries: int = 0


@dataclass(frozen=True, slots=True)
class Credential:
    """What proves who asks; never printed. It may be shown to ``hosts`` only.

    ``hosts``: names; ``*.example.org`` stands for all below it, ``*`` for every host.
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

    def is_for(self, host: str) -> bool:
        """Whether it may be shown to a host (lower case, without a dot at its end).

        >>> Credential(hosts=("*.example.org",)).is_for("api.example.org")
        True
        >>> Credential(hosts=("example.org",)).is_for("evil-example.org")
        False
        """
        return any(
            pattern in ("*", host) or (pattern.startswith("*.") and host.endswith(pattern[1:]))
            for pattern in self.hosts
        )

    @property
    def needs_tls(self) -> bool:
        """Whether it is never sent in the open: its own address is one of https."""
        shows = bool(self.headers or self.query)
        return shows and (self.client.base_url or "").startswith("https://")


NO_CREDENTIAL = Credential()


class Credentials(Protocol):
    """The credentials that one execution may use, by name."""

    async def find(self, name: str) -> Credential | None:
        """Return the credential; None when there is none, or not for this workflow."""

    async def renew(self, name: str, refused: Credential) -> Credential | None:
        """Return a fresh one after a server has refused ``refused``; None when there is none."""


class NoCredentials:
    """Knows none."""

    async def find(self, name: str) -> Credential | None:
        return None

    async def renew(self, name: str, refused: Credential) -> Credential | None:
        return None


async def find_credential(credentials: Credentials, name: str, *, host: str) -> Credential:
    """Return the credential; raises ``unknown_credential`` rather than asking without it."""
    found = await credentials.find(name)
    if found is None or not found.is_for(host):
        raise unknown_credential(name, host)
    return found


def sent_in_the_open(name: str, host: str) -> Terminal:
    """Return the error for a credential that would lose the protection of its own address."""
    return Terminal(
        "tls_required",
        f'nothing was sent to {host}: the base address of the credential "{name[:100]}" begins '
        "with https:// and this url with http://; correct the url",
    )


def unknown_credential(name: str, host: str) -> Terminal:
    """Return the error for a credential that there is not, or not for this workflow and host."""
    return Terminal(
        "unknown_credential",
        f'there is no credential "{name[:100]}" that this workflow may use for {host}; '
        "create it, correct the name, or bind it to the workflow and the host",
    )
