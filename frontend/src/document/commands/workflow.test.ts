import { describe, expect, test } from "vitest";
import { DOCUMENT, outcome } from "~/testing/orders";
import { apply } from "./apply";
import { batch, replaceDocument } from "./command";
import { removeNodes } from "./nodes";
import { setWorkflow } from "./workflow";

describe("the workflow", () => {
  test("what the workflow says of itself is set and removed", () => {
    const document = outcome(setWorkflow({ name: null, description: "d", settings: { time_limit: "1m" } }));

    expect(document).toEqual({
      nodes: DOCUMENT.nodes,
      edges: DOCUMENT.edges,
      description: "d",
      settings: { time_limit: "1m" },
    });
    expect(apply(document, setWorkflow({ settings: null })).document.settings).toBeUndefined();
  });

  test("a document is replaced, and put back even if the order of its nodes was another", () => {
    const other = { ...DOCUMENT, nodes: DOCUMENT.nodes.toReversed() };
    const { document, inverse } = apply(DOCUMENT, replaceDocument(other));

    expect(document).toBe(other);
    expect(apply(document, inverse).document).toBe(DOCUMENT);
  });

  test("a batch of one is that one; the name of a batch is kept", () => {
    expect(batch([removeNodes(["a"])])).toEqual(removeNodes(["a"]));
    expect(batch([removeNodes(["a"])], "tidy")).toEqual({
      type: "batch",
      commands: [removeNodes(["a"])],
      label: "tidy",
    });
  });
});
