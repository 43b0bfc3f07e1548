import { problemOf } from "./client";
import { ApiProblem, isProblem, unreachable } from "./problem";

it("finds the message of a field by where it stands in what was sent", () => {
  const problem = new ApiProblem(422, {
    code: "invalid_request",
    detail: "See errors.",
    errors: [
      { pointer: "/body/name", code: "too_short", message: "At least one character." },
      { pointer: "/query/limit", code: "too_large", message: "200 at most." },
    ],
  });

  expect(problem.errorAt("/name")).toBe("At least one character.");
  expect(problem.errorAt("/query/limit")).toBe("200 at most.");
  expect(problem.errorAt("/other")).toBeUndefined();
});

it("keeps what only this problem has", () => {
  const problem = new ApiProblem(429, { code: "quota_exceeded", detail: "Full.", metric: "users", limit: 3 });

  expect(problem.more).toMatchObject({ metric: "users", limit: 3 });
});

it.each([
  ["the detail", { detail: "Why.", title: "What" }, "Why."],
  ["the title", { title: "What" }, "What"],
  ["the status", {}, "The server answered 500."],
])("says %s when there is nothing better", (_, body, message) => {
  expect(new ApiProblem(500, body).message).toBe(message);
});

it("reads whatever stands where errors should", () => {
  const errors = ["text", null, { pointer: "/a" }];

  expect(new ApiProblem(422, { errors }).errors).toEqual([{ pointer: "/a", code: "", message: "" }]);
  expect(new ApiProblem(422, { errors: "none" }).errors).toEqual([]);
});

it("makes a problem of an answer that is no JSON", async () => {
  const problem = await problemOf(new Response("<html>Bad gateway</html>", { status: 502 }));

  expect(problem).toMatchObject({ status: 502, code: "unknown", retryAfterS: undefined });
});

it("knows problems from other errors", () => {
  expect(isProblem(unreachable(), "unreachable")).toBe(true);
  expect(isProblem(unreachable(), "other")).toBe(false);
  expect(isProblem(new Error("no"))).toBe(false);
});
