"""Commands over an installation full of secrets, and over settings that are wrong about them."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from tests.acceptance.server.canaries import Canaries
from tests.acceptance.server.canary_processes import Processes

Command = tuple[str, tuple[str, ...], dict[str, str]]
_HURRY = {"DATABASE__CONNECT_TIMEOUT_S": "1", "DATABASE__POOL_TIMEOUT_S": "1"}


def run_commands(started: Processes, canaries: Canaries, slug: str) -> dict[str, int]:
    """Run everything with which an operator looks, and what is told of wrong settings."""
    proxy = f"http://robot:{quote(canaries.plant('proxy'), safe='')}@127.0.0.1:9"
    right = {
        "doctor-json": ("doctor", "--json"),
        "audit-export": ("audit", "export", "--tenant", slug),
        "tenant-export": ("tenant", "export", slug),
    }
    more = {"OUTBOUND__PROXY": proxy, "AUTH__ISSUER": canaries.marker}
    commands: list[Command] = [(name, arguments, more) for name, arguments in right.items()]
    for number, wrong in enumerate(_wrong_settings(started.settings, canaries, proxy)):
        arguments = ("doctor",) if number % 2 else ("server", "--port", "0")
        commands.append((f"wrong-{number}", arguments, {**_HURRY, **wrong}))

    def run(command: Command) -> tuple[str, int]:
        name, arguments, settings = command
        return name, started.command(name, *arguments, **settings)

    with ThreadPoolExecutor(2) as pool:
        return dict(pool.map(run, commands))


def _wrong_settings(
    right: Mapping[str, str], canaries: Canaries, proxy: str
) -> tuple[dict[str, str], ...]:
    url, signing, sealing = (
        right[name] for name in ("DATABASE_URL", "AUTH__SIGNING_KEYS", "AUTH__ENCRYPTION_KEYS")
    )
    many_at_once = {
        "OUTBOUND__PROXY": proxy.replace("http", "socks5", 1),
        "DATABASE_URL": url.replace("postgresql", "mysql", 1),
        "REDIS_URL": proxy,
        "AUTH__SIGNING_KEYS": signing[:-1],
        "AUTH__ENCRYPTION_KEYS": sealing.replace('"', "'"),
        "OWNER_PASSWORD": canaries.plant("password of nobody"),
        "OWNER_EMAIL": "nobody",
    }
    return (
        many_at_once,
        {"DATABASE_URL": url.replace("@/", "@127.0.0.1:9/").partition("?")[0]},
        {"AUTH__ENCRYPTION_KEYS": f'{{"k": "{proxy}"}}', "DATABASE_URL": url.partition("@")[0]},
        many_at_once,
    )
