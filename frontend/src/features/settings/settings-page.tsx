import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { meQuery } from "~/api/queries/session";
import { tenantQuery } from "~/api/queries/tenant";
import { Page } from "~/ui/page";
import { QueryView } from "~/ui/query-view";
import { DeleteSection } from "./delete-section";
import { ExportSection } from "./export-section";
import { GeneralSection } from "./general-section";
import { OutboundSection } from "./outbound/outbound-section";

/** How the tenant is, where its workflows may go, taking everything along, and its end. */
export function SettingsPage() {
  const permissions = useQuery(meQuery()).data?.permissions ?? [];
  const tenant = useQuery(tenantQuery());
  const canChange = permissions.includes("tenant.update");
  return (
    <Page title="Settings" about="Of the tenant that you are in.">
      <QueryView query={tenant}>
        {(served) => (
          <Stack gap="lg" maw={960}>
            <GeneralSection served={served} canChange={canChange} />
            <OutboundSection canChange={canChange} />
            {permissions.includes("tenant.export") && <ExportSection slug={served.body.slug} />}
            {permissions.includes("tenant.delete") && <DeleteSection tenant={served.body} />}
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}
