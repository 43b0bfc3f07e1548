import { Button, Group, Text, Tooltip, VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconCloudOff, IconLoader, IconPencilOff } from "@tabler/icons-react";
import { formatRelative } from "~/lib/format";
import { useEditor } from "../context";
import type { SaveState } from "../state";
import { RefusedDraft } from "./refused-draft";
import { usePageUi } from "./session-context";
import classes from "./top-bar.module.css";

/** Whether the server has what is shown. Read out when it changes. */
export function SaveStatus() {
  const save = useEditor((state) => state.save);
  const isNotKept = useEditor((state) => state.isNotKept);
  const canEdit = useEditor((state) => state.canEdit);
  const open = usePageUi((ui) => ui.open);
  if (!canEdit) return <Line icon={<IconPencilOff size={16} />} text="Read-only" detail={READ_ONLY} />;
  if (save.kind === "conflict") {
    return (
      <Button
        size="compact-sm"
        color="orange"
        leftSection={<IconAlertTriangle size={16} />}
        onClick={() => open("conflict")}
      >
        Conflict: choose a draft
      </Button>
    );
  }
  const told = { text: textOf(save, isNotKept), detail: detailOf(save, isNotKept) };
  if (save.kind === "offline" && save.reason === "refused") return <RefusedDraft {...told} />;
  return <Line icon={ICONS[save.kind]} {...told} />;
}

type LineProps = { icon: React.ReactNode; text: string; detail: string };

function Line({ icon, text, detail }: LineProps) {
  return (
    <Tooltip label={detail} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <Group gap={6} wrap="nowrap" c="dimmed" className={classes.status} tabIndex={0} role="status">
        {icon}
        <Text size="sm" className={classes.statusText}>
          {text}
        </Text>
        <VisuallyHidden>{detail}</VisuallyHidden>
      </Group>
    </Tooltip>
  );
}

const READ_ONLY = "You are looking at this workflow and cannot change it.";
const ICONS = {
  saved: <IconCheck size={16} aria-hidden />,
  dirty: <IconLoader size={16} aria-hidden />,
  saving: <IconLoader size={16} aria-hidden />,
  offline: <IconCloudOff size={16} aria-hidden />,
};

/** The state in a few words. */
export function textOf(save: Exclude<SaveState, { kind: "conflict" }>, isNotKept = false): string {
  switch (save.kind) {
    case "saved":
      return "Saved";
    case "dirty":
    case "saving":
      return "Saving…";
    case "offline":
      return `${OFFLINE[save.reason ?? "unreachable"]}: ${isNotKept ? "not kept" : "kept in this browser"}`;
  }
}

const OFFLINE = {
  unreachable: "Offline",
  "signed-out": "Signed out",
  refused: "Not saved",
};
const NOT_KEPT = "This browser keeps no drafts: what is not saved is lost when the page is closed.";

function detailOf(save: Exclude<SaveState, { kind: "conflict" }>, isNotKept: boolean): string {
  const detail = savedDetail(save);
  return isNotKept ? `${detail} ${NOT_KEPT}` : detail;
}

function savedDetail(save: Exclude<SaveState, { kind: "conflict" }>): string {
  if (save.kind === "offline") return save.problem;
  if (save.kind === "saved" && save.at !== null) return `Saved ${formatRelative(save.at, Date.now())}.`;
  return save.kind === "saved" ? "Everything is saved." : "Changes are saved a second after the last one.";
}
