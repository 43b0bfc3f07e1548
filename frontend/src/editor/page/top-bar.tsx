import { Anchor, Button, Group } from "@mantine/core";
import { IconChevronRight, IconUpload } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { EditorProvider, type EditorStores } from "../context";
import { RunControls } from "../run/run-controls";
import type { EditorPanel } from "./panels";
import { ProblemsButton } from "./problems-button";
import { SaveStatus } from "./save-status";
import { usePageUi, useSession } from "./session-context";
import classes from "./top-bar.module.css";
import { UndoButtons } from "./undo-buttons";
import { VersionBadge } from "./version-badge";
import { WorkflowMenu } from "./workflow-menu";
import { WorkflowName } from "./workflow-name";

/** `shown`: what is on the canvas, which need not be the draft. */
export type TopBarProps = { panels: readonly EditorPanel[]; shown: EditorStores };

/** Which workflow this is, whether it is saved, and what can be done with it. */
export function TopBar({ panels, shown }: TopBarProps) {
  const { saver } = useSession();
  const open = usePageUi((ui) => ui.open);
  return (
    <header className={classes.bar}>
      <Group gap={4} wrap="nowrap" className={classes.about}>
        <Anchor
          size="sm"
          c="dimmed"
          className={classes.crumb}
          renderRoot={(props) => <Link to="/workflows" {...props} />}
        >
          Workflows
        </Anchor>
        <IconChevronRight size={14} aria-hidden className={classes.crumb} />
        <WorkflowName />
        <VersionBadge />
        <SaveStatus />
      </Group>
      <Group gap={6} wrap="nowrap">
        <EditorProvider stores={shown}>
          {saver && <UndoButtons />}
          <ProblemsButton />
          <div data-tour="run">
            <RunControls />
          </div>
        </EditorProvider>
        {saver && (
          <Button
            size="compact-sm"
            h={30}
            variant="default"
            leftSection={<IconUpload size={16} />}
            data-tour="publish"
            onClick={() => open("publish")}
          >
            Publish
          </Button>
        )}
        <WorkflowMenu panels={panels} />
      </Group>
    </header>
  );
}
