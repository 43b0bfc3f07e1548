import { noteAnswer } from "~/api/connection";
import { ApiProblem } from "~/api/problem";
import { enter, session } from "~/api/session";
import type { WorkflowDocument } from "~/document/types";
import { problem } from "~/testing/fake-server";
import { DRAFT, document, openSaver, SAVED_AT, savedAs, sent, set, staleServer } from "~/testing/saver";

const theirs: WorkflowDocument = { ...document, nodes: [] };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a change is saved a second later, with the revision that was read", async () => {
  const { editor, server, shelf } = openSaver();
  set(editor, 30);
  expect(editor.getState().save).toEqual({ kind: "dirty" });
  await vi.advanceTimersByTimeAsync(999);
  expect(server.to(DRAFT)).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(editor.getState().save).toEqual({ kind: "saved", at: SAVED_AT });
  expect(sent(server)).toEqual([{ etag: '"1"', value: 30 }]);
  expect(shelf.drafts.get("key")).toMatchObject({ etag: '"2"', isSaved: true });
});

test("each save names the revision that the one before made", async () => {
  const { editor, server } = openSaver();
  set(editor, 30);
  await vi.advanceTimersByTimeAsync(1000);
  set(editor, 31);
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent(server).map(({ etag }) => etag)).toEqual(['"1"', '"2"']);
});

test("what changes while a request is under way goes with the next one", async () => {
  const { editor, server, saver } = openSaver();
  let answer = (_: Response) => {};
  server.answer({
    [DRAFT]: () =>
      new Promise<Response>((resolve) => {
        answer = resolve;
      }),
  });
  set(editor, 30);
  await vi.advanceTimersByTimeAsync(1000);
  set(editor, 31);
  await vi.advanceTimersByTimeAsync(5000);
  expect(server.to(DRAFT)).toHaveLength(1);
  server.answer({ [DRAFT]: () => savedAs('"3"') });
  answer(savedAs('"2"'));
  await vi.runAllTimersAsync();
  expect(sent(server)).toEqual([
    { etag: '"1"', value: 30 },
    { etag: '"2"', value: 31 },
  ]);
  expect(saver.hasUnsaved()).toBe(false);
});

test("without an answer the work is kept in the browser and sent again", async () => {
  const { editor, server, shelf } = openSaver();
  server.answer({ [DRAFT]: () => Promise.reject(new TypeError("no network")) });
  set(editor, 30);
  await vi.advanceTimersByTimeAsync(1200);
  expect(editor.getState().save).toMatchObject({ kind: "offline", reason: "unreachable" });
  expect(shelf.drafts.get("key")).toMatchObject({ isSaved: false, etag: '"1"' });
  expect(shelf.drafts.get("key")?.history.past).toHaveLength(1);
  server.answer({ [DRAFT]: () => savedAs('"2"') });
  await vi.advanceTimersByTimeAsync(4000);
  expect(editor.getState().save).toMatchObject({ kind: "saved" });
});

test("what the server refuses is told and not sent again by itself", async () => {
  const { editor, server } = openSaver();
  server.answer({ [DRAFT]: problem(422, "too_large", "The document is too large.") });
  set(editor, 30);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(editor.getState().save).toMatchObject({ reason: "refused", problem: "The document is too large." });
  expect(server.to(DRAFT)).toHaveLength(1);
});

test("a newer draft of somebody else is never overwritten silently", async () => {
  const { editor, server, saver } = openSaver();
  staleServer(server, theirs);
  set(editor, 30);
  await vi.advanceTimersByTimeAsync(1000);
  expect(editor.getState().save).toEqual({ kind: "conflict", by: "Ben", at: SAVED_AT });
  set(editor, 31);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.to(DRAFT)).toHaveLength(1);
  await expect(saver.saveNow()).rejects.toThrow("newer draft");
});

test("keeping one's own names the revision of the other", async () => {
  const { editor, server, saver } = openSaver();
  staleServer(server, theirs);
  set(editor, 30);
  await vi.advanceTimersByTimeAsync(1000);
  server.answer({ [DRAFT]: () => savedAs('"8"') });
  await saver.keepMine();
  expect(sent(server).at(-1)).toEqual({ etag: '"7"', value: 30 });
  expect(editor.getState().save.kind).toBe("saved");
});

test("taking the other draft can be undone", async () => {
  const { editor, server, saver } = openSaver();
  staleServer(server, theirs);
  set(editor, 30);
  await vi.advanceTimersByTimeAsync(1000);
  saver.takeTheirs();
  expect(editor.getState().document.nodes).toEqual([]);
  expect(editor.getState().save.kind).toBe("saved");
  editor.getState().undo();
  expect(editor.getState().document.nodes[0]?.data).toEqual({ value: 30 });
});

test("after signing in again what was not saved is", async () => {
  enter(signedIn);
  const { editor, server } = openSaver();
  server.answer({
    [DRAFT]: problem(401, "token_expired"),
    "POST /api/v1/auth/refresh": problem(401, "no_session"),
  });
  set(editor, 30);
  await vi.advanceTimersByTimeAsync(1100);
  expect(session.getState().state).toBe("expired");
  expect(editor.getState().save).toMatchObject({ kind: "offline", reason: "signed-out" });
  server.answer({ [DRAFT]: () => savedAs('"2"') });
  enter(signedIn);
  await vi.advanceTimersByTimeAsync(0);
  expect(editor.getState().save.kind).toBe("saved");
});

test("where the browser keeps nothing the work is saved all the same, and that is said", async () => {
  const { editor, shelf } = openSaver({ keep: async () => false });
  set(editor, 30);
  await vi.advanceTimersByTimeAsync(200);
  expect(editor.getState().isNotKept).toBe(true);
  await vi.advanceTimersByTimeAsync(800);
  expect(editor.getState().save.kind).toBe("saved");
  expect(shelf.drafts.size).toBe(0);
});

test("when anything hears from the server again, saving does not wait for its next try", async () => {
  const { editor, server } = openSaver();
  server.answer({ [DRAFT]: () => Promise.reject(new TypeError("no network")) });
  set(editor, 30);
  await vi.advanceTimersByTimeAsync(40_000);
  server.answer({ [DRAFT]: () => savedAs('"2"') });
  noteAnswer(200);
  await vi.advanceTimersByTimeAsync(1);
  expect(editor.getState().save.kind).toBe("saved");
});

test("other changes of the workflow come after the draft and move the revision on", async () => {
  const { editor, saver, server } = openSaver();
  set(editor, 30);
  const named: string[] = [];
  await saver.change(async (etag) => {
    named.push(etag);
    return { body: null, etag: '"9"' };
  });
  set(editor, 31);
  await vi.advanceTimersByTimeAsync(1000);
  expect(named).toEqual(['"2"']);
  expect(sent(server).map(({ etag }) => etag)).toEqual(['"1"', '"9"']);
});

test("another change is made although the number of the workflow is another one by now", async () => {
  const { saver, server } = openSaver();
  staleServer(server, document);
  const named: string[] = [];
  await saver.change(async (etag) => {
    named.push(etag);
    if (etag !== '"7"') throw new ApiProblem(412, { code: "stale_revision" });
    return { body: null, etag: '"8"' };
  });
  expect(named).toEqual(['"1"', '"7"']);
});

test("what somebody else saved is looked at before another change", async () => {
  const { editor, saver, server } = openSaver();
  staleServer(server, theirs);
  const publish = () => Promise.reject(new ApiProblem(412, { code: "stale_revision" }));
  await expect(saver.change(publish)).rejects.toThrow("Somebody else has just changed this workflow.");
  expect(editor.getState().document.nodes).toEqual([]);
});

test("what is executed is what the server has by now", async () => {
  const { editor, saver, server } = openSaver();
  staleServer(server, theirs);
  await saver.meetServer();
  expect(editor.getState().document.nodes).toEqual([]);
  expect(server.to(DRAFT)).toHaveLength(0);
});

test("what somebody else saved comes in when nothing of one's own is in the way", async () => {
  const { editor, saver, server } = openSaver();
  staleServer(server, theirs);
  await saver.look();
  expect(editor.getState().document.nodes).toEqual([]);
});

const signedIn = {
  access_token: "token",
  user: { id: "u", name: "Ada", email: "ada@example.com" },
  tenant: null,
} as never;
