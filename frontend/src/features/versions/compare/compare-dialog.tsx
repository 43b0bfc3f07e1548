import { Group, Modal, Select, Stack, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { diffQuery } from "~/api/queries/versions";
import type { VersionItem, WorkflowDetail } from "~/api/shapes";
import { useFilters } from "~/lib/filters";
import { QueryView } from "~/ui/query-view";
import { ChangeList } from "./change-list";
import { DiffPicture } from "./diff-picture";
import { DiffSummary } from "./diff-summary";
import { type Ends, endsOf, nameOf } from "./ends";
import { TextDiff } from "./text-diff";
import { useGoToNode } from "./use-go-to-node";

export type CompareDialogProps = { workflow: WorkflowDetail; versions: readonly VersionItem[] };

/** What two versions differ in, as a picture, field by field, and as text. The address says which two. */
export function CompareDialog({ workflow, versions }: CompareDialogProps) {
  const [address, change] = useFilters();
  const ends = endsOf(address.compare, workflow.version);
  return (
    <Modal
      opened={ends !== null}
      onClose={() => change({ compare: undefined })}
      title="Compare versions"
      size={1120}
    >
      {ends && <Comparison workflow={workflow} versions={versions} ends={ends} />}
    </Modal>
  );
}

function Comparison({ workflow, versions, ends }: CompareDialogProps & { ends: Ends }) {
  const [, change] = useFilters();
  const diff = useQuery(diffQuery(workflow.id, ends.before, ends.after));
  const goTo = useGoToNode(ends);
  const names = [
    ...(workflow.has_draft ? ["draft"] : []),
    ...versions.map((item) => String(item.version)),
    ends.before,
    ends.after,
  ];
  const choices = [...new Set(names)].map((end) => ({ value: end, label: nameOf(end) }));
  const choose = (next: Partial<Ends>) => {
    const { before, after } = { ...ends, ...next };
    change({ compare: `${before}..${after}` });
  };
  return (
    <Stack>
      <Group>
        <Select
          label="Before"
          data={choices}
          allowDeselect={false}
          value={ends.before}
          onChange={(before) => before && choose({ before })}
        />
        <Select
          label="After"
          data={choices}
          allowDeselect={false}
          value={ends.after}
          onChange={(after) => after && choose({ after })}
        />
      </Group>
      <QueryView query={diff}>
        {(found) => (
          <>
            <DiffSummary diff={found} />
            {!found.is_empty && (
              <Tabs defaultValue="picture" keepMounted={false}>
                <Tabs.List mb="sm">
                  <Tabs.Tab value="picture">Picture</Tabs.Tab>
                  <Tabs.Tab value="fields">Field by field</Tabs.Tab>
                  <Tabs.Tab value="text">JSON</Tabs.Tab>
                </Tabs.List>
                <Tabs.Panel value="picture">
                  <DiffPicture workflowId={workflow.id} ends={ends} diff={found} onPick={goTo} />
                </Tabs.Panel>
                <Tabs.Panel value="fields">
                  <ChangeList diff={found} onPick={goTo} />
                </Tabs.Panel>
                <Tabs.Panel value="text">
                  <TextDiff workflowId={workflow.id} ends={ends} />
                </Tabs.Panel>
              </Tabs>
            )}
          </>
        )}
      </QueryView>
    </Stack>
  );
}
