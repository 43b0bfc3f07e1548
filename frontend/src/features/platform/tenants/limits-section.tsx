import { useQuery } from "@tanstack/react-query";
import { plansQuery, tenantUsageQuery } from "~/api/queries/platform";
import type { Tenant } from "~/api/shapes";
import { QueryView } from "~/ui/query-view";
import { Section } from "~/ui/section";
import { LimitsForm } from "./limits-form";
import { ownLimits } from "./own-limits";

export type LimitsSectionProps = { tenant: Tenant };

/** What a tenant uses, and the limits of its own. */
export function LimitsSection({ tenant }: LimitsSectionProps) {
  const usage = useQuery(tenantUsageQuery(tenant.id));
  const plans = useQuery(plansQuery());
  return (
    <Section title="Usage and limits" about="A limit of its own replaces that of the plan.">
      <QueryView query={usage}>
        {(used) => (
          <QueryView query={plans}>
            {(all) => {
              const plan = all.find(({ name }) => name === used.plan);
              const own = ownLimits(used, plan);
              return (
                <LimitsForm key={JSON.stringify(own)} id={tenant.id} usage={used} plan={plan} served={own} />
              );
            }}
          </QueryView>
        )}
      </QueryView>
    </Section>
  );
}
