import { IconChevronRight } from "@tabler/icons-react";
import type { Json } from "~/document/types";
import { dragPath } from "./drag-path";
import { Marked } from "./marked";
import classes from "./results.module.css";
import { shortText, type TreeRow } from "./tree-rows";

/** How high every line of a tree is. */
export const TREE_ROW = 24;

export type TreeRowViewProps = {
  id: string;
  row: TreeRow;
  top: number;
  isActive: boolean;
  /** Whether its path is an expression, to be dragged into a field. */
  isReadable: boolean;
  search: string;
  onChoose: () => void;
  onToggle: () => void;
};

/** One line of a tree: a name and a value, and what opens it. */
export function TreeRowView({
  id,
  row,
  top,
  isActive,
  isReadable,
  search,
  onChoose,
  onToggle,
}: TreeRowViewProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the tree around it has the focus
    <div
      id={id}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={isActive}
      {...(row.members ? { "aria-expanded": row.isOpen } : {})}
      className={classes.treeRow}
      style={{ top, height: TREE_ROW, paddingInlineStart: 4 + row.depth * 16 }}
      draggable={isReadable}
      onDragStart={(event) => dragPath(event, row.path)}
      onClick={onChoose}
    >
      {row.members ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: a handle for the mouse; keys have the arrows
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys have the arrows
        <span
          className={classes.opener}
          data-open={row.isOpen}
          onClick={(event) => {
            event.stopPropagation();
            onToggle();
          }}
        >
          <IconChevronRight size={14} aria-hidden />
        </span>
      ) : (
        <span className={classes.opener} />
      )}
      {row.name !== null && (
        <span className={classes.name} dir="auto">
          <Marked text={String(row.name)} search={typeof row.name === "string" ? search : ""} />
        </span>
      )}
      <span className={classes.value} data-kind={kindOf(row.value)} dir="auto">
        <Marked text={shortText(row.value)} search={row.members === null ? search : ""} />
      </span>
    </div>
  );
}

function kindOf(value: Json): string {
  return value === null ? "null" : typeof value;
}
