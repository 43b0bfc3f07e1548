import { Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Revised } from "~/api/queries/tenant";
import type { Tenant } from "~/api/shapes";
import { Section } from "~/ui/section";
import { TimeAgo } from "~/ui/time-ago";
import { TenantForm } from "./tenant-form";

export type GeneralSectionProps = { served: Revised<Tenant>; canChange: boolean };

/** What the tenant is called, and how long it keeps things. */
export function GeneralSection({ served, canChange }: GeneralSectionProps) {
  const { slug, plan, created_at } = served.body;
  return (
    <Section title="This tenant" about={!canChange && "Your roles allow you to see this, not to change it."}>
      <Group gap="xl">
        <Fact label="Short name" value={slug} />
        <Fact label="Plan" value={plan} />
        <Fact label="Since" value={<TimeAgo at={created_at} />} />
      </Group>
      <TenantForm served={served} canChange={canChange} />
    </Section>
  );
}

function Fact({ label, value }: { label: string; value: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="sm">{value}</Text>
    </div>
  );
}
