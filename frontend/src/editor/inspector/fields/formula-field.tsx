import { own } from "~/lib/own";
import { ExpressionField } from "../../expression/expression-field";
import type { FieldProps } from "../form/field-props";
import { useForm } from "../form/form-context";
import { useField } from "../form/use-field";
import { CodeFrame } from "./code-frame";
import { textOf, typedText } from "./texts";

const TEMPLATES: Readonly<Record<string, string>> = {
  "html-template": "template",
  "email-template": "template",
  workflow: "template",
};

/** An expression, or a text with expressions in it, and what it gives. */
export function FormulaField(props: FieldProps) {
  const { schema, value, onChange, label } = props;
  const { scope } = useForm();
  const { placeholder: _placeholder, ...field } = useField(props);
  const format = schema.format ?? "template";
  const placeholder = textOf(schema.default) || schema.placeholder;
  return (
    <CodeFrame field={field}>
      <ExpressionField
        label={label}
        format={own(TEMPLATES, format) ?? format}
        minLines={format === "html-template" ? 4 : undefined}
        readOnly={field.readOnly}
        placeholder={placeholder}
        scope={scope}
        hasError={field.error !== undefined}
        value={textOf(value)}
        onChange={(text) => onChange(typedText(text, props))}
      />
    </CodeFrame>
  );
}
