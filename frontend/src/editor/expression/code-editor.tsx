import { lazy, Suspense } from "react";
import type { Json } from "~/document/types";
import { ErrorFallback } from "./error-fallback";
import { PlainEditor } from "./plain-editor";

export type CodeLanguage = "expression" | "template" | "json" | "text";
export type CodeError = { message: string; start: number; end: number };

/** What names mean in an expression: the values of the last execution. */
export type ExpressionScope = {
  input?: Json;
  nodes: Readonly<Record<string, Json>>;
  variables: Readonly<Record<string, Json>>;
  context: Readonly<Record<string, Json>>;
  /** Inside of what runs once for every item. */
  item?: Json;
  index?: number;
  items?: readonly Json[];
};

export type CodeEditorProps = {
  value: string;
  onChange: (value: string) => void;
  language: CodeLanguage;
  label: string;
  readOnly?: boolean;
  /** 1: a single line, however long. */
  minLines?: number;
  scope?: ExpressionScope;
  format?: string;
  error?: CodeError | null;
  placeholder?: string;
};

/** Where nothing can be measured, as without a window, the editor with colours cannot work. */
const canMeasure = typeof Range !== "undefined" && "getClientRects" in Range.prototype;

const CodeMirror = lazy(async () => {
  const { CodeMirror: Loaded } = await import("./code-mirror");
  return { default: Loaded };
});

/** A text with colours, completion and errors where they are. Loaded when first needed; until then, plain. */
export function CodeEditor(props: CodeEditorProps) {
  const plain = <PlainEditor {...props} />;
  if (!canMeasure) return plain;
  return (
    <ErrorFallback fallback={plain}>
      <Suspense fallback={plain}>
        <CodeMirror {...props} />
      </Suspense>
    </ErrorFallback>
  );
}
