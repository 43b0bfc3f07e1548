import { Grid, Tabs } from "@mantine/core";
import { useFilters } from "~/lib/filters";
import { Page } from "~/ui/page";
import { VIEWS, viewOf } from "./approvals/address";
import { ApprovalDetail } from "./approvals/approval-detail";
import { ApprovalList } from "./approvals/approval-list";

/** What workflows ask people to decide, and what was decided. */
export function ApprovalsPage() {
  const [address, change] = useFilters();
  const view = viewOf(address);
  const chosen = address.approval;
  return (
    <Page title="Approvals" about="Workflows that ask somebody wait here until it is decided.">
      <Tabs
        value={view}
        onChange={(next) => change({ view: next === "mine" ? undefined : (next ?? undefined) })}
      >
        <Tabs.List mb="md">
          {VIEWS.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={view}>
          <Grid>
            <Grid.Col span={chosen ? { base: 12, md: 5 } : 12}>
              <ApprovalList view={view} chosen={chosen} onChoose={(approval) => change({ approval })} />
            </Grid.Col>
            {chosen && (
              <Grid.Col span={{ base: 12, md: 7 }}>
                <ApprovalDetail key={chosen} id={chosen} onClose={() => change({ approval: undefined })} />
              </Grid.Col>
            )}
          </Grid>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
