import { act } from "@testing-library/react";
import type { FieldSchema, NodeType } from "~/document/catalogue";
import { setData } from "~/document/commands/nodes";
import type { JsonObject, WorkflowDocument } from "~/document/types";
import { catalogue } from "~/testing/catalogue";
import { EDITS, isAllowed } from "~/testing/edit-field";
import { renderInEditor } from "~/testing/editor";
import { fakeServer } from "~/testing/fake-server";
import { renderField } from "~/testing/form";
import { kindOf } from "./fields/kinds";
import { isShown, resolved } from "./form/schema";
import { Inspector } from "./inspector";

const TYPES = catalogue.items.map((type): readonly [string, NodeType] => [type.type, type]);
const FIELDS = [...new Map(catalogue.items.flatMap(fieldsOf)).values()];

beforeEach(() => {
  fakeServer({
    "GET /api/v1/credentials": {
      items: [
        { name: "shop", kind: "basic" },
        { name: "post", kind: "smtp" },
      ],
      next_cursor: null,
    },
    "GET /api/v1/workflows": { items: [{ id: "w1", name: "Invoices" }], next_cursor: null },
    "GET /api/v1/users": { items: [{ email: "ann@example.org" }], next_cursor: null },
    "GET /api/v1/roles": { items: [{ name: "admin" }], next_cursor: null },
    "POST /api/v1/schedules/preview": { slots: ["2030-01-01T00:00:00Z"] },
    "GET /api/v1/expressions/functions": { items: [], names: [], next_cursor: null },
  });
});

describe("the form of every node type", () => {
  it.each(TYPES)("of %s shows every example, and changes nothing by itself", (_name, type) => {
    const { editor } = openNode(type);
    for (const { params } of type.examples) {
      act(() => editor.getState().dispatch(setData("it", params)));

      expect(editor.getState().document.nodes[0]?.data).toEqual(params);
      const shown = texts();
      expect(titles(type, params).filter((title) => !shown.has(title))).toEqual([]);
    }
  });
});

describe("every field of every node type", () => {
  it.each(FIELDS)("such as %s can be edited, and gives what its schema allows", async (_name, plain) => {
    const { value, changes } = renderField(plain);

    await EDITS[kindOf(plain)](plain);

    expect(changes).not.toEqual([]);
    expect([value(), isAllowed(plain, value())]).toEqual([value(), true]);
  });
});

/** Fields that differ only in what they are called count once. */
function fieldsOf(type: NodeType): readonly (readonly [string, readonly [string, FieldSchema]])[] {
  return Object.entries(type.params.properties ?? {})
    .filter(([name]) => name !== "label")
    .map(([name, schema]) => {
      const { description: _about, shown_when: _rule, ...plain } = resolved(schema, type.params);
      const field = { ...plain, title: "Field", advanced: false };
      return [JSON.stringify(field), [`${type.type}.${name}`, field]];
    });
}

function openNode(type: NodeType) {
  const document: WorkflowDocument = { nodes: [{ id: "it", type: type.type }], edges: [] };
  const rendered = renderInEditor(<Inspector />, { document });
  act(() => rendered.editor.getState().select({ nodes: ["it"] }));
  return rendered;
}

/** Of the fields that matter with these values, those that are not folded away. */
function titles(type: NodeType, params: JsonObject): string[] {
  return Object.entries(type.params.properties ?? {})
    .filter(([name, schema]) => name !== "label" && !schema.advanced && isShown(schema, params, type.params))
    .map(([, schema]) => schema.title ?? "");
}

/** What stands on the page, read once: asking for each title by itself takes long. */
function texts(): ReadonlySet<string> {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Set<string>();
  while (walker.nextNode()) found.add(walker.currentNode.textContent ?? "");
  return found;
}
