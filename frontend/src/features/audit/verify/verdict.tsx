import { Alert, Stack, Text } from "@mantine/core";
import { IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import type { NotedPlace } from "~/api/queries/audit";
import type { AuditVerification } from "~/api/shapes";
import { plural } from "~/lib/format";
import { CopyField } from "~/ui/copy-field";

export type VerdictProps = { found: AuditVerification; noted: NotedPlace | undefined };

const PROBLEMS = {
  missing: "An entry was removed",
  inserted: "An entry was put in",
  altered: "An entry was changed",
  head_differs: "The recorded end of the log was changed",
  noted_differs: "The log does not go through the entry that you noted",
} as const;

/** Whether a log is what was written, and if not, where it breaks. */
export function Verdict({ found, noted }: VerdictProps) {
  const { problem, entries, end } = found;
  if (problem)
    return (
      <Alert color="red" role="alert" icon={<IconShieldX aria-hidden />} title={PROBLEMS[problem.kind]}>
        <Text size="sm">
          It breaks at number {problem.seq}: {problem.message}. Before it{" "}
          {plural(entries, "entry is", "entries are")} right.
        </Text>
        {problem.entry_id && <Text size="sm">Entry {problem.entry_id}</Text>}
      </Alert>
    );
  return (
    <Stack gap="sm">
      <Alert color="green" role="status" icon={<IconShieldCheck aria-hidden />} title="The log is unbroken">
        <Text size="sm">
          {sinceText(found)}
          {noted && ` It goes through number ${noted.seq}, as you noted it.`} {unsealedText(found)}
        </Text>
      </Alert>
      {end.seq > 0 && (
        <>
          <Text size="sm">
            Note this place somewhere else. Whoever owns the database cannot rewrite the log before it without
            being noticed.
          </Text>
          <CopyField label="Number and hash of the last entry" text={`${end.seq} ${end.hash}`} />
        </>
      )}
    </Stack>
  );
}

function sinceText({ start, end, entries }: AuditVerification): string {
  if (entries === 0) return "It has no sealed entry yet.";
  const since =
    start.seq === 0
      ? "from the very first"
      : `since number ${start.seq + 1}, where what was too old was removed,`;
  return `${plural(entries, "entry is", "entries are")} as they were written, ${since} to number ${end.seq}.`;
}

function unsealedText({ unsealed }: AuditVerification): string {
  if (unsealed === 0) return "";
  return `${plural(unsealed, "entry is", "entries are")} newer and not sealed yet.`;
}
