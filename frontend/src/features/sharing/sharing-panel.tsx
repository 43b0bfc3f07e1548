import { Divider, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { workflowQuery } from "~/api/queries/workflow";
import type { WorkflowDetail } from "~/api/shapes";
import { useSession } from "~/editor/page/session-context";
import { QueryView } from "~/ui/query-view";
import { AddShare } from "./add-share";
import { OwnerSection } from "./owner-section";
import { RolesAnyway } from "./roles-anyway";
import { ShareList } from "./share-list";
import { VisibilitySection } from "./visibility-section";

/** Who may do what with the open workflow. Changing it takes the right to share it. */
export function SharingPanel() {
  const { workflowId } = useSession();
  const workflow = useQuery(workflowQuery(workflowId));
  return <QueryView query={workflow}>{(detail) => <Sharing workflow={detail} />}</QueryView>;
}

function Sharing({ workflow }: { workflow: WorkflowDetail }) {
  const canShare = workflow.permissions.includes("workflows.share");
  return (
    <Stack>
      <VisibilitySection workflow={workflow} canShare={canShare} />
      <OwnerSection workflow={workflow} canShare={canShare} />
      <Divider />
      {canShare ? (
        <>
          <AddShare workflow={workflow} />
          <ShareList workflow={workflow} />
        </>
      ) : (
        <Text size="sm" c="dimmed">
          You may not share this workflow. Its owner can, and whoever has it at the level “Admin”.
        </Text>
      )}
      <Divider />
      <RolesAnyway workflow={workflow} />
    </Stack>
  );
}
