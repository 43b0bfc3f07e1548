import { NO_HISTORY } from "~/document/history";
import type { Json } from "~/document/types";
import { browserShelf, keyOf, soundDraft } from "./shelf";

const DRAFT = {
  etag: '"1"',
  base: "",
  sent: ["a fingerprint"],
  isSaved: false,
  keptAt: "2026-01-01T00:00:00Z",
  history: { ...NO_HISTORY },
  document: { nodes: [{ id: "a", position: { x: 0, y: 0 } }], edges: [] },
};

it("gives back a draft that it kept", () => expect(soundDraft(DRAFT)).toEqual(DRAFT));

it.each<[string, Json | undefined]>([
  ["nothing", undefined],
  ["a text", "draft"],
  ["no document", { ...DRAFT, document: null }],
  ["nodes that are none", { ...DRAFT, document: { nodes: [1], edges: [] } }],
  ["what was sent as numbers", { ...DRAFT, sent: [1] }],
  ["a draft that does not tell what was sent", { ...DRAFT, sent: null }],
  ["a revision that is no text", { ...DRAFT, etag: 1 }],
])("does not open %s", (_, kept) => expect(soundDraft(kept)).toBeUndefined());

it.each<[string, Json]>([
  ["none", null],
  ["a step that is a number", { past: [1], future: [] }],
  ["a command without a type", { past: [{ label: "x", command: {}, inverse: {} }], future: [] }],
])("opens a draft whose undo is damaged without it: %s", (_, history) => {
  expect(soundDraft({ ...DRAFT, history })).toEqual({ ...DRAFT, history: NO_HISTORY });
});

it("puts right what a damaged draft has no words for", () => {
  const { edges: _, ...document } = DRAFT.document;
  const kept = { ...DRAFT, document: { ...document, editor: { notes: 5 } } };

  expect(soundDraft(kept)?.document).toEqual({ ...document, edges: [], editor: {} });
});

it("does not open a draft that is no JSON", () => {
  const cycle: Record<string, Json> = { id: "a" };
  cycle.data = { self: cycle };

  expect(soundDraft({ ...DRAFT, document: { nodes: [cycle], edges: [] } })).toBeUndefined();
});

it("does without a database that never answers", async () => {
  vi.useFakeTimers();
  vi.stubGlobal("indexedDB", { open: () => ({}) });

  const read = browserShelf.read("ada/w");
  await vi.advanceTimersByTimeAsync(10_000);

  await expect(read).resolves.toBeUndefined();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("keeps what different people work on apart", () => expect(keyOf("w", "ada")).not.toBe(keyOf("w", "ben")));
