import { ActionIcon, Group, Text, Tooltip } from "@mantine/core";
import { IconCopy, IconRoute } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from "react";
import type { Json } from "~/document/types";
import { copyText } from "./copy";
import { plainText } from "./json";
import { pathOf, type Segment } from "./path";
import classes from "./results.module.css";
import { moved } from "./tree-keys";
import { TREE_ROW, TreeRowView } from "./tree-row-view";
import { opening, type TreeRow, toggle, treeRows } from "./tree-rows";
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
  /** Whether its paths are expressions. */
  isReadable: boolean;
};

/** A value as a tree. Arrows walk and open; paths can be copied, and dragged into an expression. */
export function TreeView({ value, base, label, search, match, onPickPath, isReadable }: TreeViewProps) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState(base);
  const id = useId();
  const rows = useMemo(() => treeRows(value, base, toggled), [value, base, toggled]);
  const shown = useRows(rows.length, TREE_ROW);
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
        {isReadable && (
          <Tooltip label="Copy path">
            <ActionIcon size="sm" aria-label="Copy path" onClick={() => pick(current, onPickPath)}>
              <IconRoute size={14} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
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
            <TreeRowView
              key={row.path}
              id={`${id}${shown.start + offset}`}
              row={row}
              top={(shown.start + offset) * TREE_ROW}
              isActive={row.path === active}
              isReadable={isReadable}
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

function pick(row: TreeRow | undefined, onPickPath: ((path: string) => void) | undefined): void {
  if (row === undefined) return;
  copyText(row.path, "Path copied. Paste it into an expression.");
  onPickPath?.(row.path);
}
