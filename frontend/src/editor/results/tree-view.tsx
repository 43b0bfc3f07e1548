import { ActionIcon, Group, Text, Tooltip } from "@mantine/core";
import { IconChevronRight, IconCopy, IconRoute } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from "react";
import type { Json } from "~/document/types";
import { copyText } from "./copy";
import { dragPath } from "./drag-path";
import { plainText } from "./json";
import { Marked } from "./marked";
import { pathOf, type Segment } from "./path";
import classes from "./results.module.css";
import { opening, shortText, type TreeRow, toggle, treeRows } from "./tree-rows";
import { useRows } from "./use-rows";

export type TreeViewProps = {
  value: Json;
  /** The expression that gives the whole value. */
  base: string;
  label: string;
  search: string;
  /** The place to bring into view. */
  match: readonly Segment[] | undefined;
  onPickPath?: ((path: string) => void) | undefined;
};

const ROW = 24;

/** A value as a tree. Arrows walk and open; paths can be copied, and dragged into an expression. */
export function TreeView({ value, base, label, search, match, onPickPath }: TreeViewProps) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState(base);
  const id = useId();
  const rows = useMemo(() => treeRows(value, base, toggled), [value, base, toggled]);
  const shown = useRows(rows.length, ROW);
  const at = Math.max(
    0,
    rows.findIndex((row) => row.path === active),
  );
  const current = rows[at];
  const { show } = shown;
  useEffect(() => {
    if (match === undefined) return;
    setToggled((before) => opening(base, match, before));
    setActive(pathOf(base, match));
  }, [match, base]);
  useEffect(() => {
    show(at);
  }, [at, show]);
  const flip = (path: string) =>
    setToggled((before) => {
      const next = new Set(before);
      toggle(next, path);
      return next;
    });
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moved(event.key, rows, at);
    if (move === null) return;
    event.preventDefault();
    if (move.flip !== undefined) flip(move.flip);
    if (move.to !== undefined) setActive(move.to);
  };
  return (
    <div className={classes.fill}>
      <Group gap={4} px="xs" wrap="nowrap" className={classes.pathBar}>
        <Text size="xs" ff="monospace" truncate flex={1} title={current?.path}>
          {current?.path}
        </Text>
        <Tooltip label="Copy path">
          <ActionIcon size="sm" aria-label="Copy path" onClick={() => pick(current, onPickPath)}>
            <IconRoute size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Copy value">
          <ActionIcon
            size="sm"
            aria-label="Copy value"
            onClick={() => current && copyText(plainText(current.value))}
          >
            <IconCopy size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
      <div
        ref={shown.ref}
        onScroll={shown.onScroll}
        className={classes.scroll}
        role="tree"
        aria-label={label}
        tabIndex={0}
        aria-activedescendant={`${id}${at}`}
        onKeyDown={onKeyDown}
      >
        <div style={{ height: shown.total, position: "relative" }} role="none">
          {rows.slice(shown.start, shown.end).map((row, offset) => (
            <Row
              key={row.path}
              id={`${id}${shown.start + offset}`}
              row={row}
              top={(shown.start + offset) * ROW}
              isActive={row.path === active}
              search={search}
              onChoose={() => {
                setActive(row.path);
                if (row.path === active && row.members) flip(row.path);
              }}
              onToggle={() => {
                setActive(row.path);
                flip(row.path);
              }}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

type RowProps = {
  id: string;
  row: TreeRow;
  top: number;
  isActive: boolean;
  search: string;
  onChoose: () => void;
  onToggle: () => void;
};

function Row({ id, row, top, isActive, search, onChoose, onToggle }: RowProps) {
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
      style={{ top, height: ROW, paddingInlineStart: 4 + row.depth * 16 }}
      draggable
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

function pick(row: TreeRow | undefined, onPickPath: ((path: string) => void) | undefined): void {
  if (row === undefined) return;
  copyText(row.path, "Path copied. Paste it into an expression.");
  onPickPath?.(row.path);
}

function kindOf(value: Json): string {
  return value === null ? "null" : typeof value;
}

/** Where a key leads, and what it opens or closes. */
function moved(
  key: string,
  rows: readonly TreeRow[],
  at: number,
): { to?: string | undefined; flip?: string } | null {
  const row = rows[at];
  if (row === undefined) return null;
  const canOpen = (row.members ?? 0) > 0;
  if (key === "ArrowDown") return { to: rows[Math.min(at + 1, rows.length - 1)]?.path };
  if (key === "ArrowUp") return { to: rows[Math.max(at - 1, 0)]?.path };
  if (key === "Home") return { to: rows[0]?.path };
  if (key === "End") return { to: rows.at(-1)?.path };
  if (key === "ArrowRight" && canOpen) return row.isOpen ? { to: rows[at + 1]?.path } : { flip: row.path };
  if (key === "ArrowLeft") return row.isOpen ? { flip: row.path } : { to: parentOf(rows, at)?.path };
  if ((key === "Enter" || key === " ") && canOpen) return { flip: row.path };
  return null;
}

function parentOf(rows: readonly TreeRow[], at: number): TreeRow | undefined {
  const depth = rows[at]?.depth ?? 0;
  return rows.slice(0, at).findLast((row) => row.depth < depth) ?? rows[at];
}
