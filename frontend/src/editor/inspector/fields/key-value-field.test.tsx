import { screen, waitFor } from "@testing-library/react";
import type { ExpressionScope } from "~/editor/expression/code-editor";
import { fakeServer } from "~/testing/fake-server";
import { renderField } from "~/testing/form";

const scope: ExpressionScope = { input: { kind: "json" }, nodes: {}, variables: {}, context: {} };

test("a template among the values shows what it gives", async () => {
  fakeServer({
    "POST /api/v1/expressions/preview": {
      ok: true,
      value: "application/json",
      kind: "string",
      is_preview: false,
    },
  });
  renderField({ type: "object", format: "headers" }, { Accept: "application/{{ input.kind }}" }, { scope });
  const result = await screen.findByRole("status", { name: "Result of Value 1 of Field" });
  await waitFor(() => expect(result).toHaveTextContent("application/json"));
});
