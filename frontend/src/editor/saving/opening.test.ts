import type { OpenedWorkflow } from "~/api/queries/workflow";
import { setField } from "~/document/commands/nodes";
import { NO_HISTORY, perform } from "~/document/history";
import type { WorkflowDocument } from "~/document/types";
import { fingerprint } from "./fingerprint";
import { opening } from "./opening";
import type { KeptDraft } from "./shelf";

const document: WorkflowDocument = {
  nodes: [{ id: "age", type: "number", data: { value: 25 }, position: { x: 0, y: 0 } }],
  edges: [],
};
const change = setField({ node: "age", path: ["value"], value: 30 });
const mine = perform({ document, history: NO_HISTORY }, change, { label: "set value" });
const theirs: WorkflowDocument = { ...document, nodes: [] };

test("without anything kept the editor begins with what the server has", () => {
  const begun = opening(served(document, '"1"'), undefined);
  expect(begun).toMatchObject({ document, etag: '"1"', isSaved: true, theirs: null });
});

test("what the server has not seen yet is restored with its undo", () => {
  const begun = opening(served(document, '"1"'), kept({ etag: '"1"' }));
  expect(begun).toMatchObject({
    document: mine.document,
    history: mine.history,
    isSaved: false,
    theirs: null,
  });
});

test("undo survives although everything was saved", () => {
  const begun = opening(served(mine.document, '"2"'), kept({ etag: '"2"', isSaved: true }));
  expect(begun).toMatchObject({ history: mine.history, isSaved: true });
});

test("a save that arrived although nobody heard so is seen", () => {
  const begun = opening(served(mine.document, '"2"'), kept({ etag: '"1"' }));
  expect(begun).toMatchObject({ history: mine.history, isSaved: true, theirs: null, etag: '"2"' });
});

test("another revision of the same draft is no conflict", () => {
  const begun = opening(served(document, '"5"'), kept({ etag: '"1"' }));
  expect(begun).toMatchObject({ document: mine.document, isSaved: false, theirs: null, etag: '"5"' });
});

test("work after a save that nobody heard of is no conflict", () => {
  const begun = opening(served(theirs, '"5"'), kept({ etag: '"1"', sent: [fingerprint(theirs)] }));
  expect(begun).toMatchObject({ document: mine.document, isSaved: false, theirs: null, etag: '"5"' });
});

test("work on a draft that somebody else has replaced is a conflict", () => {
  const there = served(theirs, '"5"');
  expect(opening(there, kept({ etag: '"1"' }))).toMatchObject({ document: mine.document, theirs: there });
});

test("what was saved and then replaced by somebody else is theirs", () => {
  const begun = opening(served(theirs, '"5"'), kept({ etag: '"2"', isSaved: true }));
  expect(begun).toMatchObject({ document: theirs, history: NO_HISTORY, theirs: null });
});

function kept(given: Partial<KeptDraft>): KeptDraft {
  const base = fingerprint(document);
  return {
    ...mine,
    etag: '"1"',
    base,
    sent: [],
    isSaved: false,
    keptAt: "2026-03-02T09:03:25.625Z",
    ...given,
  };
}

function served(there: WorkflowDocument, etag: string): OpenedWorkflow {
  const text = JSON.stringify({ workflow: { document: {} }, draft: { document: there, saved_by: null } });
  return { ...JSON.parse(text), etag };
}
