import { CodeEditor } from "../../expression/code-editor";
import type { FieldProps } from "../form/field-props";
import { useField } from "../form/use-field";
import { CodeFrame } from "./code-frame";
import { textOf, typedText } from "./texts";

/** Code of a language that the editor knows nothing about. */
export function CodeField(props: FieldProps) {
  const field = useField(props);
  return (
    <CodeFrame field={field}>
      <CodeEditor
        label={props.label}
        language="text"
        minLines={4}
        readOnly={field.readOnly}
        placeholder={field.placeholder}
        value={textOf(props.value)}
        onChange={(text) => props.onChange(typedText(text, props))}
      />
    </CodeFrame>
  );
}
