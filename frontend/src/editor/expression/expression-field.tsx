import { Stack } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type Preview, previewQuery } from "~/api/queries/expressions";
import { own } from "~/lib/own";
import { CodeEditor, type CodeError, type CodeLanguage, type ExpressionScope } from "./code-editor";
import { unitsAt } from "./positions";
import { PreviewLine } from "./preview-line";
import { type NoPreview, previewRequest, withoutValues } from "./preview-request";

export type ExpressionFieldProps = {
  value: string;
  onChange: (value: string) => void;
  label: string;
  /** As the field's schema says: expression, items, loop, template, templated-json. */
  format: string;
  scope: ExpressionScope | null;
  minLines?: number;
  readOnly?: boolean;
  placeholder?: string;
  /** The field has said already what is wrong. */
  hasError?: boolean;
};

const DELAY_MS = 300;
const LANGUAGES: Readonly<Record<string, CodeLanguage>> = {
  template: "template",
  "templated-json": "template",
};

/** An expression or a template, with what it gives for the values of the last execution. */
export function ExpressionField({
  value,
  onChange,
  label,
  format,
  scope,
  hasError = false,
  ...editor
}: ExpressionFieldProps) {
  const language = own(LANGUAGES, format) ?? "expression";
  const [settled] = useDebouncedValue(value, DELAY_MS);
  const isCode = isCodeIn(settled, language);
  const request = isCode ? previewRequest(settled, format, scope) : null;
  const asked = request !== null && typeof request !== "string" ? request : null;
  const blind = typeof request === "string" ? withoutValues(settled, format) : null;
  const preview = useQuery({ ...previewQuery(asked ?? blind), placeholderData: keepPreviousData });
  const isCurrent = settled === value && request !== null && !preview.isPlaceholderData;
  const isTold = isCurrent && (asked !== null || preview.data?.error?.code === "syntax_error");
  return (
    <Stack gap={4}>
      <CodeEditor
        {...editor}
        label={label}
        language={language}
        format={format}
        value={value}
        onChange={onChange}
        scope={scope ?? undefined}
        error={isTold ? errorIn(value, preview.data ?? null) : null}
      />
      {isCodeIn(value, language) && (
        <PreviewLine
          label={label}
          text={settled}
          preview={asked !== null || isTold ? (preview.data ?? null) : null}
          reason={reasonOf(request)}
          isOld={asked !== null && !isCurrent}
          hasError={hasError}
        />
      )}
    </Stack>
  );
}

/** Templates without an expression need no preview. */
function isCodeIn(text: string, language: CodeLanguage): boolean {
  return language === "template" ? text.includes("{{") : text.trim() !== "";
}

function reasonOf(request: ReturnType<typeof previewRequest> | null): NoPreview | null {
  return typeof request === "string" ? request : null;
}

/** Where the error is: of all elements the first one that has any. */
export function errorIn(text: string, preview: Preview | null): CodeError | null {
  const error = preview?.error ?? preview?.items?.find((item) => item.error)?.error;
  if (!error?.position) return null;
  const { start, end } = error.position;
  return { message: error.message, start: unitsAt(text, start), end: unitsAt(text, end) };
}
