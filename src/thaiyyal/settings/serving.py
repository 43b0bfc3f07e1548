"""Settings of the server, the database and the log."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from thaiyyal.settings.kinds import (
    Bytes,
    DatabaseUrl,
    Milliseconds,
    Networks,
    Place,
    Seconds,
    Text,
    WebOrigin,
    WebOrigins,
    Whole,
    WholeSeconds,
)

MIB = 1024 * 1024


class Group(BaseModel):
    """Settings that belong together; their values do not change while the program runs."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DatabaseSettings(Group):
    """How the program uses its database."""

    pool_min: Annotated[Whole, Field(ge=0, le=1_000)] = Field(
        2, description="Connections that each process keeps open."
    )
    pool_max: Annotated[Whole, Field(ge=1, le=1_000)] = Field(
        20, description="Connections that each process opens at most."
    )
    pool_timeout_s: Seconds = Field(
        5.0, description="Longest wait for a free connection; then the answer is 503."
    )
    statement_timeout_s: Seconds = Field(
        30.0, description="Longest time of one statement; then the database stops it."
    )
    slow_statement_ms: Milliseconds = Field(
        250, description="Statements that take longer are logged, without their values."
    )
    connect_timeout_s: WholeSeconds = Field(
        5, description="Longest time until a connection to the database is made."
    )


class MigrationSettings(Group):
    """How the schema is changed."""

    database_url: DatabaseUrl | None = Field(
        None,
        description="The database as the role that owns the schema; only `migrate` uses it. "
        "Without it, the embedded database's own role.",
    )


class ServerSettings(Group):
    """Where the program listens, and how long it bears with its clients."""

    host: Text = Field(
        "127.0.0.1",
        description="The address to listen on. Any other than this machine's own is refused while "
        "no owner exists.",
    )
    port: Annotated[Whole, Field(ge=0, le=65_535)] = Field(
        8462, description="The port to listen on; 0 takes any that is free."
    )
    public_url: WebOrigin | None = Field(
        None,
        description="The address that people use, for links in invitations and sign-in. Without "
        "it, the address listened on.",
    )
    trusted_proxies: Networks = Field(
        (),
        description="Networks of the proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are "
        "believed.",
    )
    cors_origins: WebOrigins = Field(
        (), description="Other web pages that may call the API from a browser."
    )
    drain_s: Seconds = Field(
        30.0, description="How long requests may still run after the order to stop."
    )
    header_timeout_s: Seconds = Field(
        10.0, description="Longest time until the headers of a request are there."
    )
    body_timeout_s: Seconds = Field(
        30.0, description="Longest time until the body of a request is there."
    )
    send_timeout_s: Seconds = Field(
        30.0, description="Longest time in which a client takes nothing of its answer."
    )
    keep_alive_s: Seconds = Field(
        75.0, description="How long a connection without a request stays open."
    )
    max_body_bytes: Bytes = Field(10 * MIB, description="Largest body of a request; above it 413.")
    max_json_depth: Annotated[Whole, Field(ge=1, le=500)] = Field(
        120, description="Deepest nesting of JSON in a request; documents and values have 100."
    )
    compress_above_bytes: Bytes = Field(
        1_024, description="Larger answers are compressed for clients that ask for it."
    )


class LogSettings(Group):
    """What is logged, where, and how."""

    level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least important events that are logged."
    )
    format: Literal["json", "console"] | None = Field(
        None,
        description="JSON, one object a line, or lines for people. Without it, lines for people on "
        "a terminal and JSON elsewhere.",
    )
    stream: Literal["stderr", "stdout"] = Field(
        "stderr",
        description="Where the log goes without a file: standard error, or standard output, where "
        "the results of commands go too.",
    )
    file: Place | None = Field(
        None, description="A file to log to instead; several processes may share it."
    )
    max_bytes: Bytes = Field(50 * MIB, description="Size at which a new log file is begun.")
    keep: Annotated[Whole, Field(ge=0, le=1_000)] = Field(
        5, description="Full log files that are kept beside the current one."
    )
