import { Modal, Stack, Title } from "@mantine/core";
import { edgesFrom, edgesTo } from "~/document/lookup";
import { useEditor, useStores } from "../../context";
import { named } from "../doing/connect";
import { type Popup, show } from "../view";
import { ConnectionRow } from "./connection-row";
import { NewConnection } from "./new-connection";

export type ConnectionsDialogProps = { popup: Extract<Popup, { kind: "connections" }> };

/** Edges of a node without the mouse: draw one, lead it elsewhere, insert a node, delete it. */
export function ConnectionsDialog({ popup }: ConnectionsDialogProps) {
  const stores = useStores();
  const document = useEditor((state) => state.document);
  const edges = [...edgesTo(document, popup.node), ...edgesFrom(document, popup.node)];
  return (
    <Modal
      opened
      onClose={() => show(stores, null)}
      title={`Connections of ${named(stores, popup.node)}`}
      returnFocus={false}
    >
      <Stack>
        <NewConnection node={popup.node} />
        {edges.length > 0 && (
          <Stack gap={4}>
            <Title order={3} size="sm">
              Edges
            </Title>
            {edges.map((edge) => (
              <ConnectionRow key={edge.id} edge={edge} />
            ))}
          </Stack>
        )}
      </Stack>
    </Modal>
  );
}
