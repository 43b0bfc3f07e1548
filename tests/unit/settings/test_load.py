"""Which source wins, what each is understood to say, and where a value came from."""

from pathlib import Path

import pytest

from thaiyyal.settings import DEFAULT, Origin, Settings, load_settings, shown_settings

HOME = {"HOME": "/home/ada"}


def config(folder: Path, text: str) -> Path:
    file = folder / "thaiyyal.toml"
    file.write_text(text)
    return file


def test_without_any_source_everything_is_the_default() -> None:
    loaded = load_settings({}, HOME)

    assert loaded.settings == Settings(data_dir=Path("/home/ada/.local/share/thaiyyal"))
    assert set(loaded.origins.values()) == {DEFAULT}
    assert loaded.warnings == ()


def test_a_flag_beats_the_environment_the_file_and_the_default(tmp_path: Path) -> None:
    file = config(tmp_path, "[server]\nport = 1\nhost = '::1'\ndrain_s = 3\n")
    environ = {**HOME, "THAIYYAL_SERVER__PORT": "2", "THAIYYAL_SERVER__HOST": "127.0.0.2"}

    loaded = load_settings({"server.port": 3}, environ, file)

    server, origins = loaded.settings.server, loaded.origins
    assert (server.port, server.host, server.drain_s) == (3, "127.0.0.2", 3.0)
    assert origins["server.port"] == Origin("flag", "--port")
    assert origins["server.host"] == Origin("environment", "THAIYYAL_SERVER__HOST")
    assert origins["server.drain_s"] == Origin("file", str(file))
    assert origins["server.max_body_bytes"] == DEFAULT


def test_a_flag_that_was_not_given_changes_nothing() -> None:
    loaded = load_settings({"server.port": None}, {**HOME, "THAIYYAL_SERVER__PORT": "2"})

    assert loaded.settings.server.port == 2


def test_a_flag_for_a_setting_that_does_not_exist_is_a_bug_of_ours() -> None:
    with pytest.raises(ValueError, match=r"server\.prt"):
        load_settings({"server.prt": 1}, HOME)


def test_an_empty_variable_counts_as_not_set(tmp_path: Path) -> None:
    file = config(tmp_path, "[server]\nport = 1\n")

    loaded = load_settings({}, {**HOME, "THAIYYAL_SERVER__PORT": ""}, file)

    assert loaded.settings.server.port == 1


def test_the_environment_may_name_the_file(tmp_path: Path) -> None:
    file = config(tmp_path, "[log]\nlevel = 'debug'\n")

    loaded = load_settings({}, {**HOME, "THAIYYAL_CONFIG": str(file)})

    assert loaded.settings.log.level == "debug"
    assert loaded.warnings == ()


def test_the_file_given_as_an_option_beats_the_one_in_the_environment(tmp_path: Path) -> None:
    file = config(tmp_path, "[log]\nlevel = 'debug'\n")

    loaded = load_settings({}, {**HOME, "THAIYYAL_CONFIG": "/nowhere.toml"}, file)

    assert loaded.settings.log.level == "debug"


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"HOME": "/h", "THAIYYAL_DATA_DIR": "/d", "XDG_DATA_HOME": "/x"}, "/d"),
        ({"HOME": "/h", "XDG_DATA_HOME": "/x"}, "/x/thaiyyal"),
        ({"HOME": "/h", "XDG_DATA_HOME": "not/absolute"}, "/h/.local/share/thaiyyal"),
        ({"HOME": "/h"}, "/h/.local/share/thaiyyal"),
    ],
)
def test_the_data_directory_has_a_usual_place(environ: dict[str, str], expected: str) -> None:
    assert load_settings({}, environ).settings.data_dir == Path(expected)


def test_a_relative_data_directory_stays_where_it_was_meant() -> None:
    loaded = load_settings({"data_dir": Path("here")}, HOME)

    assert loaded.settings.data_dir == Path.cwd() / "here"


def test_lists_have_commas_in_the_environment_and_are_lists_in_the_file(tmp_path: Path) -> None:
    file = config(tmp_path, "[server]\ncors_origins = ['https://a.example', 'https://b.example']\n")
    environ = {**HOME, "THAIYYAL_OUTBOUND__ALLOW_NETWORKS": "127.0.0.0/8, 10.1.0.0/16,::1/128"}

    settings = load_settings({}, environ, file).settings

    networks = [str(network) for network in settings.outbound.allow_networks]
    assert networks == ["127.0.0.0/8", "10.1.0.0/16", "::1/128"]
    assert settings.server.cors_origins == ("https://a.example", "https://b.example")


@pytest.mark.parametrize(
    ("variable", "text", "path", "expected"),
    [
        ("THAIYYAL_LIMITS__VALUE_BYTES", "20 MiB", ("limits", "value_bytes"), 20 * 1024 * 1024),
        ("THAIYYAL_LIMITS__VALUE_BYTES", "2048", ("limits", "value_bytes"), 2048),
        ("THAIYYAL_AUTH__INVITATION_S", "2d", ("auth", "invitation_s"), 172_800),
        ("THAIYYAL_SERVER__DRAIN_S", "1.5", ("server", "drain_s"), 1.5),
        ("THAIYYAL_SERVER__DRAIN_S", "250ms", ("server", "drain_s"), 0.25),
        ("THAIYYAL_AUTH__SESSION_CACHE_MS", "1s", ("auth", "session_cache_ms"), 1_000),
        ("THAIYYAL_AUTH__SESSION_CACHE_MS", "0", ("auth", "session_cache_ms"), 0),
    ],
)
def test_amounts_may_carry_their_unit(
    variable: str, text: str, path: tuple[str, str], expected: float
) -> None:
    settings = load_settings({}, {**HOME, variable: text}).settings

    assert getattr(getattr(settings, path[0]), path[1]) == expected


def test_a_provider_is_named_by_the_variables_that_describe_it() -> None:
    environ = {
        **HOME,
        "THAIYYAL_OIDC__CORP__ISSUER": "https://login.example.org",
        "THAIYYAL_OIDC__CORP__CLIENT_ID": "thaiyyal",
        "THAIYYAL_OIDC__CORP__CLIENT_SECRET": "quiet",
        "THAIYYAL_OIDC__CORP__ALLOW_EMAIL_DOMAINS": "example.org",
    }

    loaded = load_settings({}, environ)

    provider = loaded.settings.oidc["corp"]
    assert provider.client_secret.get_secret_value() == "quiet"
    assert (provider.scopes, provider.default_role) == (("openid", "email", "profile"), "viewer")
    assert provider.allow_email_domains == ("example.org",)
    assert loaded.origins["oidc.corp.issuer"].where == "THAIYYAL_OIDC__CORP__ISSUER"
    assert loaded.origins["oidc.corp.label"] == DEFAULT


def test_file_and_environment_describe_one_provider_together(tmp_path: Path) -> None:
    file = config(
        tmp_path, "[oidc.corp]\nissuer = 'https://login.example.org'\nclient_id = 'thaiyyal'\n"
    )

    loaded = load_settings({}, {**HOME, "THAIYYAL_OIDC__CORP__CLIENT_SECRET": "quiet"}, file)

    assert loaded.settings.oidc["corp"].client_id == "thaiyyal"


@pytest.mark.parametrize(
    ("variable", "text", "shown"),
    [
        ("THAIYYAL_SERVER__MAX_BODY_BYTES", "10485760", "10 MiB"),
        ("THAIYYAL_SERVER__MAX_BODY_BYTES", "1025", "1025"),
        ("THAIYYAL_SERVER__DRAIN_S", "90", "90s"),
        ("THAIYYAL_SERVER__DRAIN_S", "0.25", "0.25"),
        ("THAIYYAL_AUTH__LOCKOUT_S", "7200", "2h"),
        ("THAIYYAL_AUTH__SESSION_CACHE_MS", "0", "0ms"),
        ("THAIYYAL_AUTH__ALLOW_WEAK_HASHING", "yes", "true"),
        ("THAIYYAL_OUTBOUND__ALLOW_NETWORKS", "::1/128, 10.0.0.0/8", "::1/128,10.0.0.0/8"),
        ("THAIYYAL_OUTBOUND__PROXY", "http://a:b@proxy", "***"),
        ("THAIYYAL_LOG__FORMAT", "", ""),
    ],
)
def test_a_value_is_shown_as_a_text_that_would_set_it(variable: str, text: str, shown: str) -> None:
    path = variable.removeprefix("THAIYYAL_").lower().replace("__", ".")

    rows = {row.path: row for row in shown_settings(load_settings({}, HOME | {variable: text}))}

    assert rows[path].value == shown
