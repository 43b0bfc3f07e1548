import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconClock,
  IconExclamationCircle,
  IconHourglass,
  IconLoader2,
  IconPinFilled,
  IconPlayerSkipForward,
  IconX,
} from "@tabler/icons-react";
import { plural } from "~/lib/format";
import type { NodeRun, NodeStatus } from "../../state";
import classes from "./node-card.module.css";
import { runText } from "./status";

export type CardBadgesProps = {
  marks: { readonly problems: number; readonly warnings: number };
  run: NodeRun | undefined;
  isPinned: boolean;
};

const ICONS: Readonly<Record<NodeStatus, typeof IconCheck>> = {
  queued: IconClock,
  running: IconLoader2,
  waiting: IconHourglass,
  succeeded: IconCheck,
  failed: IconX,
  skipped: IconPlayerSkipForward,
  cancelled: IconBan,
  interrupted: IconAlertTriangle,
};

/** What is wrong with a node, whether its output is pinned, how it ran. They float, so that nothing moves. */
export function CardBadges({ marks, run, isPinned }: CardBadgesProps) {
  const count = marks.problems + marks.warnings;
  const Icon = run && ICONS[run.status];
  return (
    <span aria-hidden="true">
      {count > 0 && (
        <span
          className={classes.marks}
          data-warning={marks.problems === 0 || undefined}
          title={plural(count, "problem")}
        >
          <IconExclamationCircle size={14} />
          {count > 1 && count}
        </span>
      )}
      {isPinned && (
        <span className={classes.pinned} title="The output is pinned">
          <IconPinFilled size={12} />
        </span>
      )}
      {run && Icon && (
        <span className={classes.run} data-status={run.status}>
          <Icon size={12} stroke={2.5} />
          {runText(run)}
        </span>
      )}
    </span>
  );
}
