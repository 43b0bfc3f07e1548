"""The way out of an execution for tests: one policy, given credentials, a client of its own."""

from thaiyyal.outbound import (
    Client,
    Credentials,
    ExecutionOutbound,
    NoCredentials,
    PlainOutbound,
    Policy,
    Rules,
)
from thaiyyal.sdk.files import Files, NoFiles


class WayOut(ExecutionOutbound):
    """``ExecutionOutbound`` with a client that is closed with it."""

    def __init__(
        self,
        policy: Policy | None = None,
        *,
        client: Client | None = None,
        credentials: Credentials | None = None,
        limit: int = 1_000,
        files: Files | None = None,
    ) -> None:
        async def policy_of() -> Policy:
            return policy or Rules()

        super().__init__(
            client or PlainOutbound(),
            limit,
            policy=policy_of,
            credentials=credentials or NoCredentials(),
            files=files or NoFiles(),
        )

    async def aclose(self) -> None:
        """Close the connections that were kept open."""
        await self.client.aclose()
