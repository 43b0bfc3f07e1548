import { CodeEditor } from "../../expression/code-editor";
import type { FieldProps } from "../form/field-props";
import { isText, useDraft } from "../form/use-draft";
import { useField } from "../form/use-field";
import { CodeFrame } from "./code-frame";
import { printJson, readJson } from "./json-texts";

/** Any JSON; what is none yet stays in the field and is marked. */
export function JsonField(props: FieldProps) {
  const { path, value, onChange, label } = props;
  const { typed, fault, type } = useDraft({
    path,
    value,
    print: printJson,
    read: readJson,
    isTyped: isText,
    onChange,
  });
  const field = useField(props, fault);
  return (
    <CodeFrame field={field}>
      <CodeEditor
        label={label}
        language="json"
        minLines={3}
        readOnly={field.readOnly}
        placeholder={field.placeholder}
        value={typed}
        onChange={type}
      />
    </CodeFrame>
  );
}
