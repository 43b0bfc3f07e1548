import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { usageQuery } from "~/api/queries/usage";
import { Page } from "~/ui/page";
import { QueryView } from "~/ui/query-view";
import { FiguresSection } from "./figures-section";
import { HistorySection } from "./history-section";
import { LimitsSection } from "./limits-section";

/** What the tenant uses of what it may. */
export function UsagePage() {
  const usage = useQuery(usageQuery());
  return (
    <Page title="Usage" about="What this tenant uses, and how its executions fare.">
      <QueryView query={usage}>
        {(found) => (
          <Stack gap="lg">
            <LimitsSection usage={found} />
            <FiguresSection />
            <HistorySection usage={found} />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}
