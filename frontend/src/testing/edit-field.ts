/** How somebody would fill in a field called "Field", by its kind. */

import { fireEvent, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { FieldSchema } from "~/document/catalogue";
import type { Json } from "~/document/types";
import type { FieldKind } from "~/editor/inspector/fields/kinds";
import { faultOf } from "~/editor/inspector/form/checks";
import { isSame, typesOf } from "~/editor/inspector/form/schema";

type Edit = (schema: FieldSchema) => unknown;

const text =
  (value: string): Edit =>
  () =>
    fireEvent.change(control(), { target: { value } });

export const EDITS: Readonly<Record<FieldKind, Edit>> = {
  "date-time": text("2030-01-31T08:00:00Z"),
  "key-value": () => {
    fireEvent.click(screen.getByRole("button", { name: "Add to Field" }));
    fireEvent.change(screen.getByLabelText("Name 1 of Field"), { target: { value: "accept" } });
    fireEvent.change(screen.getByLabelText("Value 1 of Field"), { target: { value: "{{ input.kind }}" } });
  },
  "long-text": text("Dear Ann"),
  "template-or-list": text("{{ input.email }}"),
  "templated-json": text('["{{ input.id }}"]'),
  "time-zone": () => choose("UTC"),
  boolean: ({ default: preset }) =>
    fireEvent.click(
      preset === undefined ? screen.getByRole("radio", { name: "Yes" }) : screen.getByRole("switch"),
    ),
  choice: () => {
    const radios = screen.queryAllByRole("radio");
    const other = radios.find((radio) => !(radio instanceof HTMLInputElement && radio.checked));
    if (other) fireEvent.click(other);
    else choose();
  },
  choices: () => {
    const [first] = screen.getAllByRole("checkbox");
    if (first) fireEvent.click(first);
  },
  code: text("x"),
  colour: text("#ff0000"),
  credential: async () => {
    await screen.findByPlaceholderText("No credential");
    choose();
  },
  cron: text("0 9 * * 1-5"),
  date: text("2030-01-31"),
  duration: text("1h30m"),
  expression: text("input.total"),
  json: (schema) => text(typesOf(schema).includes("object") ? '{"a": 1}' : "[1, 2]")(schema),
  list: () => {
    fireEvent.click(screen.getByRole("button", { name: "Add to Field" }));
  },
  members: () => userEvent.type(control(), "ann@example.org{Enter}"),
  number: (schema) => text(String(Math.max(5, schema.minimum ?? 5)))(schema),
  object: () => fireEvent.click(screen.getByRole("switch", { name: "Field" })),
  suggestions: text("x"),
  template: text("{{ input.id }}"),
  text: text("x"),
  workflow: text("{{ input.workflow }}"),
};

/** Open a list of options and take one. */
export function choose(name?: string): void {
  fireEvent.click(control());
  const [option] =
    name === undefined ? screen.getAllByRole("option") : [screen.getByRole("option", { name })];
  if (option) fireEvent.click(option);
}

/** The list of a combobox has the same name. */
function control(): HTMLElement {
  return screen.queryByRole("combobox", { name: "Field" }) ?? screen.getByLabelText("Field");
}

/** Whether a value is one that the schema allows. */
export function isAllowed(schema: FieldSchema, value: Json | undefined): boolean {
  if (value === undefined) return false;
  const allowed = schema.const === undefined ? schema.enum : [schema.const];
  if (allowed) return allowed.some((each) => isSame(each, value));
  const types = typesOf(schema);
  return (types.length === 0 || types.some((type) => isOf(type, value))) && faultOf(schema, value) === null;
}

function isOf(type: string, value: Json): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}
