import { ExpressionField } from "../../expression/expression-field";
import type { FieldProps } from "../form/field-props";
import { useForm } from "../form/form-context";
import { isText, useDraft } from "../form/use-draft";
import { useField } from "../form/use-field";
import { CodeFrame } from "./code-frame";
import { printTemplated, readTemplated } from "./json-texts";

/** JSON or a text, with templates in the texts. */
export function TemplatedJsonField(props: FieldProps) {
  const { path, value, onChange, label } = props;
  const { scope } = useForm();
  const draft = useDraft({
    path,
    value,
    print: printTemplated,
    read: readTemplated,
    isTyped: isText,
    onChange,
  });
  const field = useField(props, draft.fault);
  return (
    <CodeFrame field={field}>
      <ExpressionField
        label={label}
        format="templated-json"
        minLines={2}
        readOnly={field.readOnly}
        placeholder={field.placeholder}
        scope={scope}
        hasError={field.error !== undefined}
        value={draft.typed}
        onChange={draft.type}
      />
    </CodeFrame>
  );
}
