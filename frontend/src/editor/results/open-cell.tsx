import { Button, Group, Modal, ScrollArea, Text } from "@mantine/core";
import type { Json } from "~/document/types";
import { copyText } from "./copy";
import { plainText } from "./json";
import classes from "./results.module.css";

/** `path`: the expression that gives the value. */
export type Cell = { readonly path: string; readonly value: Json };
export type OpenCellProps = {
  cell: Cell;
  /** Whether its path is an expression. */
  isReadable: boolean;
  onClose: () => void;
  onPickPath?: ((path: string) => void) | undefined;
};

/** A value of a table, whole. */
export function OpenCell({ cell, isReadable, onClose, onPickPath }: OpenCellProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={
        <Text ff="monospace" size="sm">
          {cell.path}
        </Text>
      }
      size="lg"
    >
      <ScrollArea.Autosize mah={400}>
        <pre className={classes.plain} dir="auto">
          {plainText(cell.value)}
        </pre>
      </ScrollArea.Autosize>
      <Group mt="sm" gap="xs">
        <Button size="xs" variant="default" onClick={() => copyText(plainText(cell.value))}>
          Copy value
        </Button>
        {isReadable && (
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              copyText(cell.path, "Path copied. Paste it into an expression.");
              onPickPath?.(cell.path);
            }}
          >
            Copy path
          </Button>
        )}
      </Group>
    </Modal>
  );
}
