"""Commands over an installation full of secrets, and over settings that are wrong about them."""

from concurrent.futures import ThreadPoolExecutor

from tests.acceptance.server.canaries import Canaries
from tests.acceptance.server.canary_processes import Processes

RIGHT = {
    "doctor": ("doctor",),
    "doctor-json": ("doctor", "--json"),
    "audit-export": ("audit", "export", "--all"),
    "audit-export-platform": ("audit", "export", "--platform"),
    "audit-verify": ("audit", "verify", "--all", "--json"),
    "users": ("user", "list", "--json"),
}


def run_commands(started: Processes, canaries: Canaries, slug: str) -> dict[str, int]:
    """Run everything an operator looks with, and what is told of wrong settings."""
    url = started.settings["DATABASE_URL"]
    proxy = f"http://robot:{canaries.plant('proxy').encode().hex()}@127.0.0.1:9"
    canaries.add("proxy, as it is written", proxy.split(":")[2].split("@")[0])
    right = {**RIGHT, "tenant-export": ("tenant", "export", slug)}
    right["audit-export"] = ("audit", "export", "--tenant", slug)
    commands = [(name, arguments, {"OUTBOUND__PROXY": proxy}) for name, arguments in right.items()]
    for number, wrong in enumerate(
        (
            {"OUTBOUND__PROXY": proxy.replace("http", "socks5", 1)},
            {"DATABASE_URL": url.replace("postgresql", "mysql", 1)},
            {"DATABASE_URL": url.replace("@/", "@127.0.0.1:9/").partition("?")[0]},
            {"DATABASE_URL": url.partition("@")[0]},
            {"REDIS_URL": f"http://:{proxy.split(':')[2]}"},
            {"AUTH__SIGNING_KEYS": started.settings["AUTH__SIGNING_KEYS"][:-1]},
            {"AUTH__ENCRYPTION_KEYS": started.settings["AUTH__ENCRYPTION_KEYS"].replace('"', "'")},
            {"AUTH__ENCRYPTION_KEYS": f'{{"k": "{proxy}"}}'},
            {"OWNER_PASSWORD": proxy.split(":")[2].split("@")[0], "OWNER_EMAIL": "nobody"},
        )
    ):
        commands.append((f"wrong-{number}-doctor", ("doctor",), wrong))
        commands.append((f"wrong-{number}-server", ("server", "--port", "0"), wrong))

    def run(command: tuple[str, tuple[str, ...], dict[str, str]]) -> tuple[str, int]:
        name, arguments, settings = command
        return name, started.command(name, *arguments, **settings)

    with ThreadPoolExecutor(2) as pool:
        return dict(pool.map(run, commands))
