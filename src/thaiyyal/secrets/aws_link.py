"""Calls of AWS services, on threads, with what their errors mean.

Nothing that is sent or answered ever becomes part of an error.
"""

import importlib
import threading
from collections.abc import Mapping
from functools import partial
from typing import Any

from thaiyyal.secrets.options import AwsOptions
from thaiyyal.secrets.references import SecretRefused, SecretUnavailable
from thaiyyal.secrets.threads import Threads

_REFUSED = frozenset({
    "AccessDenied", "AccessDeniedException", "ExpiredToken", "ExpiredTokenException",
    "IncompleteSignature", "InvalidClientTokenId", "InvalidSignatureException",
    "MissingAuthenticationToken", "OptInRequired", "SignatureDoesNotMatch",
    "UnrecognizedClientException",
})  # fmt: skip
_AWAY = frozenset({
    "DependencyTimeoutException", "InternalFailure", "InternalServiceError",
    "KMSInternalException", "KeyUnavailableException", "RequestLimitExceeded",
    "ServiceUnavailable", "Throttling", "ThrottlingException", "TooManyRequestsException",
})  # fmt: skip
_SERVER_ERROR = 500


class AwsProblem(Exception):
    """The service understood the call and says no; ``code`` is its own word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class AwsLink:
    """One service of AWS. The library is loaded at the first use."""

    def __init__(self, service: str, options: AwsOptions) -> None:
        self.service = service
        self.options = options
        self._threads = Threads(f"aws-{service}")
        self._lock = threading.Lock()
        self._client: Any = None

    @property
    def place(self) -> str:
        """What is told of it."""
        at = f" at {self.options.endpoint}" if self.options.endpoint else ""
        return f"AWS ({self.service}){at}"

    async def call(self, operation: str, **arguments: object) -> Mapping[str, Any]:
        """Call an operation by boto3's name for it.

        Raises:
            SecretUnavailable: The service is away, or refuses us.
            AwsProblem: It says no for a reason of the call.
        """
        work = partial(self._called, operation, arguments)
        try:
            return await self._threads.run(work, timeout_s=3 * self.options.timeout_s)
        except TimeoutError:
            raise self._away("does not answer in time") from None

    def close(self) -> None:
        """Begin no more calls."""
        self._threads.close()

    def _called(self, operation: str, arguments: Mapping[str, object]) -> Mapping[str, Any]:
        errors = importlib.import_module("botocore.exceptions")
        try:
            answer: Mapping[str, Any] = getattr(self._ready(), operation)(**arguments)
        except errors.ClientError as error:
            raise self._meaning(error.response) from None
        except (errors.NoCredentialsError, errors.PartialCredentialsError):
            raise SecretRefused(
                f"{self.place} was not asked: no access to AWS is configured here; give this "
                "program a role, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
            ) from None
        except errors.BotoCoreError as error:
            raise self._away(f"cannot be reached ({type(error).__name__})") from None
        return answer

    def _ready(self) -> Any:
        with self._lock:
            if self._client is None:
                self._client = self._made()
            return self._client

    def _made(self) -> Any:
        # Loaded here: it costs memory and start-up time, and few installations use it.
        session = importlib.import_module("boto3.session").Session(region_name=self.options.region)
        config = importlib.import_module("botocore.config").Config(
            connect_timeout=self.options.timeout_s,
            read_timeout=self.options.timeout_s,
            retries={"total_max_attempts": 1},
        )
        return session.client(self.service, endpoint_url=self.options.endpoint, config=config)

    def _meaning(self, response: Mapping[str, Any]) -> Exception:
        code = str(response.get("Error", {}).get("Code", ""))
        status = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        if code in _REFUSED:
            return SecretRefused(
                f"{self.place} refuses us ({code}): check who this program is for AWS, and the "
                "policies of that role"
            )
        if code in _AWAY or status >= _SERVER_ERROR:
            return self._away(f"is not able to answer ({code or status})")
        return AwsProblem(code)

    def _away(self, what: str) -> SecretUnavailable:
        return SecretUnavailable(
            f"{self.place} {what}: check secrets.aws_region, secrets.aws_endpoint and the network"
        )
