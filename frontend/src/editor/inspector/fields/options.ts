/** The values of a choice, and what they are called. */

import type { FieldSchema } from "~/document/catalogue";
import type { Json } from "~/document/types";
import { shortText } from "../form/schema";

export type Option = { readonly value: string; readonly label: string; readonly json: Json };

const FEW = 4;
const MOST_LETTERS = 30;

export function optionsOf(schema: FieldSchema): readonly Option[] {
  const values = schema.const === undefined ? (schema.enum ?? []) : [schema.const];
  return values
    .filter((json) => json !== null)
    .map((json) => ({ value: shortText(json), label: labelOf(schema, json), json }));
}

/** What a value is called where the bare value would be shown. */
export function labelOf({ labels }: FieldSchema, json: Json): string {
  const value = shortText(json);
  return labels?.[value] ?? value.replaceAll("_", " ");
}

/** Whether all options can stand beside each other. */
export function isBrief(options: readonly Option[]): boolean {
  const letters = options.reduce((sum, { label }) => sum + label.length + 2, 0);
  return options.length > 1 && options.length <= FEW && letters <= MOST_LETTERS;
}
