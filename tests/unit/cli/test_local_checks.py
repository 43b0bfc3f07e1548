"""What the doctor sees of this machine."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from thaiyyal.cli import local_checks
from thaiyyal.cli.checkup import Finding, Status
from thaiyyal.settings import LoadedSettings, load_settings

MIB = 1024 * 1024


def loaded(data_dir: Path, file: Path | None = None, **environ: str) -> LoadedSettings:
    return load_settings({"data_dir": data_dir}, {"HOME": "/home/ada", **environ}, file)


def only(findings: list[Finding]) -> tuple[str, str]:
    (finding,) = findings
    return finding.status.value, finding.message


def test_a_data_directory_that_is_ours_alone_is_fine(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)

    found = list(local_checks.check_data_dir(loaded(tmp_path)))

    assert only(found) == ("ok", str(tmp_path))


def test_a_data_directory_that_is_not_there_yet_is_not_made(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"

    status, message = only(list(local_checks.check_data_dir(loaded(folder))))

    assert (status, message) == ("ok", f"{folder} will be made at the first start")
    assert not folder.parent.exists()


def test_a_file_in_the_place_of_the_data_directory_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    inside = list(local_checks.check_data_dir(loaded(tmp_path / "file" / "data")))
    itself = list(local_checks.check_data_dir(loaded(tmp_path / "file")))

    assert (only(inside)[0], only(itself)[0]) == ("problem", "problem")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_directory_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    assert only(list(local_checks.check_data_dir(loaded(tmp_path))))[0] == "problem"


@pytest.mark.parametrize("mode", [0o770, 0o702])
def test_a_data_directory_that_others_can_write_into_is_a_problem(
    mode: int, tmp_path: Path
) -> None:
    tmp_path.chmod(mode)

    status, message = only(list(local_checks.check_data_dir(loaded(tmp_path))))

    assert status == "problem"
    assert f"chmod go-w {tmp_path}" in message


def test_a_file_of_keys_that_others_can_read_is_a_problem(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    for name, mode in (("closed.json", 0o600), ("open.json", 0o640)):
        (tmp_path / name).touch(mode=mode)
        (tmp_path / name).chmod(mode)

    _, *rest = local_checks.check_data_dir(loaded(tmp_path))

    status, message = only(rest)
    assert status == "problem"
    assert "open.json" in message


@pytest.mark.parametrize(
    ("free", "status"),
    [
        (100 * MIB - 1, "problem"),
        (100 * MIB, "warning"),
        (1024 * MIB - 1, "warning"),
        (1024 * MIB, "ok"),
    ],
)
def test_little_room_is_told_in_time(free: int, status: str) -> None:
    assert local_checks.disk_finding(Path("/data"), free).status.value == status


def test_the_disk_of_a_directory_that_is_not_there_yet_is_its_parents(tmp_path: Path) -> None:
    (finding,) = local_checks.check_disk(loaded(tmp_path / "new"))

    assert finding.message.endswith(f"MiB free at {tmp_path}") or "make room" in finding.message


def test_a_clock_that_was_never_set_is_a_problem() -> None:
    never = local_checks.local_clock_finding(datetime(1970, 1, 1, tzinfo=UTC))
    fine = local_checks.local_clock_finding(datetime(2026, 6, 1, tzinfo=UTC))

    assert (never.status, fine.status) == (Status.PROBLEM, Status.OK)


def test_loosened_settings_and_unknown_names_are_warnings(tmp_path: Path) -> None:
    found = loaded(
        tmp_path, THAIYYAL_OUTBOUND__ALLOW_NETWORKS="127.0.0.0/8", THAIYYAL_SEVER__PORT="1"
    )

    safety = only(list(local_checks.check_safety(found)))
    names = only(list(local_checks.check_names(found)))

    assert safety[0] == names[0] == "warning"
    assert safety[1].startswith("outbound.allow_networks: ")
    assert names[1].startswith("THAIYYAL_SEVER__PORT is no setting")


@pytest.mark.parametrize(
    ("mode", "text", "is_told"),
    [
        (0o644, "database_url = 'postgresql://a:b@db/app'", True),
        (0o640, "database_url = 'postgresql://a:b@db/app'", False),
        (0o644, "[server]\nport = 1", False),
    ],
)
def test_a_file_with_secrets_that_everybody_can_read_is_told(
    mode: int, text: str, is_told: bool, tmp_path: Path
) -> None:
    file = tmp_path / "thaiyyal.toml"
    file.write_text(text)
    file.chmod(mode)

    found = list(local_checks.check_config_files(loaded(tmp_path, file)))

    assert bool(found) is is_told


def test_a_file_that_only_names_where_secrets_are_may_be_read(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://a:b@db/app")
    file = tmp_path / "thaiyyal.toml"
    file.write_text(f"database_url_file = '{tmp_path / 'url'}'")
    file.chmod(0o644)

    assert list(local_checks.check_config_files(loaded(tmp_path, file))) == []
