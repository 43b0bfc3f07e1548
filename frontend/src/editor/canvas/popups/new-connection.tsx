import { Button, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { nodeById } from "~/document/lookup";
import { nodeTypeOf, titleOf } from "~/document/node-types";
import { PLAIN, portsOf } from "~/document/ports";
import { useEditor, useStores } from "../../context";
import { allowedFrom, connectNodes } from "../doing/connect";
import { show } from "../view";

export type NewConnectionProps = { node: string };

/** Choose a port and one of the nodes that an edge from there may lead to. */
export function NewConnection({ node }: NewConnectionProps) {
  const stores = useStores();
  const document = useEditor((state) => state.document);
  const catalogue = useEditor((state) => state.catalogue);
  const own = nodeById(document, node);
  const ports = own ? portsOf(nodeTypeOf(catalogue, own), own) : [];
  const [port, setPort] = useState(ports[0]?.name ?? PLAIN);
  const [target, setTarget] = useState<string | null>(null);
  const allowed = allowedFrom({ document, catalogue }, { node, handle: port, type: "source" });
  const targets = document.nodes
    .filter(({ id }) => allowed.has(id))
    .map((each) => ({ value: each.id, label: `${titleOf(catalogue, each)} (${each.id})` }));
  const connect = () => {
    if (target === null || !connectNodes(stores, { source: node, port, target })) return;
    show(stores, null);
  };
  return (
    <Stack gap="xs">
      {ports.length > 1 && (
        <Select
          label="From the port"
          data={ports.map(({ name, label }) => ({ value: name, label }))}
          value={port}
          onChange={(name) => name !== null && setPort(name)}
          allowDeselect={false}
        />
      )}
      <Select
        data-autofocus
        label="To the node"
        placeholder="Type to search"
        data={targets}
        value={target}
        onChange={setTarget}
        searchable
        limit={200}
        nothingFoundMessage="No node that an edge may lead to"
      />
      {targets.length === 0 && (
        <Text size="sm" c="dimmed">
          There is no node that an edge from here may lead to.
        </Text>
      )}
      <Button disabled={target === null} onClick={connect}>
        Connect
      </Button>
    </Stack>
  );
}
