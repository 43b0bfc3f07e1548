"""The kinds of credentials, as data: validation, the catalogue, forms and help follow from it.

A new kind is one entry here and one function in ``building.py``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from thaiyyal.features.credentials import building, mail, pems, plain_http
from thaiyyal.features.credentials.errors import Problem
from thaiyyal.features.credentials.fields import Field, Format, Values
from thaiyyal.outbound import Credential


class Grant(StrEnum):
    """How a kind gets the tokens that it sends."""

    CLIENT_CREDENTIALS = "client_credentials"
    AUTHORIZATION_CODE = "authorization_code"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. ``check`` finds what is wrong between fields that are right each by itself."""

    name: str
    label: str
    help: str
    own: tuple[Field, ...]
    build: Callable[[Values], Credential]
    grant: Grant | None = None
    check: Callable[[Values], list[Problem]] = lambda _: []
    has_client: bool = True

    @property
    def fields(self) -> tuple[Field, ...]:
        """The kind's own fields, and those of the client that every HTTP kind may set."""
        return (*self.own, *CLIENT_FIELDS) if self.has_client else self.own

    def field(self, name: str) -> Field | None:
        """Return the field of a name."""
        return next((each for each in self.fields if each.name == name), None)

    @property
    def secrets(self) -> frozenset[str]:
        """The names of the fields that are secret."""
        return frozenset(each.name for each in self.fields if each.is_secret)

    @property
    def places(self) -> frozenset[str]:
        """The names of the fields that say where secrets go."""
        return frozenset(each.name for each in self.fields if each.is_place)


CLIENT_FIELDS = (
    Field(
        "base_url",
        "Base address",
        "Addresses without a scheme are read against it.",
        Format.URL,
        is_place=True,
    ),
    Field(
        "default_headers",
        "Headers",
        "Sent with every request that does not set them itself; no secrets.",
        Format.HEADERS,
    ),
    Field("timeout_s", "Time limit", "Seconds that one request may take.", Format.SECONDS),
    Field("max_response_bytes", "Largest answer", "More bytes are not read of one.", Format.COUNT),
    Field("requests", "Requests", "So many to one host within the seconds below.", Format.COUNT),
    Field("per_s", "Seconds", "Within which requests are counted; 1 if left out.", Format.SECONDS),
    Field("retries", "Repetitions", "Of a request that may be repeated.", Format.COUNT),
    Field(
        "allow_plain_http",
        "Allow http:// on the internet",
        "Secrets may go to public addresses without TLS, where everybody on the way reads them.",
        Format.FLAG,
        is_place=True,
    ),
    Field("test_url", "Test address", "Where the test sends its request.", Format.URL),
)

LOOSENING = ("allow_plain_http",)
"""Fields that give a protection of secrets up when they are on."""

_TOKENS = (
    Field(
        "token_url",
        "Token address",
        "Where the service gives tokens.",
        Format.URL,
        is_required=True,
        is_place=True,
    ),
    Field("client_id", "Client id", "As the service has registered it.", is_required=True),
    Field(
        "client_secret", "Client secret", "That of the client.", is_secret=True, is_required=True
    ),
    Field("scope", "Scope", "What is asked for, with blanks between."),
    Field("audience", "Audience", "For which service the token is, where one asks for it."),
    Field(
        "client_authentication",
        "Client authentication",
        "Whether id and secret go in a header or in the body.",
        Format.CHOICE,
        default="header",
        choices=("header", "body"),
    ),
    Field(
        "extra_parameters",
        "More parameters",
        "What this service wants besides.",
        Format.PARAMETERS,
    ),
)

_KINDS = (
    Kind(
        "basic",
        "User name and password",
        "Sent as HTTP Basic authentication.",
        (
            Field("username", "User name", "Without a colon.", is_required=True),
            Field("password", "Password", "That of the user.", is_secret=True, is_required=True),
        ),
        building.basic,
        check=lambda values: (
            [Problem("/body/fields/username", "colon", "must have no colon")]
            if ":" in building.text(values, "username")
            else []
        ),
    ),
    Kind(
        "bearer",
        "Bearer token",
        "Sent in the header Authorization.",
        (Field("token", "Token", "Without the word Bearer.", is_secret=True, is_required=True),),
        building.bearer,
    ),
    Kind(
        "api_key",
        "API key",
        "Sent in a header or in the query of the address.",
        (
            Field(
                "place",
                "Place",
                "A query is kept in the logs of many services.",
                Format.CHOICE,
                is_place=True,
                default="header",
                choices=("header", "query"),
            ),
            Field(
                "name",
                "Name",
                "Of the header or the parameter.",
                Format.HEADER,
                is_required=True,
                is_place=True,
            ),
            Field("prefix", "Prefix", "A word before the key; a blank is put between."),
            Field("key", "Key", "The key itself.", is_secret=True, is_required=True),
        ),
        building.api_key,
    ),
    Kind(
        "headers",
        "Several headers",
        "Sent with every request.",
        (
            Field(
                "headers",
                "Headers",
                "Names with their secret values.",
                Format.HEADERS,
                is_secret=True,
                is_required=True,
            ),
        ),
        building.headers,
    ),
    Kind(
        "oauth2_client_credentials",
        "OAuth 2, client credentials",
        "Tokens are got with an id and a secret, kept until shortly before they end.",
        _TOKENS,
        building.oauth2,
        Grant.CLIENT_CREDENTIALS,
    ),
    Kind(
        "oauth2_authorization_code",
        "OAuth 2, by consent of a person",
        "Somebody consents at the service once; tokens are renewed by themselves (PKCE, S256).",
        (
            Field(
                "authorize_url",
                "Consent address",
                "Where the service asks the person.",
                Format.URL,
                is_required=True,
                is_place=True,
            ),
            *_TOKENS,
        ),
        building.oauth2,
        Grant.AUTHORIZATION_CODE,
        check=plain_http.problems,
    ),
    Kind(
        "certificate",
        "Client certificate",
        "Proves in TLS who asks (mTLS).",
        (
            Field(
                "certificate",
                "Certificate",
                "PEM, with those that signed it below it.",
                Format.PEM,
                is_required=True,
            ),
            Field(
                "private_key",
                "Private key",
                "PEM, without a passphrase.",
                Format.PEM,
                is_secret=True,
                is_required=True,
            ),
            Field(
                "authority",
                "Authority",
                "PEM; the server's certificate has to be from it.",
                Format.PEM,
                is_place=True,
            ),
        ),
        building.certificate,
        check=pems.problems,
    ),
    Kind(
        "smtp",
        "Mail server",
        "Hands messages over by SMTP.",
        (
            Field("host", "Host", "Of the server.", Format.HOST, is_required=True, is_place=True),
            Field("port", "Port", "465, 587 or 25.", Format.PORT, is_place=True, default=587),
            Field(
                "security",
                "Security",
                "TLS from the beginning, after STARTTLS, or none.",
                Format.CHOICE,
                is_place=True,
                default="starttls",
                choices=("tls", "starttls", "none"),
            ),
            Field("username", "User name", "When the server asks for one."),
            Field("password", "Password", "That of the user.", is_secret=True),
            Field(
                "sender",
                "Sender",
                "The address that messages are from; *@example.org for every one there.",
                is_required=True,
            ),
        ),
        building.smtp,
        check=mail.problems,
        has_client=False,
    ),
    Kind(
        "http_client",
        "HTTP client",
        "An address, headers and limits that requests have in common; no secret.",
        (),
        building.http_client,
    ),
)

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _KINDS}
"""Name -> kind."""
