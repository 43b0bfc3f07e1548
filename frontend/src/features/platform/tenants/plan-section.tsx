import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { plansQuery, setPlan } from "~/api/queries/platform";
import type { Tenant } from "~/api/shapes";
import { ProblemAlert } from "~/ui/problem-alert";
import { Section } from "~/ui/section";
import { useTenantChange } from "./use-tenant-change";

export type PlanSectionProps = { tenant: Tenant };

/** Which plan a tenant has. It changes at once; a smaller one takes nothing away. */
export function PlanSection({ tenant }: PlanSectionProps) {
  const plans = useQuery(plansQuery()).data ?? [];
  const changing = useTenantChange((plan: string) => setPlan(tenant.id, plan), "The plan is changed.");
  const about = plans.find(({ name }) => name === tenant.plan)?.description;
  const names = [...new Set([tenant.plan, ...plans.map(({ name }) => name)])];
  return (
    <Section
      title="Plan"
      about="A smaller plan takes nothing away from what is there; it refuses more. Own limits stay."
    >
      {changing.error && <ProblemAlert error={changing.error} title="The plan was not changed" />}
      <Select
        aria-label="Plan of the tenant"
        description={about}
        data={names}
        allowDeselect={false}
        disabled={changing.isPending}
        value={changing.isPending ? changing.variables : tenant.plan}
        onChange={(plan) => {
          if (plan !== null && plan !== tenant.plan) changing.mutate(plan);
        }}
        maw={260}
      />
    </Section>
  );
}
