/** A saver of an open document, the server that it saves to and the shelf that it keeps on. */

import { setField } from "~/document/commands/nodes";
import type { Json, WorkflowDocument } from "~/document/types";
import { fingerprint } from "~/editor/saving/fingerprint";
import type { Opening } from "~/editor/saving/opening";
import { Saver } from "~/editor/saving/saver";
import type { Shelf } from "~/editor/saving/shelf";
import { openedEditor } from "./editor";
import { type FakeServer, fakeServer, problem } from "./fake-server";
import { memoryShelf } from "./shelf";

const ID = "workflow-1";
export const DRAFT = "PUT /api/v1/workflows/:id/draft";
export const document: WorkflowDocument = {
  nodes: [{ id: "age", type: "number", data: { value: 25 }, position: { x: 0, y: 0 } }],
  edges: [],
};
export const SAVED_AT = "2026-03-02T09:03:25.625Z";

export function openSaver(changed: Partial<Shelf> = {}, begun: Partial<Opening> = {}) {
  const server = fakeServer({ [DRAFT]: ({ headers }) => savedAs(nextOf(headers.get("if-match"))) });
  const editor = openedEditor({ document });
  const shelf = { ...memoryShelf(), ...changed };
  const start = {
    document,
    history: editor.getState().history,
    etag: '"1"',
    base: fingerprint(document),
    sent: [],
    isSaved: true,
    theirs: null,
    ...begun,
  };
  const saver = new Saver(editor, { opening: start, shelf, key: "key" });
  const stop = saver.start();
  onTestFinished(stop);
  return { editor, server, shelf, saver, stop };
}

export function set(editor: ReturnType<typeof openedEditor>, value: number): void {
  editor.getState().dispatch(setField({ node: "age", path: ["value"], value }));
}

function nextOf(etag: string | null): string {
  return `"${Number(etag?.replaceAll('"', "")) + 1}"`;
}

export function savedAs(etag: string): Response {
  return Response.json({ workflow_id: ID, saved_at: SAVED_AT }, { headers: { etag } });
}

export function staleServer(server: FakeServer, there: WorkflowDocument): void {
  const tagged = (body: Json) => () => Response.json(body, { headers: { etag: '"7"' } });
  server.answer({
    [DRAFT]: problem(412, "stale_revision"),
    "GET /api/v1/workflows/:id": tagged({ id: ID, has_draft: true, updated_at: SAVED_AT, document: {} }),
    "GET /api/v1/workflows/:id/draft": tagged({
      saved_at: SAVED_AT,
      saved_by: { id: "b", name: "Ben" },
      document: there,
    }),
  });
}

export function sent(server: FakeServer) {
  return server.to(DRAFT).map(({ headers, body }) => ({
    etag: headers.get("if-match"),
    value: JSON.parse(JSON.stringify(body)).document.nodes[0]?.data.value,
  }));
}
