import { fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import type { Json } from "~/document/types";
import { renderInEditor } from "~/testing/editor";
import { fakeServer } from "~/testing/fake-server";
import type { ExpressionScope } from "./code-editor";
import { ExpressionField, type ExpressionFieldProps, errorIn } from "./expression-field";

const scope: ExpressionScope = { input: { total: 21 }, nodes: { fetch: [1] }, variables: {}, context: {} };
const PREVIEW = "POST /api/v1/expressions/preview";

function show(props: Partial<ExpressionFieldProps> = {}) {
  function Field() {
    const [value, setValue] = useState(props.value ?? "");
    return (
      <ExpressionField
        label="Total"
        format="expression"
        scope={scope}
        {...props}
        value={value}
        onChange={setValue}
      />
    );
  }
  return renderInEditor(<Field />);
}

describe("the field of an expression", () => {
  it("shows what the expression gives for the values of the last execution", async () => {
    const server = fakeServer({ [PREVIEW]: { ok: true, value: 42, kind: "number", is_preview: false } });
    show({ value: "input.total * 2 + node.fetch.length" });

    expect(await screen.findByText("42")).toBeVisible();
    expect(screen.getByRole("status", { name: "Result of Total" })).toHaveTextContent("number");
    expect(server.to(PREVIEW)[0]?.body).toMatchObject({
      input: { total: 21 },
      nodes: { fetch: [1] },
      format: "expression",
    });
  });

  it("asks once typing has stopped, and not for each letter", async () => {
    const server = fakeServer({ [PREVIEW]: { ok: true, value: 1, kind: "number", is_preview: false } });
    show();
    for (const text of ["i", "in", "input"])
      fireEvent.change(screen.getByLabelText("Total"), { target: { value: text } });
    await screen.findByText("1");
    expect(server.to(PREVIEW)).toHaveLength(1);
  });

  it("tells the error with its place, and what was meant", async () => {
    const error = {
      code: "unknown_name",
      message: "there is no totl",
      position: { start: 6, end: 10 },
      hint: "Did you mean total?",
    };
    fakeServer({ [PREVIEW]: { ok: false, error } });
    show({ value: "input.totl" });
    expect(await screen.findByText(/There is no totl \(character 7\)\. Did you mean total\?/)).toBeVisible();
  });

  it("shows the first elements where it is computed for each", async () => {
    const failed: Json = { ok: false, error: { code: "x", message: "no", position: null } };
    const items: Json = [{ ok: true, value: true, kind: "boolean" }, failed];
    fakeServer({ [PREVIEW]: { ok: true, items } });
    show({ value: "item > 1", format: "items", scope: { ...scope, input: [1, "a"] } });
    expect(await screen.findByText("Of the first 2 elements")).toBeVisible();
    expect(screen.getByText("No.")).toBeVisible();
  });

  it("says what to do when there are no values", async () => {
    const error = { code: "type_error", message: "a number is needed", position: { start: 0, end: 5 } };
    const server = fakeServer({ [PREVIEW]: { ok: false, error } });
    show({ value: "input", scope: null });
    expect(screen.getByText(/Run the workflow once/)).toBeVisible();
    await waitFor(() => expect(server.to(PREVIEW)).toHaveLength(1));
    expect(screen.queryByText(/A number is needed/)).not.toBeInTheDocument();
  });

  it("tells what cannot be read before there are values", async () => {
    const error = {
      code: "syntax_error",
      message: "the expression ends too early",
      position: { start: 7, end: 8 },
    };
    const server = fakeServer({ [PREVIEW]: { ok: false, error } });
    show({ value: "input +", scope: null });
    expect(await screen.findByText(/The expression ends too early \(character 8\)/)).toBeVisible();
    expect(server.to(PREVIEW)[0]?.body).toMatchObject({ text: "input +", input: null, nodes: {} });
  });

  it("needs no preview for a template without an expression", () => {
    fakeServer();
    show({ value: "Dear Ann", format: "template" });
    expect(screen.queryByRole("status")).not.toBeInTheDocument();
  });

  it("knows where the error is", () => {
    const error = { code: "x", message: "no", position: { start: 1, end: 2 } };
    expect(errorIn("😀x", { ok: false, error })).toEqual({ message: "no", start: 2, end: 3 });
    expect(errorIn("x", { ok: true, items: [{ ok: true }, { ok: false, error }] })).toMatchObject({
      message: "no",
    });
    expect(errorIn("x", null)).toBeNull();
  });

  it("takes a path that is dropped into it", () => {
    fakeServer();
    show({ format: "template", value: "Dear " });
    const field = screen.getByLabelText("Total");
    fireEvent.drop(field, { dataTransfer: { getData: () => "input.name" } });
    expect(field).toHaveValue("{{ input.name }}Dear ");
  });
});
