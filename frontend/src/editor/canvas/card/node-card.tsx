import type { NodeProps } from "@xyflow/react";
import { memo, use } from "react";
import { titleOf } from "~/document/node-types";
import { useEditor, useRun } from "../../context";
import { isLive } from "../../run/standing";
import type { CardNode } from "../flow/flow-types";
import { useCanvas } from "../view";
import { CardBadges } from "./card-badges";
import { CardHead } from "./card-head";
import { cardId } from "./card-id";
import { CardPorts } from "./card-ports";
import { CardResizer } from "./card-resizer";
import { Far } from "./far";
import { FarCard } from "./far-card";
import classes from "./node-card.module.css";
import { marksOf, nameOf } from "./status";

export type NodeCardProps = NodeProps<CardNode>;

/** A node on the canvas: one card for all types, drawn from the catalogue. Containers are frames around others. */
export const NodeCard = memo(function NodeCard({ id, data, selected }: NodeCardProps) {
  const { node, type, ports, hasInput, isFrame, size } = data;
  const isFar = use(Far);
  const title = titleOf(
    useEditor((state) => state.catalogue),
    node,
  );
  const marks = useEditor((state) => marksOf(state.problems, id));
  const run = useRun((state) => state.nodes.get(id));
  const isAhead = useRun((state) => isLive(state.execution) && !state.nodes.has(id));
  const isPinned = useRun((state) => Object.hasOwn(state.pinned, id));
  const isRefused = useCanvas((ui) => ui.allowed !== null && !ui.allowed.has(id));
  const isTarget = useCanvas((ui) => ui.dropTarget === id);
  const typeLabel = type?.label ?? node.type ?? "Unknown type";
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div
      role="group"
      id={cardId(id)}
      aria-label={nameOf({ typeLabel, title, run, marks, isPinned })}
      className={isFrame ? classes.frame : classes.card}
      data-selected={selected || undefined}
      data-status={run?.status ?? (isAhead ? "queued" : undefined)}
      data-refused={isRefused || undefined}
      data-target={isTarget || undefined}
      data-colour={type?.colour ?? "gray"}
      style={size}
    >
      {isFar && !isFrame ? (
        <FarCard title={title} icon={type?.icon ?? "help"} />
      ) : (
        <>
          <CardHead node={node} type={type} title={title} isFrame={isFrame} hasLabels={ports.length > 1} />
          <CardPorts ports={ports} hasInput={hasInput} size={size} isFrame={isFrame} />
          <CardBadges marks={marks} run={run} isPinned={isPinned} />
          {isFrame && selected && <CardResizer id={id} />}
        </>
      )}
    </div>
  );
}, isSameCard);

/** Where a card stands is none of its business. */
function isSameCard(before: NodeCardProps, after: NodeCardProps): boolean {
  return before.data === after.data && before.selected === after.selected;
}
