/** What people fill in when they decide. Pure. */

import type { ApprovalField } from "~/api/shapes";
import type { Json } from "~/document/types";

export type FormValues = Readonly<Record<string, Json | undefined>>;

/** What is sent: without what was left empty. */
export function filledIn(values: FormValues): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined || value === "" ? [] : [[name, value] as const],
    ),
  );
}

/** The fields that an approval needs and has not. */
export function missingFields(form: readonly ApprovalField[], values: FormValues): readonly string[] {
  const filled = filledIn(values);
  return form.filter(({ name, required }) => required && !(name in filled)).map(({ name }) => name);
}

/** Where the server says something about a field. */
export function pointerOf(name: string): string {
  return `/values/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

export function shownValue(value: Json | undefined): string {
  if (value === undefined || value === null || value === "") return "–";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
