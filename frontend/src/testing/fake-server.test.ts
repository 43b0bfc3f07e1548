import { authorizedFetch } from "~/api/client";
import { fakeServer, problem } from "./fake-server";

describe("the server for tests", () => {
  it("answers by routes, and remembers what was asked", async () => {
    const server = fakeServer({
      "POST /api/v1/things/:id": ({ params, body }) => ({ id: params.id ?? "", body: body ?? null }),
    });

    const answer = await fetch("/api/v1/things/a%20b?x=1", { method: "POST", body: '{"a":1}' });

    expect(await answer.json()).toEqual({ id: "a b", body: { a: 1 } });
    expect(server.to("POST /api/v1/things/:id")[0]?.search.get("x")).toBe("1");
  });

  it("refuses what it does not know", async () => {
    fakeServer();
    expect((await fetch("/nowhere")).status).toBe(404);
  });

  it("gives up a request that is aborted", async () => {
    fakeServer({ "GET /slow": undefined });
    const stop = new AbortController();

    const answer = authorizedFetch(new Request("/slow", { signal: stop.signal }));
    stop.abort();

    await expect(answer).rejects.toThrow(/abort/i);
  });

  it("takes other answers later", async () => {
    const server = fakeServer({ "GET /a": 1 });
    server.answer({ "GET /a": problem(409, "busy") });
    expect((await fetch("/a")).status).toBe(409);
  });
});
