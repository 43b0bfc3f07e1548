"""Secrets go through the whole product and are seen nowhere; a marker beside them is seen."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes
from urllib.parse import quote

from tests.acceptance.server import canary_executions as executions
from tests.acceptance.server.canaries import Canaries, is_in
from tests.acceptance.server.canary_accounts import come_in, live
from tests.acceptance.server.canary_commands import run_commands
from tests.acceptance.server.canary_credentials import (
    SENT,
    change_credential,
    make_credentials,
    try_credentials,
)
from tests.acceptance.server.canary_people import STREAM, People
from tests.acceptance.server.canary_processes import Processes, processes
from tests.acceptance.server.canary_services import AUTHORITY, Services, services
from tests.acceptance.server.canary_sinks import dumped
from tests.acceptance.server.canary_sweep import follow, look_at_everything
from tests.acceptance.server.process import EMAIL
from thaiyyal.kernel.redaction import MASK
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import TEMPLATE
from thaiyyal.testing.postgres import fresh_database


@dataclass(frozen=True, slots=True)
class Tour:
    """What a tour needs, and how to connect as the owner of the schema."""

    canaries: Canaries
    people: People
    started: Processes
    services: Services
    owner: str


@contextmanager
def beginning(postgres: EmbeddedServer, folder: Path) -> Iterator[Tour]:
    """Yield everything, started."""
    canaries, name = Canaries(), fresh_database(postgres, TEMPLATE)
    password = quote(canaries.plant("database password"), safe="")
    place = quote(str(postgres.socket_dir), safe="")
    url = f"postgresql://thaiyyal_app:{password}@/{name}?host={place}&port=5432"
    trusted = folder / "trusted.pem"
    AUTHORITY.cert_pem.write_to_path(trusted)
    settings = {**_SETTINGS, "DATABASE_URL": url}
    for key in ("signing", "encryption"):
        made = canaries.add(f"{key} key", b64encode(token_bytes(32)).decode())
        settings[f"AUTH__{key.upper()}_KEYS"] = json.dumps({"k1": made})
    token = canaries.plant("oauth")
    with services(token) as served, processes(folder, trusted, settings) as started:
        owner = postgres.conninfo(user="thaiyyal_owner", database=name)
        tour = Tour(canaries, People(canaries, 0), started, served, owner)
        canaries.plant("owner's password")
        start(tour)
        yield tour


_SETTINGS = {
    "AUTH__ALLOW_WEAK_HASHING": "true",
    "AUTH__BCRYPT_COST": "4",
    "AUTH__LOCKOUT_FAILURES": "100",
    "LIMITS__REQUESTS_PER_MINUTE": "1000000",
    "LIMITS__SIGN_INS_PER_MINUTE_ACCOUNT": "1000000",
    "LIMITS__SIGN_INS_PER_MINUTE_ADDRESS": "1000000",
    "LOG__LEVEL": "debug",
    "OUTBOUND__ALLOW_NETWORKS": "127.0.0.1/32",
    "OUTBOUND__BREAKER_FAILURES": "0",
    "WORKER__LEASE_S": "1",
    "WORKER__HEARTBEAT_S": "0.3",
    "WORKER__SWEEP_S": "0.2",
    "WORKER__WAKE_S": "0.1",
}


def start(tour: Tour) -> None:
    """Start server and worker."""
    secret = {"OWNER_EMAIL": EMAIL, "OWNER_PASSWORD": tour.canaries.secrets["owner's password"]}
    tour.started.start("server", "server", "--port", "0", **secret)
    file = tour.started.folder / "database"
    file.write_text(tour.started.settings["DATABASE_URL"])
    file.chmod(0o600)
    by_file = {"DATABASE_URL": "", "DATABASE_URL_FILE": str(file), "WORKER__HEALTH_PORT": "0"}
    tour.started.start("worker", "worker", **by_file)
    tour.people.port = tour.started.port("server")
    tour.started.port("worker")


def test_secrets_are_seen_nowhere(postgres: EmbeddedServer, folder: Path) -> None:
    with beginning(postgres, folder) as tour:
        codes = go(tour)
        sinks = {**dumped(tour.owner), **tour.people.answers}
        assert tour.started.stop() == [0, 0]
        sinks |= {**tour.started.said(), **tour.started.kept()}

    leaks, lost = tour.canaries.leaks(sinks), not_sent(tour)
    seen = set(map(kind_of, tour.canaries.sees_marker(sinks)))
    succeeded = {name for name, code in codes.items() if code == 0}
    assert leaks == []
    assert lost == []
    assert SEEN - seen == set()
    assert succeeded == RIGHT_COMMANDS


def go(tour: Tour) -> dict[str, int]:
    """Do everything; return the exit codes of commands."""
    people, canaries, served = tour.people, tour.canaries, tour.services
    password = canaries.secrets["owner's password"]
    come_in(people, password)
    live(people, password)
    ids = make_credentials(people, served)
    served.mailbox.refusing["bob"] = f"550 5.1.1 {canaries.secrets['mail password']}"
    try_credentials(people, served, ids)
    executions.spread(people, served.web)
    executions.certified(people, served.bank)
    executions.inputs(people)
    executions.again(people, served)
    executions.hooks(people, served)
    executions.files(people, served)
    go_on_after_death(tour, ids["bearer"])
    look_at_everything(people)
    people.answers["answer of the worker's metrics"] = tour.started.metrics("worker")
    return run_commands(tour.started, canaries, people.get("/tenant")["slug"])


def go_on_after_death(tour: Tour, credential: str) -> None:
    """Kill everything in the middle of an execution, change its credential, let it go on."""
    people, canaries = tour.people, tour.canaries
    begun = executions.begin_to_wait(people, tour.services)
    follower = follow(people, begun)
    tour.started.kill("server")
    tour.started.kill("worker")
    tour.services.may_answer.set()
    follower.join()
    start(tour)
    executions.decide(people, begun)
    old, new = canaries.secrets["bearer"], canaries.plant("bearer, changed")
    change_credential(people, credential, "token", new)
    done = executions.signal(people, begun)
    assert done["output"][1:4] == [len(old), MASK, MASK], done["status"]


def not_sent(tour: Tour) -> list[str]:
    """Return the secrets that did not travel."""
    given, served = tour.canaries.secrets, tour.services
    names = (*SENT, "headers, second", "client secret", "client secret that is refused",
             "bearer, changed")  # fmt: skip
    lost = [name for name in names if not is_in(given[name], served.received)]
    lost += [f"{name} by mail" for name in SENT if not is_in(given[name], served.subjects)]
    if not is_in(given["mail password"], served.signed_in):
        lost.append("mail password")
    return lost


def kind_of(sink: str) -> str:
    """Return the name of a sink without what differs from tour to tour.

    >>> kind_of("answer 7 GET /executions/0198c0de-7a1e-7000-8000-000000000001 as owner")
    'GET /executions/ID as owner'
    """
    for pattern, instead in _DIFFERENT:
        sink = re.sub(pattern, instead, sink)
    return sink


_DIFFERENT = (
    (r"^answer \d+ ", ""),
    (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", "ID"),
    (r"/files/[0-9a-f]{64}", "/files/DIGEST"),
    (r"/steps/\d+/", "/steps/SEQ/"),
    (r"/hooks/\S+", "/hooks/ADDRESS"),
    (r"_y\d+m\d+\.", "."),
)
RIGHT_COMMANDS = {"doctor-json", "audit-export", "tenant-export"}
SEEN = {
    STREAM,
    "GET /approvals as owner",
    "GET /approvals/ID as viewer",
    "GET /audit-logs as owner",
    "GET /audit-logs/export as owner",
    "GET /executions/ID as owner",
    "GET /executions/ID/logs as owner",
    "GET /executions/ID/steps as owner",
    "GET /executions/ID/steps/SEQ/output as owner",
    "GET /tenant/export as owner",
    "GET /workflows/ID/executions/ID as viewer",
    "GET /workflows/ID/executions/ID/events as owner",
    "GET /workflows/ID/executions/ID/files/DIGEST as owner",
    "GET /workflows/ID/executions/ID/steps as viewer",
    "GET /workflows/ID/export as owner",
    "POST //api/v1/hooks/ADDRESS as stranger",
    "POST /approvals/ID/decide as owner",
    "POST /workflows/ID/execute as owner",
    "POST /workflows/ID/executions/ID/retry as owner",
    "process audit-export.out",
    "process doctor-json.out",
    "process server.err",
    "process tenant-export.out",
    "table public.approvals.request",
    "table public.audit_logs.after",
    "table public.blobs.content",
    "table public.execution_logs.message",
    "table public.executions.error",
    "table public.executions.input",
    "table public.executions.output",
    "table public.executions.pinned",
    "table public.file_chunks.content",
    "table public.signals.payload",
    "table public.steps.error",
    "table public.steps.output",
    "table public.workflow_versions.document",
}
"""Where the marker is seen, that went the same ways. Metrics tell no values, whosever."""
