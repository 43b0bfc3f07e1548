import { NO_HISTORY } from "~/document/history";
import type { Json } from "~/document/types";
import { keyOf, soundDraft } from "./shelf";

const DRAFT = {
  etag: '"1"',
  base: "",
  sent: ["a fingerprint"],
  isSaved: false,
  keptAt: "2026-01-01T00:00:00Z",
  history: { ...NO_HISTORY },
  document: { nodes: [{ id: "a", position: { x: 0, y: 0 } }], edges: [] },
};

it("gives back a draft that it kept", () => expect(soundDraft(DRAFT)).toBe(DRAFT));

it.each<[string, Json | undefined]>([
  ["nothing", undefined],
  ["a text", "draft"],
  ["a draft without a history", { ...DRAFT, history: null }],
  ["steps that are none", { ...DRAFT, history: { past: [1], future: [] } }],
  ["no document", { ...DRAFT, document: null }],
  ["nodes that are none", { ...DRAFT, document: { nodes: [1], edges: [] } }],
  ["what was sent as numbers", { ...DRAFT, sent: [1] }],
  ["a draft that does not tell what was sent", { ...DRAFT, sent: null }],
  ["a revision that is no text", { ...DRAFT, etag: 1 }],
])("does not open %s", (_, kept) => expect(soundDraft(kept)).toBeUndefined());

it("keeps what different people work on apart", () => expect(keyOf("w", "ada")).not.toBe(keyOf("w", "ben")));
