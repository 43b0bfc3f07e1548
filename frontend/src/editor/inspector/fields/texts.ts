/** How texts of fields become values. */

import type { FieldSchema } from "~/document/catalogue";
import type { Json } from "~/document/types";
import { shortText } from "../form/schema";

/** What a field for a text shows of a value, also of one that should not be there. */
export function textOf(value: Json | undefined): string {
  return shortText(value);
}

/** An emptied field is not set, unless empty is something else than not set. */
export function typedText(
  text: string,
  { schema, isRequired }: { schema: FieldSchema; isRequired: boolean },
): Json | undefined {
  if (text !== "") return text;
  const hasOtherDefault = typeof schema.default === "string" && schema.default !== "";
  return isRequired || hasOtherDefault ? "" : undefined;
}
