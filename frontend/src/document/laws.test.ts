import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { catalogue } from "~/testing/catalogue";
import { commandFor, documents, frozen, wishes } from "~/testing/documents";
import { apply } from "./commands/apply";
import { faultOf } from "./commands/valid";
import { type Edited, historyFromJson, NO_HISTORY, perform, redo, undo } from "./history";
import { nodeById, nodeIndex } from "./lookup";
import { exportDocument, exportText, importText, openDocument } from "./open";
import type { Json, WorkflowDocument } from "./types";

const RUNS = { numRuns: 150 };

function performed(
  document: WorkflowDocument,
  sequence: Parameters<typeof commandFor>[1][],
  merge?: string,
): Edited {
  let edited: Edited = { document: frozen(document), history: NO_HISTORY };
  for (const wish of sequence) {
    const command = commandFor(edited.document, wish);
    if (command === null) continue;
    edited = frozen(
      perform(edited, frozen(command), { label: "edit", ...(merge !== undefined && { merge }) }),
    );
  }
  return edited;
}

function allTheWay(edited: Edited, step: (edited: Edited) => Edited | null): Edited {
  let at = edited;
  for (let next = step(at); next; next = step(at)) at = next;
  return at;
}

describe("for all documents and commands", () => {
  test("undoing everything gives the first document back, and doing it again the last", () => {
    fc.assert(
      fc.property(documents, wishes, (document, sequence) => {
        const last = performed(document, [...sequence]);

        const first = allTheWay(last, undo);
        const again = allTheWay(first, redo);

        expect(first.document).toEqual(document);
        const untouched = document.nodes.filter((node) => last.document.nodes.includes(node));
        expect(untouched.filter((node) => !first.document.nodes.includes(node))).toEqual([]);
        expect(again.document).toEqual(last.document);
      }),
      RUNS,
    );
  });

  test("steps that are merged are undone and done again together", () => {
    fc.assert(
      fc.property(documents, wishes, (document, sequence) => {
        const last = performed(document, [...sequence], "run");

        const first = allTheWay(last, undo);

        expect(last.history.past.length).toBeLessThanOrEqual(1);
        expect(first.document).toEqual(document);
        expect(allTheWay(first, redo).document).toEqual(last.document);
      }),
      RUNS,
    );
  });

  test("what a command does not change keeps its identity", () => {
    fc.assert(
      fc.property(documents, wishes, (document, [wish]) => {
        const command = wish ? commandFor(document, wish) : null;
        if (command === null) return;

        const { document: after } = apply(document, command);

        const said = JSON.stringify(command);
        const unsaid = document.nodes.filter((node) => !said.includes(JSON.stringify(node.id)));
        const same = unsaid.filter(
          (node) => JSON.stringify(nodeById(after, node.id)) === JSON.stringify(node),
        );
        expect(same.filter((node) => nodeById(after, node.id) !== node)).toEqual([]);
      }),
      RUNS,
    );
  });

  test("no edge, parent or group is left dangling", () => {
    fc.assert(
      fc.property(documents, wishes, (document, sequence) => {
        const { document: last } = performed(document, [...sequence]);

        const ids = new Set(last.nodes.map((node) => node.id));
        const members = (last.editor?.groups ?? []).flatMap((group) => group.nodes);
        expect(faultOf(last)).toBeUndefined();
        expect(members.filter((id) => !ids.has(id))).toEqual([]);
        const parentOf = (id: string) => nodeById(last, id)?.parent;
        expect(last.edges.filter((edge) => parentOf(edge.source) !== parentOf(edge.target))).toEqual([]);
      }),
      RUNS,
    );
  });

  test("what is found by its place is what a search from the start finds, also after undoing", () => {
    fc.assert(
      fc.property(documents, wishes, (document, sequence) => {
        let edited: Edited | null = performed(document, [...sequence]);

        for (; edited; edited = undo(edited)) {
          const { nodes } = edited.document;
          const fresh = nodeIndex([...nodes]);
          expect(nodeIndex(nodes)).toEqual(fresh);
        }
      }),
      RUNS,
    );
  });

  test("opening what was exported gives the same document", () => {
    fc.assert(
      fc.property(documents, wishes, (document, sequence) => {
        const { document: last } = performed(document, [...sequence]);

        const imported = importText(exportText(last), catalogue);

        expect(imported).toEqual({ ok: true, document: last, repairs: [] });
      }),
      RUNS,
    );
  });

  test("a history survives as JSON", () => {
    fc.assert(
      fc.property(documents, wishes, (document, sequence) => {
        const { document: last, history } = performed(document, [...sequence]);

        const kept = historyFromJson(JSON.parse(JSON.stringify(history)));

        expect(allTheWay({ document: last, history: kept }, undo).document).toEqual(document);
      }),
      { numRuns: 50 },
    );
  });
});

describe("every example", () => {
  const names = readdirSync("../examples").filter((name) => existsSync(`../examples/${name}/workflow.json`));

  test("there are examples", () => {
    expect(names.length).toBeGreaterThan(30);
  });

  test.each(names)("%s opens and is exported without loss", (name) => {
    const text = readFileSync(`../examples/${name}/workflow.json`, "utf8");
    const json: Json = JSON.parse(text);

    const imported = importText(text, catalogue);

    if (!imported.ok) throw new Error(imported.problem.message);
    expect(imported.repairs).toEqual([]);
    expect(exportDocument(imported.document)).toMatchObject(Object(json));
    expect(openDocument(exportDocument(imported.document), catalogue)).toEqual(imported.document);
    expect(imported.document.nodes.every((node) => node.position)).toBe(true);
  });
});
