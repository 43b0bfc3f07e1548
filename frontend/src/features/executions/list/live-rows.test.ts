import { anExecution } from "~/testing/executions";
import { hasGap, rowsOf, type Standing } from "./live-rows";

const NONE = new Map();
const RUNNING = { status: "running", finished_at: null, duration_ms: null } as const;
const ENDED: Standing = {
  status: "succeeded",
  waiting_for: null,
  wake_at: null,
  error: null,
  started_at: "2026-03-02T09:00:12.000Z",
  finished_at: "2026-03-02T09:00:13.000Z",
  duration_ms: 1000,
};

test("what is new comes before what was read, and what was read again stands as it was read last", () => {
  const read = [anExecution({ id: "a", ...RUNNING }), anExecution({ id: "b" })];
  const newest = [anExecution({ id: "c" }), anExecution({ id: "a", status: "failed" })];

  const rows = rowsOf(read, newest, NONE, {});

  expect(rows.map(({ id, status }) => [id, status])).toEqual([
    ["c", "succeeded"],
    ["a", "failed"],
    ["b", "succeeded"],
  ]);
});

test("the stream says how a live execution stands, and nothing of one that has ended", () => {
  const read = [anExecution({ id: "a", ...RUNNING }), anExecution({ id: "b", status: "failed" })];
  const told = new Map([
    ["a", ENDED],
    ["b", { ...ENDED, status: "running", finished_at: null } as const],
  ]);

  expect(rowsOf(read, [], told, {}).map(({ status }) => status)).toEqual(["succeeded", "failed"]);
});

test("what does not fit the filter any more is left out", () => {
  const read = [
    anExecution({ id: "a", ...RUNNING }),
    anExecution({ id: "b", ...RUNNING, status: "waiting", waiting_for: "signal" }),
  ];

  expect(rowsOf(read, [], new Map([["a", ENDED]]), { status: "running" })).toEqual([]);
  expect(rowsOf(read, [], NONE, { waiting_for: "signal" }).map(({ id }) => id)).toEqual(["b"]);
});

test("a whole page of new ones leaves a gap to what was read", () => {
  const page = Array.from({ length: 50 }, (_, at) => anExecution({ id: `new-${at}` }));

  expect(hasGap([anExecution({ id: "a" })], page)).toBe(true);
  expect(hasGap([anExecution({ id: "new-49" })], page)).toBe(false);
  expect(hasGap([anExecution({ id: "a" })], page.slice(1))).toBe(false);
});
