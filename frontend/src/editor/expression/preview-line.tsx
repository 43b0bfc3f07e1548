import { Code, Group, Text } from "@mantine/core";
import type { Preview, PreviewError } from "~/api/queries/expressions";
import { brief } from "./kinds";
import { placeName, unitsAt } from "./positions";
import classes from "./preview-line.module.css";
import type { NoPreview } from "./preview-request";

export type PreviewLineProps = {
  label: string;
  text: string;
  preview: Preview | null;
  /** Why there is none. */
  reason: NoPreview | null;
  /** It belongs to what was there before the last letters. */
  isOld: boolean;
  /** The error is told elsewhere already. */
  hasError: boolean;
};

const REASONS: Readonly<Record<NoPreview, string>> = {
  "nothing-ran": "Run the workflow once to see real values here.",
  "nothing-arrived": "Nothing has arrived at this node yet. Run the workflow to here to see the result.",
  "only-running": "The value so far is known only while it runs.",
  variables: "The variables of a workflow are known only while it runs.",
};

/** What an expression gives, or why it gives nothing. */
export function PreviewLine({ label, text, preview, reason, isOld, hasError }: PreviewLineProps) {
  return (
    <div
      role="status"
      aria-label={`Result of ${label}`}
      className={classes.line}
      data-old={isOld || undefined}
    >
      {reason !== null && (
        <Text size="xs" c="dimmed">
          {REASONS[reason]}
        </Text>
      )}
      {preview !== null && <Result text={text} preview={preview} hasError={hasError} />}
    </div>
  );
}

type ResultProps = { text: string; preview: Preview; hasError: boolean };

function Result({ text, preview, hasError }: ResultProps) {
  if (preview.error) return hasError ? null : <Fault text={text} error={preview.error} />;
  if (!preview.items) return <Value preview={preview} />;
  const failed = preview.items.find((item) => item.error)?.error;
  return (
    <>
      {preview.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a result has nothing but its place
        <Group key={at} gap={6} wrap="nowrap">
          <Text size="xs" c="dimmed" className={classes.place}>
            {at}
          </Text>
          {item.error ? (
            <Text size="xs" c="dimmed">
              error
            </Text>
          ) : (
            <Value preview={item} />
          )}
        </Group>
      ))}
      <Text size="xs" c="dimmed">
        {preview.items.length === 0 ? "The list is empty." : `Of the first ${preview.items.length} elements`}
      </Text>
      {failed && !hasError && <Fault text={text} error={failed} />}
    </>
  );
}

function Value({ preview }: { preview: Preview }) {
  const { value, kind, is_preview: isCut } = preview;
  return (
    <Group gap={6} wrap="nowrap" className={classes.value}>
      <Text size="xs" c="dimmed" component="span">
        =
      </Text>
      <Code className={classes.code}>{value === undefined ? "null" : brief(value)}</Code>
      <Text size="xs" c="dimmed" component="span">
        {kind}
        {isCut ? ", its beginning" : ""}
      </Text>
    </Group>
  );
}

function Fault({ text, error }: { text: string; error: PreviewError }) {
  const { message, hint, position } = error;
  const place = position && ` (${placeName(text, unitsAt(text, position.start))})`;
  return (
    <Text size="xs" c="var(--mantine-color-error)">
      {message.charAt(0).toUpperCase() + message.slice(1)}
      {place}. {hint}
    </Text>
  );
}
