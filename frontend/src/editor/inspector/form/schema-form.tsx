import { useEffect, useRef, useState } from "react";
import type { FieldSchema } from "~/document/catalogue";
import type { Path } from "~/document/commands/values";
import type { Json, JsonObject } from "~/document/types";
import type { ExpressionScope } from "../../expression/code-editor";
import { FieldList } from "./field-list";
import { focusField, normalName } from "./focus-field";
import { type Drafts, FormProvider, type FormState } from "./form-context";

export type SchemaFormProps = {
  /** Tells forms apart that follow each other at one place. */
  id: string;
  /** Of an object, such as the parameters of a node type. */
  schema: FieldSchema;
  values: JsonObject;
  /** `at`: the part within that changed, for undo. */
  onChange: (path: Path, value: Json | undefined, at?: Path) => void;
  isReadOnly?: boolean;
  problems?: ReadonlyMap<string, readonly string[]>;
  scope?: ExpressionScope | null;
  without?: readonly string[];
  /** What could not be saved as it was typed; give a map to keep it while the form is not shown. */
  drafts?: Drafts;
  /** The field to put the cursor into. */
  focus?: { readonly field: string; readonly at: number } | null;
};

const NO_PROBLEMS: FormState["problems"] = new Map();

/** A form drawn from a JSON Schema. */
export function SchemaForm({
  id,
  schema,
  values,
  onChange,
  without,
  focus = null,
  ...given
}: SchemaFormProps) {
  const [ownDrafts] = useState<Drafts>(() => new Map());
  const place = useRef<HTMLDivElement>(null);
  const field = focus === null ? undefined : normalName(focus.field);
  const at = focus?.at;
  useEffect(() => {
    if (field !== undefined && at !== undefined && place.current) focusField(place.current, field);
  }, [field, at]);

  const form: FormState = {
    id,
    root: schema,
    values,
    isReadOnly: given.isReadOnly ?? false,
    problems: given.problems ?? NO_PROBLEMS,
    scope: given.scope ?? null,
    drafts: given.drafts ?? ownDrafts,
    focus: field === undefined || at === undefined ? null : { field, at },
    change: onChange,
  };
  return (
    <FormProvider form={form}>
      <div ref={place}>
        <FieldList schema={schema} path={[]} values={values} without={without} />
      </div>
    </FormProvider>
  );
}
