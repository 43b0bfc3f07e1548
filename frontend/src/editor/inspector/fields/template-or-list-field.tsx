import { isList } from "~/document/commands/values";
import type { FieldProps } from "../form/field-props";
import { FormulaField } from "./formula-field";
import { TemplatedJsonField } from "./templated-json-field";

/** A text with expressions in it; a list of such texts, where the value is one, as JSON. */
export function TemplateOrListField(props: FieldProps) {
  return isList(props.value) ? <TemplatedJsonField {...props} /> : <FormulaField {...props} />;
}
