import { Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { edgesLost, setParent } from "~/document/commands/parents";
import { nodeById, withInner } from "~/document/lookup";
import { nodeTypeOf, titleOf } from "~/document/node-types";
import { plural } from "~/lib/format";
import { useEditor, useStores } from "../../context";
import { say, show } from "../view";

const OUTSIDE = "outside";

/** Put the selected nodes into a container, or take them out of it. */
export function ContainerDialog() {
  const stores = useStores();
  const { document, catalogue, selection } = stores.editor.getState();
  const dispatch = useEditor((state) => state.dispatch);
  const ids = [...selection.nodes];
  const first = ids[0] === undefined ? undefined : nodeById(document, ids[0])?.parent;
  const [chosen, setChosen] = useState<string | null>(first === undefined ? null : key(first));
  const inner = withInner(document, ids);
  const containers = document.nodes.filter(
    (node) => nodeTypeOf(catalogue, node)?.is_container && !inner.has(node.id),
  );
  const options = [
    { value: OUTSIDE, label: "Outside of all containers" },
    ...containers.map((node) => ({ value: key(node.id), label: titleOf(catalogue, node) })),
  ];
  const parent = chosen === null || chosen === OUTSIDE ? null : chosen.slice(3);
  const command = setParent(ids, parent);
  const lost = chosen === null ? 0 : edgesLost(document, command).length;
  const close = () => show(stores, null);
  const move = () => {
    dispatch(command);
    say(stores, `${plural(ids.length, "node")} moved.`);
    close();
  };
  return (
    <Modal opened onClose={close} title={`Move ${plural(ids.length, "node")}`} returnFocus={false}>
      <Stack>
        <Select
          data-autofocus
          label="Container"
          data={options}
          value={chosen}
          onChange={setChosen}
          searchable
        />
        {lost > 0 && (
          <Text size="sm" role="status">
            {plural(lost, "edge")} to nodes elsewhere will be deleted.
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button disabled={chosen === null} onClick={move}>
            Move
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function key(id: string): string {
  return `in:${id}`;
}
