import { Button, Kbd, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useEditor, useStores } from "../../context";
import { openAdd } from "../doing/open-add";
import classes from "./bars.module.css";

/** How to begin. */
export function EmptyCanvas() {
  const stores = useStores();
  const canEdit = useEditor((state) => state.canEdit);
  return (
    <Stack className={classes.empty} align="center" gap="xs">
      <Text fw={650}>{canEdit ? "Start with a first node" : "This workflow is empty"}</Text>
      {canEdit && (
        <>
          <Text size="sm" c="dimmed" ta="center">
            Drag one from the palette, paste nodes, or press <Kbd>A</Kbd> and type what you need.
          </Text>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => openAdd(stores)}>
            Add a node
          </Button>
        </>
      )}
    </Stack>
  );
}
