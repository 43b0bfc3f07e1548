import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import { IconChevronDown, IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { useEditor, useRun, useStores } from "../context";
import { keyNames } from "../shortcuts/keys";
import { canRunFromHere, canStart, runFromHere, runToHere, selectedNode } from "./actions";
import { useRunDetails } from "./details";
import classes from "./run.module.css";
import { isLive } from "./standing";
import { useWhyNever } from "./why-not-run";

/** Runs the draft; while it runs, stops it. The arrow has the ways to run a part. */
export function RunButton() {
  const stores = useStores();
  const isRunning = useRun((state) => isLive(state.execution));
  const isStarting = useRun((state) => state.isStarting);
  const whyNever = useWhyNever();
  const isStopping = useRunDetails((details) => details.isStopping);
  if (isRunning)
    return (
      <Button
        className={classes.main}
        color="red"
        variant="light"
        loading={isStopping}
        loaderProps={{ children: "Stopping…" }}
        aria-label={isStopping ? "Stopping" : "Stop"}
        leftSection={<IconPlayerStop size={16} aria-hidden />}
        onClick={() => void stores.run.getState().stop()}
      >
        Stop
      </Button>
    );
  return (
    <Button.Group className={classes.main}>
      <Tooltip label={whyNever ?? `Save and run the draft (${keyNames("mod+Enter").join(" ")})`}>
        <Button
          flex={1}
          aria-label="Run"
          loading={isStarting}
          disabled={whyNever !== undefined}
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          onClick={() => void stores.run.getState().start()}
        >
          Run
        </Button>
      </Tooltip>
      <RunMenu />
    </Button.Group>
  );
}

function RunMenu() {
  const stores = useStores();
  useEditor((state) => state.selection);
  useRun((state) => state.execution);
  const isStarting = useRun((state) => state.isStarting);
  const canExecute = useRunDetails((details) => details.canExecute);
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="filled"
          color="teal"
          size={36}
          radius="md"
          className={classes.more}
          aria-label="Other ways to run"
          disabled={!canExecute || isStarting}
        >
          <IconChevronDown size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void stores.run.getState().start()}>Run</Menu.Item>
        <Menu.Item
          disabled={selectedNode(stores) === null || !canStart(stores)}
          onClick={() => runToHere(stores)}
        >
          Run to the selected node
        </Menu.Item>
        <Menu.Item disabled={!canRunFromHere(stores)} onClick={() => void runFromHere(stores)}>
          Run from the selected node with the last data
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
