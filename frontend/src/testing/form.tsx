/** Draws a form from a schema, beside what it has made of its values. */

import { useState } from "react";
import type { FieldSchema } from "~/document/catalogue";
import { type Path, withValue } from "~/document/commands/values";
import type { Json, JsonObject } from "~/document/types";
import { SchemaForm, type SchemaFormProps } from "~/editor/inspector/form/schema-form";
import { renderInEditor } from "./editor";

export type FormOptions = Partial<Omit<SchemaFormProps, "schema" | "values" | "onChange">>;

/** `values()`: what the form holds now. `changes`: every change, with its path. */
export function renderForm(schema: FieldSchema, start: JsonObject = {}, options: FormOptions = {}) {
  let latest = start;
  const changes: { readonly path: Path; readonly value: Json | undefined }[] = [];

  function Form() {
    const [values, setValues] = useState(start);
    function change(path: Path, value: Json | undefined) {
      changes.push({ path, value });
      latest = withValue(values, path, value);
      setValues(latest);
    }
    return <SchemaForm id="test" schema={schema} values={values} onChange={change} {...options} />;
  }
  return { ...renderInEditor(<Form />), changes, values: () => latest };
}

/** A form of a single field, which is called "Field". */
export function renderField(
  schema: FieldSchema,
  value?: Json,
  options: FormOptions & { isRequired?: boolean } = {},
) {
  const { isRequired = false, ...rest } = options;
  const form: FieldSchema = {
    properties: { field: { title: "Field", ...schema } },
    required: isRequired ? ["field"] : [],
  };
  const rendered = renderForm(form, value === undefined ? {} : { field: value }, rest);
  return { ...rendered, value: () => rendered.values().field };
}
