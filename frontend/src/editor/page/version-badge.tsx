import { Badge, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { workflowQuery } from "~/api/queries/workflow";
import { useSession } from "./session-context";
import classes from "./top-bar.module.css";

/** The latest published version, and whether there is a draft besides. */
export function VersionBadge() {
  const { workflowId } = useSession();
  const workflow = useQuery(workflowQuery(workflowId)).data;
  if (workflow === undefined) return null;
  const { version, has_draft: hasDraft } = workflow;
  const text = version === null ? "Draft" : `v${version}${hasDraft ? " + draft" : ""}`;
  return (
    <Tooltip label={explained(version, hasDraft)}>
      <Badge variant="light" color="gray" tt="none" className={classes.version}>
        {text}
      </Badge>
    </Tooltip>
  );
}

function explained(version: number | null, hasDraft: boolean): string {
  if (version === null) return "Nothing is published yet.";
  return hasDraft
    ? `Version ${version} is published; the draft is newer.`
    : `Version ${version} is published; there is no newer draft.`;
}
