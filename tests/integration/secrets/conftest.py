"""A real OpenBao, and moto in place of AWS, both behind real HTTP on loopback."""

from collections.abc import Iterator

import pytest
from moto.server import ThreadedMotoServer

from thaiyyal.testing.openbao_server import MISSING, OpenBao, find_openbao, temporary_openbao

REGION = "eu-central-1"


@pytest.fixture(scope="session")
def openbao() -> Iterator[OpenBao]:
    program = find_openbao()
    if program is None:
        pytest.skip(MISSING)
    with temporary_openbao(program) as server:
        server.ask("POST", "sys/mounts/kv1", {"type": "kv", "options": {"version": "1"}})
        server.ask("POST", "sys/mounts/transit", {"type": "transit"})
        yield server


@pytest.fixture(scope="session")
def aws() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(autouse=True)
def access_to_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
