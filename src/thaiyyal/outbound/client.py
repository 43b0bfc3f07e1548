"""The plain client behind the outbound port: vetted addresses, bounded sizes and times."""

import asyncio
import ssl
import time
from dataclasses import replace
from weakref import WeakKeyDictionary

import aiohttp

from thaiyyal.outbound.certificates import context_with, default_context
from thaiyyal.outbound.connector import VettingConnector, Way
from thaiyyal.outbound.credentials import ClientCertificate, Credential
from thaiyyal.outbound.failures import CLIENT_ERRORS, failure_of, place_of
from thaiyyal.outbound.host_classes import HostClasses
from thaiyyal.outbound.phases import PhaseTimeouts
from thaiyyal.outbound.pools import Pools
from thaiyyal.outbound.proxy import Proxy
from thaiyyal.outbound.resolver import Lookup
from thaiyyal.outbound.rules import Policy
from thaiyyal.outbound.sending import Parcel, send_parcel
from thaiyyal.outbound.shared_lookups import SharedLookups, system_lookups
from thaiyyal.outbound.sinks import BodySink
from thaiyyal.outbound.targets import read_target
from thaiyyal.sdk.context import Request, Response
from thaiyyal.sdk.errors import StepError
from thaiyyal.sdk.files import Files
from thaiyyal.telemetry.metrics_outbound import OutboundMetrics


class PlainOutbound:
    """Sends requests itself. One pool of connections per loop, tenant, policy and certificate.

    ``lookup``: the name service. ``tls``: the context for requests without a client certificate.
    """

    def __init__(
        self,
        *,
        phases: PhaseTimeouts | None = None,
        lookup: Lookup | None = None,
        tls: ssl.SSLContext | None = None,
        proxy: str | None = None,
        metrics: OutboundMetrics | None = None,
    ) -> None:
        self._lookups = SharedLookups(lookup) if lookup else system_lookups()
        through = Proxy.from_url(proxy) if proxy is not None else None
        self._way = Way(self._lookups.of(""), phases or PhaseTimeouts(), through)
        self._tls = tls
        self._metrics = metrics
        self._classes = HostClasses(metrics)
        self._pools: WeakKeyDictionary[asyncio.AbstractEventLoop, Pools] = WeakKeyDictionary()
        self._last: tuple[asyncio.AbstractEventLoop, Pools] | None = None

    @property
    def phases(self) -> PhaseTimeouts:
        """Return the times of the parts of an exchange."""
        return self._way.phases

    async def exchange(
        self,
        request: Request,
        *,
        policy: Policy,
        credential: Credential,
        sink: BodySink | None = None,
        files: Files | None = None,
        tenant: str = "",
    ) -> Response:
        """Carry out one exchange, no redirects; raises ``StepError`` with the http codes.

        The body of a 2xx answer goes to ``sink`` if there is one and the request saves its body;
        that of the response is empty then. ``files``: those that the request's body may name.
        ``tenant``: whose request it is; connections serve one tenant only.
        The phases are bounded here; the caller bounds the whole.
        """
        started, host = time.perf_counter(), ""
        outcome: int | str = "cancelled"
        try:
            target = read_target(request.url)
            host = target.host
            parcel = Parcel(request, target, credential, sink, files)
            response = await self._send(parcel, policy, tenant)
            outcome = response.status
        except StepError as error:
            outcome = error.code
            raise
        finally:
            if self._metrics is not None:
                is_refused = outcome == "address_blocked"
                host_class = "refused" if is_refused else self._classes.of(host)
                self._metrics.ended(host_class, outcome, time.perf_counter() - started)
        return response

    async def aclose(self) -> None:
        """Close the connections of this event loop; another loop may go on using the client."""
        self._last = None
        pools = self._pools.pop(asyncio.get_running_loop(), None)
        if pools is not None:
            await pools.aclose()

    async def _send(self, parcel: Parcel, policy: Policy, tenant: str) -> Response:
        pools = self._pools_here()
        pool = pools.take(policy, parcel.credential.certificate, tenant=tenant)
        try:
            pool.check(parcel.target, policy)
            return await send_parcel(parcel, pool.session)
        except CLIENT_ERRORS as error:
            place = place_of(parcel.target.host, parcel.target.port)
            raise failure_of(error, place) from error
        finally:
            pools.give_back(pool)

    def _pools_here(self) -> Pools:
        loop = asyncio.get_running_loop()
        if self._last is not None and self._last[0] is loop:
            return self._last[1]
        pools = self._pools.get(loop)
        if pools is None:
            pools = self._pools[loop] = Pools(self._open_session)
        self._last = (loop, pools)
        return pools

    def _open_session(
        self, tenant: str, policy: Policy, certificate: ClientCertificate | None
    ) -> aiohttp.ClientSession:
        tls = self._tls or default_context() if certificate is None else context_with(certificate)
        way = replace(self._way, lookup=self._lookups.of(tenant))
        connector = VettingConnector(way, policy=policy, tls=tls, classes=self._classes)
        return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
