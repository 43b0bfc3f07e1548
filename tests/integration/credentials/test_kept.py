"""What an execution keeps of a credential, and what processes share of its tokens."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from threading import Event, Semaphore
from uuid import UUID

import psycopg
import pytest

from tests.integration.credentials.keeping import (
    SECRET,
    Json,
    as_owner,
    calling,
    entries,
    made,
    update,
    workflow,
)
from thaiyyal.features.credentials import ExecutionCredentials, Opener, TokenKeeper, User
from thaiyyal.features.credentials.trial import Trials
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.ids import new_id
from thaiyyal.outbound import Credential
from thaiyyal.sdk.errors import StepError
from thaiyyal.testing.local_server import Answer, LocalServer, Received, json_answer
from thaiyyal.testing.platform import Person, Platform


@dataclass
class Clock:
    """Stands still until it is set."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def tokens() -> Iterator[LocalServer]:
    """A token endpoint; each token is another one."""
    given: list[str] = []

    def answer(_: Received) -> Answer:
        given.append(f"access-{len(given)}")
        return json_answer({"access_token": given[-1], "expires_in": 3_600})

    with LocalServer(answer) as server:
        yield server


def user_of(platform: Platform, owner: Person) -> User:
    """Return somebody who asks: an execution of a new workflow."""
    id_ = workflow(platform, owner, calling("https://a.example"))
    return User(owner.tenant_id, UUID(id_), new_id())


def credentials_of(
    platform: Platform, user: User, clock: Clock, learned: list[str] | None = None
) -> ExecutionCredentials:
    """Return the credentials of an execution, with a clock that stands still."""

    def learn(secrets: Iterable[str]) -> None:
        if learned is not None:
            learned.extend(secrets)

    return ExecutionCredentials(platform.services.get(Opener), user, learn, monotonic=clock)


def test_what_is_taken_away_is_gone_within_a_second(platform: Platform) -> None:
    owner, clock = platform.make_tenant(), Clock()
    user = user_of(platform, owner)
    credential = made(platform, owner, workflow_ids=[str(user.workflow_id)])
    credentials = credentials_of(platform, user, clock)
    before = platform.run(credentials.find("shop"))

    update(platform, owner, credential["id"], workflow_ids=[])
    clock.now = 0.4
    meanwhile = platform.run(credentials.find("shop"))
    clock.now = 1.0
    after = platform.run(credentials.find("shop"))

    assert before is not None
    assert meanwhile is before
    assert after is None


_REFUSE_COMMITS = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''not now''; END';
CREATE CONSTRAINT TRIGGER refuse AFTER UPDATE ON credentials DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION refuse()
"""


def test_a_use_whose_record_was_not_committed_is_recorded_the_next_time(
    platform: Platform,
) -> None:
    owner = platform.make_tenant()
    user = user_of(platform, owner)
    made(platform, owner, workflow_ids=[str(user.workflow_id)])
    credentials = credentials_of(platform, user, Clock())
    with psycopg.connect(platform.owner_conninfo(), autocommit=True) as connection:
        connection.execute(_REFUSE_COMMITS)
        try:
            with pytest.raises(psycopg.Error, match="not now"):
                platform.run(credentials.find("shop"))
        finally:
            connection.execute("DROP FUNCTION refuse() CASCADE")
    before = entries(platform, owner, "credential.used")

    found = [platform.run(credentials.find("shop")) for _ in range(2)]

    assert None not in found
    assert (before, len(entries(platform, owner, "credential.used"))) == ([], 1)


def test_what_is_given_is_told_to_be_masked(platform: Platform) -> None:
    owner, learned = platform.make_tenant(), list[str]()
    user = user_of(platform, owner)
    made(platform, owner, workflow_ids=[str(user.workflow_id)])

    platform.run(credentials_of(platform, user, Clock(), learned).find("shop"))

    assert learned == [SECRET]


def test_a_fixed_secret_has_no_fresh_one(platform: Platform) -> None:
    owner = platform.make_tenant()
    user = user_of(platform, owner)
    made(platform, owner, workflow_ids=[str(user.workflow_id)])
    credentials = credentials_of(platform, user, Clock())
    refused = platform.run(credentials.find("shop"))
    assert refused is not None

    assert platform.run(credentials.renew("shop", refused)) is None


def test_all_secrets_of_a_plan_are_known_before_it_runs(platform: Platform) -> None:
    owner, other = platform.make_tenant(), platform.make_tenant()
    user = user_of(platform, owner)
    made(platform, owner, workflow_ids=[str(user.workflow_id)])
    made(platform, owner, name="unbound", fields={"token": "not-ours"})
    made(platform, other, fields={"token": "theirs"}, is_for_all_workflows=True)
    opener = platform.services.get(Opener)

    found = platform.run(
        opener.secrets_of(user.scope, user.workflow_id, ["shop", "unbound", "nothing"])
    )

    assert found == [SECRET]


def test_what_one_credential_hides_is_known_although_another_cannot_be_opened(
    platform: Platform,
) -> None:
    owner = platform.make_tenant()
    user = user_of(platform, owner)
    bound = [str(user.workflow_id)]
    lost = made(platform, owner, name="lost", workflow_ids=bound)
    made(platform, owner, workflow_ids=bound)
    as_owner(platform, "UPDATE credentials SET sealed = 'x' WHERE id = %s", lost["id"])
    opener = platform.services.get(Opener)

    found = platform.run(opener.secrets_of(user.scope, user.workflow_id, ["lost", "shop"]))

    assert found == [SECRET]


def test_a_credential_that_is_named_by_its_id_is_known_and_stays_the_same(
    platform: Platform,
) -> None:
    owner = platform.make_tenant()
    user = user_of(platform, owner)
    id_ = made(platform, owner, workflow_ids=[str(user.workflow_id)])["id"]
    made(platform, owner, name=id_, fields={"token": "not-the-one"})
    opener = platform.services.get(Opener)

    known = platform.run(opener.secrets_of(user.scope, user.workflow_id, [id_]))
    found = platform.run(credentials_of(platform, user, Clock()).find(id_))

    assert known == [SECRET]
    assert found is not None
    assert found.headers == (("Authorization", f"Bearer {SECRET}"),)


def oauth(tokens: LocalServer, user: User) -> Json:
    """Return what makes a credential that gets its tokens there."""
    fields = {"token_url": tokens.url, "client_id": "us", "client_secret": SECRET}
    return {
        "kind": "oauth2_client_credentials",
        "fields": fields,
        "hosts": ["a.example"],
        "workflow_ids": [str(user.workflow_id)],
    }


def another_process(platform: Platform, *, later_s: float = 0.0) -> Opener:
    """Return an opener that shares nothing with that of the platform but the database."""
    here = platform.services.get(Opener)
    way_out_of = platform.services.get(Trials).way_out_of
    keeper = TokenKeeper(
        here.database,
        here.keys,
        way_out_of,
        now=lambda: utc_now() + timedelta(seconds=later_s),
    )
    return Opener(here.database, here.keys, keeper)


def test_processes_that_ask_at_once_get_one_token(platform: Platform, tokens: LocalServer) -> None:
    owner = platform.make_tenant()
    user = user_of(platform, owner)
    made(platform, owner, **oauth(tokens, user))

    async def ask() -> list[Credential | None]:
        processes = [another_process(platform).of(user) for _ in range(3)]
        return await asyncio.gather(*(each.find("shop") for each in processes))

    found = platform.run(ask())

    assert {each.headers for each in found if each} == {(("Authorization", "Bearer access-0"),)}
    assert len(tokens.received) == 1


@dataclass
class Waiting:
    """Whether a service may answer, and how many wait for it to."""

    asked: Semaphore = field(default_factory=partial(Semaphore, 0))
    may_answer: Event = field(default_factory=Event)

    def answer(self, _: Received) -> Answer:
        """Answer when it may."""
        self.asked.release()
        self.may_answer.wait(20.0)
        return json_answer({"access_token": "late", "expires_in": 3_600})


@pytest.fixture
def slow() -> Iterator[tuple[LocalServer, Waiting]]:
    """A token endpoint that says nothing until it may."""
    waiting = Waiting()
    with LocalServer(waiting.answer) as server:
        yield server, waiting
        waiting.may_answer.set()


def test_a_slow_service_holds_up_nobody_else(
    platform: Platform, tokens: LocalServer, slow: tuple[LocalServer, Waiting]
) -> None:
    server, waiting = slow
    crowd, owner = platform.make_tenant(), platform.make_tenant()
    held, user = user_of(platform, crowd), user_of(platform, owner)
    names = [f"slow {n}" for n in range(4)]
    for name in names:
        made(platform, crowd, name=name, **oauth(server, held))
    made(platform, owner, **oauth(tokens, user))
    process = another_process(platform)

    async def ask() -> tuple[list[Json], Credential | None, list[Credential | None]]:
        others = asyncio.gather(*(process.of(held).find(name) for name in names))
        for _ in names:
            await asyncio.to_thread(waiting.asked.acquire, timeout=5.0)
        found = await process.of(user).find("shop")
        meanwhile = as_owner(platform, _OPEN)
        waiting.may_answer.set()
        return meanwhile, found, await others

    transactions, found, late = platform.run(ask())

    assert found is not None
    assert found.headers == (("Authorization", "Bearer access-0"),)
    assert transactions == []
    assert {each.headers for each in late if each} == {(("Authorization", "Bearer late"),)}


def test_tokens_are_kept_for_the_next_when_who_asked_gives_up(
    platform: Platform, slow: tuple[LocalServer, Waiting]
) -> None:
    server, waiting = slow
    owner = platform.make_tenant()
    user = user_of(platform, owner)
    made(platform, owner, **oauth(server, user))
    first, second = another_process(platform), another_process(platform)

    async def ask() -> Credential | None:
        impatient = asyncio.ensure_future(first.of(user).find("shop"))
        await asyncio.to_thread(waiting.asked.acquire, timeout=5.0)
        impatient.cancel()
        patient = asyncio.ensure_future(second.of(user).find("shop"))
        waiting.may_answer.set()
        return await patient

    found = platform.run(ask())

    assert found is not None
    assert found.headers == (("Authorization", "Bearer late"),)
    assert len(server.received) == 1


def test_where_no_token_was_given_the_next_asks_at_once(platform: Platform) -> None:
    owner = platform.make_tenant()
    user = user_of(platform, owner)
    answers = iter([json_answer({}, status=500), json_answer({"access_token": "second"})])

    with LocalServer(lambda _: next(answers)) as server:
        made(platform, owner, **oauth(server, user))
        with pytest.raises(StepError, match="answered 500"):
            platform.run(another_process(platform).of(user).find("shop"))
        found = platform.run(another_process(platform).of(user).find("shop"))

    assert found is not None
    assert found.headers == (("Authorization", "Bearer second"),)


_OPEN = """
SELECT query FROM pg_stat_activity
WHERE datname = current_database() AND state = 'idle in transaction'
  AND strpos(query, 'credentials') > 0
"""


def test_a_refused_token_is_replaced_once_for_all(platform: Platform, tokens: LocalServer) -> None:
    owner = platform.make_tenant()
    user = user_of(platform, owner)
    made(platform, owner, **oauth(tokens, user))
    refused = platform.run(another_process(platform).of(user).find("shop"))
    assert refused is not None
    later = [another_process(platform, later_s=10).of(user) for _ in range(2)]

    renewed = [platform.run(each.renew("shop", refused)) for each in later]

    assert {each.headers for each in renewed if each} == {(("Authorization", "Bearer access-1"),)}
    assert len(tokens.received) == 2


def test_a_loop_of_refusals_gets_one_token_in_ten_seconds(
    platform: Platform, tokens: LocalServer
) -> None:
    owner = platform.make_tenant()
    user = user_of(platform, owner)
    made(platform, owner, **oauth(tokens, user))
    opener = another_process(platform)
    found = platform.run(opener.of(user).find("shop"))
    assert found is not None
    refusals = [platform.run(opener.of(user).renew("shop", found)) for _ in range(5)]

    later = another_process(platform, later_s=10)
    fresh = platform.run(later.of(user).renew("shop", found))
    assert fresh is not None
    refusals += [platform.run(later.of(user).renew("shop", fresh)) for _ in range(5)]

    assert refusals == [None] * 10
    assert len(tokens.received) == 2


def test_the_secrets_of_a_token_are_told_with_it(platform: Platform, tokens: LocalServer) -> None:
    owner, learned = platform.make_tenant(), list[str]()
    user = user_of(platform, owner)
    made(platform, owner, **oauth(tokens, user))

    platform.run(credentials_of(platform, user, Clock(), learned).find("shop"))

    assert sorted(learned) == ["access-0", SECRET]
