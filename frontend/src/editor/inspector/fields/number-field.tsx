import { TextInput } from "@mantine/core";
import type { KeyboardEvent } from "react";
import type { FieldSchema } from "~/document/catalogue";
import type { FieldProps } from "../form/field-props";
import { typesOf } from "../form/schema";
import { isText, type Reading, useDraft } from "../form/use-draft";
import { useField } from "../form/use-field";
import { textOf } from "./texts";
import { unitOf } from "./unit";

const STEPS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

/** A number; what is no number stays in the field and is marked. Arrow keys count up and down. */
export function NumberField(props: FieldProps) {
  const { schema, path, value, onChange } = props;
  const { typed, fault, type } = useDraft({
    path,
    value,
    print: textOf,
    read: readNumber,
    isTyped: isText,
    onChange,
  });
  const field = useField(props, fault);

  function step(event: KeyboardEvent) {
    const by = STEPS[event.key];
    if (by === undefined || fault !== null || field.readOnly) return;
    event.preventDefault();
    type(String(within(schema, Number(typed || textOf(schema.default)) + by)));
  }
  return (
    <TextInput
      {...field}
      {...unitOf(schema)}
      inputMode={typesOf(schema)[0] === "integer" ? "numeric" : "decimal"}
      value={typed}
      onKeyDown={step}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}

/** "" is not set. Only decimal numbers, as JSON writes them. */
export function readNumber(text: string): Reading {
  const trimmed = text.trim();
  if (trimmed === "") return { ok: true, value: undefined };
  const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) && Number.isFinite(Number(trimmed));
  if (isNumber) return { ok: true, value: Number(trimmed) };
  return { ok: false, fault: "Is no number, such as 12 or 3.5. It is not saved." };
}

function within(
  { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY }: FieldSchema,
  value: number,
) {
  return Math.min(Math.max(value, minimum), maximum);
}
