import { Button } from "@mantine/core";
import { IconPlayerStop, IconRefresh, IconSitemap } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Execution } from "~/api/queries/executions";
import { useExecutionActions } from "../use-execution-actions";
import { canRetry, isLive } from "../words";

export type ActionsProps = { execution: Execution };

/** What can be done with an execution. */
export function Actions({ execution }: ActionsProps) {
  const { stop, retry, isBusy } = useExecutionActions(execution);
  return (
    <>
      {execution.workflow_name !== null && (
        <Button
          variant="default"
          leftSection={<IconSitemap size={16} aria-hidden />}
          renderRoot={(props) => (
            <Link
              to="/workflows/$workflowId"
              params={{ workflowId: execution.workflow_id }}
              search={{ execution: execution.id }}
              {...props}
            />
          )}
        >
          Show on the canvas
        </Button>
      )}
      {canRetry(execution) && (
        <Button leftSection={<IconRefresh size={16} aria-hidden />} loading={isBusy} onClick={retry}>
          Retry
        </Button>
      )}
      {isLive(execution) && (
        <Button
          color="red"
          variant="outline"
          leftSection={<IconPlayerStop size={16} aria-hidden />}
          loading={isBusy}
          onClick={stop}
        >
          Stop
        </Button>
      )}
    </>
  );
}
