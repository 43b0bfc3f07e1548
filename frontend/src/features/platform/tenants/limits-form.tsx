import { Button, Group, Stack, Table } from "@mantine/core";
import { useState } from "react";
import { type Quotas, setQuotas } from "~/api/queries/platform";
import type { Plan, Usage } from "~/api/shapes";
import { ProblemAlert } from "~/ui/problem-alert";
import { LimitRow } from "./limit-row";
import { isSame, type OwnLimits, planLimit, quotasOf } from "./own-limits";
import { useTenantChange } from "./use-tenant-change";

export type LimitsFormProps = { id: string; usage: Usage; plan: Plan | undefined; served: OwnLimits };

/** A row for each limit: what is used, what the plan allows, what holds instead. */
export function LimitsForm({ id, usage, plan, served }: LimitsFormProps) {
  const [limits, setLimits] = useState(served);
  const saving = useTenantChange((quotas: Quotas) => setQuotas(id, quotas), "The limits are saved.");
  const quotas = quotasOf(limits);
  const isDirty = !isSame(limits, served);
  return (
    <form
      aria-label="Limits of the tenant"
      onSubmit={(event) => {
        event.preventDefault();
        if (quotas) saving.mutate(quotas);
      }}
    >
      <Stack>
        {saving.error && <ProblemAlert error={saving.error} title="The limits were not saved" />}
        <Table.ScrollContainer minWidth={520}>
          <Table aria-label="Limits" verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">What</Table.Th>
                <Table.Th scope="col">Used</Table.Th>
                <Table.Th scope="col">Limit</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {usage.items.map((entry) => (
                <LimitRow
                  key={entry.metric}
                  entry={entry}
                  ofPlan={planLimit(plan, entry.metric)}
                  own={limits[entry.metric] ?? { mode: "plan", amount: undefined }}
                  onChange={(own) => setLimits((before) => ({ ...before, [entry.metric]: own }))}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        <Group justify="flex-end">
          <Button variant="default" disabled={!isDirty} onClick={() => setLimits(served)}>
            Discard
          </Button>
          <Button type="submit" disabled={!isDirty || quotas === undefined} loading={saving.isPending}>
            Save the limits
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
