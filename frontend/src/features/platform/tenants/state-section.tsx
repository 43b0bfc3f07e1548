import { Button, Group } from "@mantine/core";
import { resumeTenant, suspendTenant } from "~/api/queries/platform";
import type { Tenant } from "~/api/shapes";
import { confirm } from "~/ui/confirm";
import { ProblemAlert } from "~/ui/problem-alert";
import { Section } from "~/ui/section";
import { useTenantChange } from "./use-tenant-change";

export type StateSectionProps = { tenant: Tenant; onDelete: () => void };

const ABOUT = {
  active: "Its members can work in it.",
  suspended: "Nobody can act in it, and nothing runs in it. Nothing is lost.",
  deleting: "Nobody can act in it. A day after it was deleted everything is erased, for good.",
} as const;

/** Close a tenant, open it again, delete it, take that back. */
export function StateSection({ tenant, onDelete }: StateSectionProps) {
  const { id, name, status } = tenant;
  const suspending = useTenantChange(() => suspendTenant(id), `${name} is suspended.`);
  const resuming = useTenantChange(() => resumeTenant(id), `${name} is open again.`);
  const error = suspending.error ?? resuming.error;
  const suspend = () =>
    confirm({
      title: `Suspend ${name}?`,
      children: "Within a second nobody can act in it, and nothing runs in it any more. You can resume it.",
      action: "Suspend",
      onConfirm: () => suspending.mutate(undefined),
    });
  return (
    <Section title="State" about={ABOUT[status]}>
      {error && <ProblemAlert error={error} title="Nothing was changed" />}
      <Group gap="sm">
        {status === "active" ? (
          <Button variant="default" loading={suspending.isPending} onClick={suspend}>
            Suspend
          </Button>
        ) : (
          <Button loading={resuming.isPending} onClick={() => resuming.mutate(undefined)}>
            {status === "deleting" ? "Take the deletion back" : "Resume"}
          </Button>
        )}
        {status !== "deleting" && (
          <Button color="red" variant="outline" onClick={onDelete}>
            Delete
          </Button>
        )}
      </Group>
    </Section>
  );
}
