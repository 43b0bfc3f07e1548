"""Secrets go through the whole product and are seen nowhere; a marker beside them is seen."""

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes
from urllib.parse import quote

from tests.acceptance.server import canary_executions as executions
from tests.acceptance.server.canaries import Canaries
from tests.acceptance.server.canary_accounts import come_in, live
from tests.acceptance.server.canary_commands import run_commands
from tests.acceptance.server.canary_credentials import (
    change_credential,
    make_credentials,
    try_credentials,
)
from tests.acceptance.server.canary_people import People
from tests.acceptance.server.canary_processes import Processes, processes
from tests.acceptance.server.canary_services import AUTHORITY, Services, services
from tests.acceptance.server.canary_sinks import dumped
from tests.acceptance.server.canary_sweep import follow, look_at_everything
from tests.acceptance.server.process import EMAIL
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
        go(tour)
        sinks = {**dumped(tour.owner), **tour.people.answers}
        codes = tour.started.stop()
        sinks |= {**tour.started.said(), **tour.started.kept()}

    assert codes == [0, 0]
    assert tour.canaries.leaks(sinks) == []
    sent = {"services": "\n".join(tour.services.received).encode()}
    print(tour.canaries.sees_marker(sinks))


def go(tour: Tour) -> None:
    """Do everything."""
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
    begun = executions.begin_to_wait(people, served)
    follower = follow(people, begun)
    tour.started.kill("server")
    tour.started.kill("worker")
    served.may_answer.set()
    follower.join()
    start(tour)
    executions.decide(people, begun)
    change_credential(people, ids["bearer"], "token", canaries.plant("bearer, changed"))
    executions.signal(people, begun)
    look_at_everything(people)
    run_commands(tour.started, canaries, people.get("/tenant")["slug"])
