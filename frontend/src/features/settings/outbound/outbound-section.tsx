import { useQuery } from "@tanstack/react-query";
import { outboundRulesQuery } from "~/api/queries/tenant";
import { QueryView } from "~/ui/query-view";
import { Section } from "~/ui/section";
import { OutboundForm } from "./outbound-form";

export type OutboundSectionProps = { canChange: boolean };

/** Where workflows may go. */
export function OutboundSection({ canChange }: OutboundSectionProps) {
  const query = useQuery(outboundRulesQuery());
  return (
    <Section
      title="Where workflows may go"
      id="outbound"
      about="Every request and every message of a workflow passes these rules. They can only narrow what the installation allows: networks that are not public stay closed."
    >
      <QueryView query={query}>
        {(served) => <OutboundForm served={served} canChange={canChange} />}
      </QueryView>
    </Section>
  );
}
