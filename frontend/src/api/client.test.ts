import { fakeServer, problem } from "~/testing/fake-server";
import { api, authorizedFetch, data } from "./client";
import { connection } from "./connection";
import { isProblem } from "./problem";
import { enter, leave, onLeftElsewhere, refresh, session } from "./session";
import type { SignedIn } from "./shapes";

const USER = { id: "user-1", email: "ada@example.com", name: "Ada" };

function signedIn(token: string, tenant = "tenant-1"): SignedIn {
  const where = { id: tenant, slug: tenant, name: tenant, roles: [], permissions: [] };
  return { access_token: token, token_type: "Bearer", expires_in_s: 900, user: USER, tenant: where };
}

const REFRESH = "POST /api/v1/auth/refresh";
const ME = "GET /api/v1/me";

/** Only `token` is good. */
function meFor(token: string) {
  return ({ headers }: { headers: Headers }) =>
    headers.get("authorization") === `Bearer ${token}` ? { ok: true } : problem(401, "token_expired");
}

function ask() {
  return authorizedFetch(new Request("/api/v1/me"));
}

function json(value: SignedIn) {
  return Response.json(value);
}

beforeEach(() => enter(signedIn("old")));

it("renews an expired token once for all who ask meanwhile, and repeats what they asked", async () => {
  const asked = fakeServer({ [ME]: meFor("new"), [REFRESH]: () => json(signedIn("new")) });

  const answers = await Promise.all([ask(), ask(), ask()]);

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(asked.to(REFRESH)).toHaveLength(1);
  expect(asked.to(ME)).toHaveLength(6);
});

it("repeats with the token that somebody else got meanwhile", async () => {
  const asked = fakeServer({
    [ME]: (request) => {
      const answer = meFor("new")(request);
      enter(signedIn("new"));
      return answer;
    },
  });

  expect((await ask()).status).toBe(200);
  expect(asked.to(REFRESH)).toHaveLength(0);
});

it("sends what was to be sent again with its body", async () => {
  const asked = fakeServer({ "PUT /api/v1/me": meFor("new"), [REFRESH]: () => json(signedIn("new")) });

  await api.PUT("/api/v1/me", { body: { name: "Ada" } });

  expect(asked.to("PUT /api/v1/me").map(({ body }) => body)).toEqual([{ name: "Ada" }, { name: "Ada" }]);
});

it("keeps who it was when the session has ended, and asks for no more tokens", async () => {
  const asked = fakeServer({ [ME]: meFor("new"), [REFRESH]: problem(401, "token_invalid") });

  expect((await ask()).status).toBe(401);
  expect((await ask()).status).toBe(401);

  expect(session.getState()).toMatchObject({ state: "expired", user: USER, tenant: { id: "tenant-1" } });
  expect(asked.to(REFRESH)).toHaveLength(1);
});

it("stays signed in when the server is not well", async () => {
  fakeServer({ [ME]: meFor("new"), [REFRESH]: problem(503, "busy") });

  await expect(ask()).rejects.toMatchObject({ code: "busy" });

  expect(session.getState().state).toBe("signed-in");
});

it("stays in its tenant when another tab went on in another", async () => {
  const asked = fakeServer({
    [REFRESH]: () => json(signedIn("theirs", "tenant-2")),
    "POST /api/v1/auth/tenant": () => json(signedIn("mine", "tenant-1")),
  });

  await refresh();

  expect(asked.to("POST /api/v1/auth/tenant")[0]?.body).toEqual({ tenant_id: "tenant-1" });
  expect(session.getState()).toMatchObject({ token: "mine", tenant: { id: "tenant-1" } });
});

it("goes where the session is when its tenant is closed to it", async () => {
  fakeServer({
    [REFRESH]: () => json(signedIn("theirs", "tenant-2")),
    "POST /api/v1/auth/tenant": problem(403, "forbidden"),
  });

  await refresh();

  expect(session.getState()).toMatchObject({ token: "theirs", tenant: { id: "tenant-2" } });
});

it("stays where it is while the server cannot say whether it may", async () => {
  fakeServer({
    [REFRESH]: () => json(signedIn("theirs", "tenant-2")),
    "POST /api/v1/auth/tenant": problem(503, "busy"),
  });

  await expect(refresh()).rejects.toMatchObject({ code: "busy" });

  expect(session.getState()).toMatchObject({ token: "old", tenant: { id: "tenant-1" } });
});

it("does not go on as somebody else whom another tab has signed in", async () => {
  const ben = { id: "user-2", email: "ben@example.com", name: "Ben" };
  fakeServer({ [ME]: meFor("bens"), [REFRESH]: () => json({ ...signedIn("bens"), user: ben }) });

  expect((await ask()).status).toBe(401);

  expect(session.getState()).toMatchObject({ state: "expired", user: USER });
});

it("is signed out when the same person signs out in another tab, and only then", async () => {
  const tab = new BroadcastChannel("thaiyyal.session");
  onTestFinished(() => tab.close());
  const heard = vi.fn();
  onTestFinished(onLeftElsewhere(heard));

  tab.postMessage("user-2");
  tab.postMessage("user-1");

  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));
  expect(session.getState()).toEqual({ state: "signed-out" });
});

it("tells the other tabs who has signed out", async () => {
  const tab = new BroadcastChannel("thaiyyal.session");
  onTestFinished(() => tab.close());
  const told = new Promise((resolve) => tab.addEventListener("message", ({ data: who }) => resolve(who)));

  leave();

  expect(await told).toBe("user-1");
});

it("says that the server does not answer, until it does", async () => {
  const asked = fakeServer({ [ME]: () => Promise.reject(new TypeError("Failed to fetch")) });

  const failure = await ask().catch((error: unknown) => error);

  expect(isProblem(failure, "unreachable")).toBe(true);
  expect(connection.getState().isLost).toBe(true);

  asked.answer({ [ME]: { ok: true } });
  await ask();
  expect(connection.getState().isLost).toBe(false);
});

it("takes a request that was given up for no sign of the connection", async () => {
  fakeServer({ [ME]: undefined });
  const given = new AbortController();
  const answer = authorizedFetch(new Request("/api/v1/me", { signal: given.signal }));

  given.abort();

  await expect(answer).rejects.toMatchObject({ name: "AbortError" });
  expect(connection.getState().isLost).toBe(false);
});

it("throws what the server refuses, with its wait", async () => {
  const refused = Response.json(
    { code: "too_many_requests", detail: "Wait a little." },
    { status: 429, headers: { "retry-after": "12" } },
  );
  fakeServer({ [ME]: refused });

  await expect(data(api.GET("/api/v1/me"))).rejects.toMatchObject({
    status: 429,
    code: "too_many_requests",
    message: "Wait a little.",
    retryAfterS: 12,
  });
});
