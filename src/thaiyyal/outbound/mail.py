"""Handing messages to mail servers: over a socket of ours to a vetted address, never in the open.

The name is looked up once, all its addresses are vetted, and one of them is dialled; the
certificate is checked against the name. ``security``: ``tls`` from the first byte, ``starttls``
before anything is told (a server without it is an error), ``none`` for servers of one's own network
only: addresses that are not public and that the policy allows, and no password.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from ipaddress import IPv6Address

from aiosmtplib import SMTP, SMTPException

from thaiyyal.outbound.addresses import AddressPolicy
from thaiyyal.outbound.connector import open_socket
from thaiyyal.outbound.credentials import Credential, Credentials, MailAccount
from thaiyyal.outbound.failures import place_of
from thaiyyal.outbound.letters import build_letter, read_sender
from thaiyyal.outbound.mail_dialogue import hand_over, secure, sign_in
from thaiyyal.outbound.mail_failures import Progress, no_tls, translated
from thaiyyal.outbound.networks import Address
from thaiyyal.outbound.phases import PhaseTimeouts
from thaiyyal.outbound.resolver import Lookup, resolve
from thaiyyal.outbound.rules import Policy
from thaiyyal.outbound.shared_lookups import system_lookups
from thaiyyal.outbound.targets import Target, check_target, read_target
from thaiyyal.sdk.context import Delivered, Mail
from thaiyyal.sdk.errors import Terminal

_GREETING = "[127.0.0.1]"  # what a client without a public name says (RFC 5321, 4.1.4)
_GOODBYE_S = 2.0
_NOT_IN_HOSTS = frozenset("/?#@[]\\% ")


@cache
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()


@dataclass(frozen=True, slots=True)
class MailClient:
    """How mail servers are reached; each message has a connection of its own."""

    phases: PhaseTimeouts = field(default_factory=PhaseTimeouts)
    lookup: Lookup | None = None
    tls: ssl.SSLContext | None = None

    def for_tenant(self, tenant: str) -> "MailClient":
        """Return the client whose look-ups are those of a tenant."""
        return self if self.lookup else replace(self, lookup=system_lookups().of(tenant))

    async def deliver(self, mail: Mail, account: MailAccount, *, policy: Policy) -> Delivered:
        """Hand ``mail`` over; raises ``StepError``."""
        letter = await asyncio.to_thread(build_letter, mail, account)
        progress = Progress()
        with translated(place_of(account.host, account.port), progress):
            async with (
                asyncio.timeout(mail.timeout_s) as limit,
                self._connected(account, policy) as smtp,
            ):
                done = await hand_over(smtp, letter, host=account.host, progress=progress)
                limit.reschedule(None)  # it is delivered, however long the goodbye takes
        return done

    async def check(self, account: MailAccount, *, policy: Policy, timeout_s: float = 30.0) -> None:
        """Connect and sign in, send nothing; raises ``StepError``."""
        read_sender(account)
        with translated(place_of(account.host, account.port), Progress()):
            async with asyncio.timeout(timeout_s), self._connected(account, policy):
                return

    @asynccontextmanager
    async def _connected(self, account: MailAccount, policy: Policy) -> AsyncIterator[SMTP]:
        dialled = await self._dial(account, policy)
        smtp = SMTP(
            hostname=target_of(account).host,
            sock=dialled,
            use_tls=account.security not in ("starttls", "none"),
            start_tls=False,
            tls_context=self.tls or _trusted(),
            local_hostname=_GREETING,
            timeout=self.phases.first_byte_s,
        )
        try:
            await smtp.connect(timeout=self._greeting_s(account))
            await secure(smtp, account, timeout_s=self.phases.tls_s)
            await sign_in(smtp, account)
            yield smtp
            await _say_goodbye(smtp)
        finally:
            _hang_up(smtp)

    def _greeting_s(self, account: MailAccount) -> float:
        is_plain = account.security in ("starttls", "none")
        return self.phases.first_byte_s if is_plain else self.phases.tls_s

    async def _dial(self, account: MailAccount, policy: Policy) -> socket.socket:
        target = target_of(account)
        check_target(target, policy)
        addresses = [target.address] if target.address else await self._resolve(target, policy)
        _check_plain(account, addresses)
        return await self._dial_one_of(addresses, target, policy)

    async def _resolve(self, target: Target, policy: Policy) -> list[Address]:
        return await resolve(
            target.host,
            lookup=self.lookup or system_lookups().of(""),
            policy=policy,
            timeout_s=self.phases.resolve_s,
        )

    async def _dial_one_of(
        self, addresses: Sequence[Address], target: Target, policy: Policy
    ) -> socket.socket:
        failure: OSError = ConnectionError("no address was tried")
        each_s = self.phases.connect_s / len(addresses)
        for address in addresses:
            try:
                return await _dial_address(address, target.port, policy, each_s)
            except OSError as error:  # a timeout is one
                failure = error
        raise failure


async def check_account(
    account: MailAccount, *, policy: Policy, client: MailClient | None = None
) -> None:
    """Connect to the server of ``account`` and sign in, send nothing; raises ``StepError``."""
    await (client or MailClient()).check(account, policy=policy)


async def find_account(credentials: Credentials, name: str) -> MailAccount:
    """Return the mail account that a credential holds; raises ``unknown_credential``."""
    found = await credentials.find(name)
    account = found.mail if found is not None else None
    if found is None or account is None or not _is_for(found, account):
        raise Terminal(
            "unknown_credential",
            f'there is no credential "{name[:100]}" for a mail server that this workflow may use; '
            "create it, correct the name, or bind it to the workflow and its server",
        )
    return account


def _is_for(credential: Credential, account: MailAccount) -> bool:
    target = target_of(account)
    return credential.is_for(target.host, target.port)


def target_of(account: MailAccount) -> Target:
    """Return where the server is, its host read as strictly as that of a url."""
    host = account.host
    if _NOT_IN_HOSTS.intersection(host):
        raise _bad_host(host)
    target = read_target(f"https://{f'[{host}]' if ':' in host else host}:{account.port}/")
    if target.port != account.port:
        raise _bad_host(host)
    return target


async def _dial_address(
    address: Address, port: int, policy: Policy, timeout_s: float
) -> socket.socket:
    family = socket.AF_INET6 if isinstance(address, IPv6Address) else socket.AF_INET
    endpoint = (str(address), port)
    info = (family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", endpoint)
    opened = open_socket(info, policy)
    try:
        async with asyncio.timeout(timeout_s):
            await asyncio.get_running_loop().sock_connect(opened, endpoint)
    except BaseException:
        opened.close()
        raise
    return opened


def _hang_up(smtp: SMTP) -> None:
    # By name: the transports of other event loops are no `asyncio.WriteTransport`.
    abort = getattr(smtp.transport, "abort", None)
    smtp.close()
    if abort is not None:
        abort()  # a server that does not end TLS would hold the connection


async def _say_goodbye(smtp: SMTP) -> None:
    with suppress(SMTPException, OSError):
        await smtp.quit(timeout=_GOODBYE_S)


def _check_plain(account: MailAccount, addresses: Sequence[Address]) -> None:
    if account.security != "none":
        return
    public = AddressPolicy()
    if account.username is not None:
        raise no_tls(account.host, "a password is sent over TLS only")
    if any(public.refusal(address) is None for address in addresses):
        raise no_tls(account.host, "without TLS only servers of one's own network are used")


def _bad_host(host: str) -> Terminal:
    return Terminal("bad_url", f'"{host[:80]}" is no name of a mail server')
