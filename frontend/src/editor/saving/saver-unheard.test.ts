/** Saves of which nobody hears whether they arrived, and pages that are left in the midst of one. */

import { problem } from "~/testing/fake-server";
import { DRAFT, document, openSaver, SAVED_AT, savedAs, sent, set, staleServer } from "~/testing/saver";
import { fingerprint } from "./fingerprint";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("another revision of the same document is no conflict", async () => {
  const { editor, server } = openSaver();
  staleServer(server, document);
  set(editor, 30);
  server.answer({
    [DRAFT]: ({ headers }) =>
      headers.get("if-match") === '"7"' ? savedAs('"8"') : problem(412, "stale_revision"),
  });
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent(server).map(({ etag }) => etag)).toEqual(['"1"', '"7"']);
  expect(editor.getState().save.kind).toBe("saved");
});

test("a save whose answer was lost is found to have arrived", async () => {
  const { editor, server } = openSaver();
  set(editor, 30);
  staleServer(server, editor.getState().document);
  await vi.advanceTimersByTimeAsync(1000);
  expect(editor.getState().save).toEqual({ kind: "saved", at: SAVED_AT });
  expect(server.to(DRAFT)).toHaveLength(1);
});

test("what was typed after a save whose answer was lost is saved over it", async () => {
  const { editor, server } = openSaver();
  set(editor, 30);
  const arrived = editor.getState().document;
  server.answer({ [DRAFT]: problem(503, "unavailable") });
  await vi.advanceTimersByTimeAsync(1000);
  set(editor, 31);
  staleServer(server, arrived);
  server.answer({
    [DRAFT]: ({ headers }) =>
      headers.get("if-match") === '"7"' ? savedAs('"8"') : problem(412, "stale_revision"),
  });
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent(server).at(-1)).toEqual({ etag: '"7"', value: 31 });
  expect(editor.getState().save.kind).toBe("saved");
});

test("what is under way to the server is kept with what came after it", async () => {
  const { editor, server, shelf } = openSaver();
  server.answer({ [DRAFT]: () => new Promise<Response>(() => {}) });
  set(editor, 30);
  const underWay = fingerprint(editor.getState().document);
  await vi.advanceTimersByTimeAsync(1000);
  set(editor, 31);
  await vi.advanceTimersByTimeAsync(200);
  expect(shelf.drafts.get("key")).toMatchObject({ sent: [underWay], isSaved: false });
});

test("who leaves before the browser's database has taken a change finds it again", () => {
  const { editor, shelf } = openSaver({ keep: () => new Promise<boolean>(() => {}) });
  set(editor, 30);
  globalThis.dispatchEvent(new Event("pagehide"));
  expect(shelf.drafts.get("key")).toMatchObject({ document: editor.getState().document, isSaved: false });
});

test("who has left the workflow is not saved from there any more", async () => {
  const { editor, server, stop } = openSaver();
  server.answer({ [DRAFT]: problem(503, "unavailable") });
  set(editor, 30);
  await vi.advanceTimersByTimeAsync(1000);
  stop();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(server.to(DRAFT)).toHaveLength(1);
});

test("what was not saved when the workflow is opened is saved at once", async () => {
  const { server } = openSaver({}, { isSaved: false });
  await vi.advanceTimersByTimeAsync(0);
  expect(sent(server)).toEqual([{ etag: '"1"', value: 25 }]);
});

test("who leaves when everything is kept leaves nothing more behind", async () => {
  const keepAtOnce = vi.fn();
  const { editor } = openSaver({ keepAtOnce });
  set(editor, 30);
  await vi.advanceTimersByTimeAsync(1000);
  globalThis.dispatchEvent(new Event("pagehide"));
  expect(keepAtOnce).not.toHaveBeenCalled();
});
