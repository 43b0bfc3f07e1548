import { Anchor, Text } from "@mantine/core";
import { nodeById } from "~/document/lookup";
import { titleOf } from "~/document/node-types";
import { useEditor } from "~/editor/context";
import { useFilters } from "~/lib/filters";

export type NodeTitleProps = { node: string };

/** What a node is called; leads to it on the canvas. */
export function NodeTitle({ node }: NodeTitleProps) {
  const found = useEditor((state) => nodeById(state.document, node));
  const catalogue = useEditor((state) => state.catalogue);
  const goTo = useEditor((state) => state.goTo);
  const [, change] = useFilters();
  if (!found) return <Text fw={600}>{node}</Text>;

  function show() {
    change({ panel: undefined });
    goTo(node);
  }

  return (
    <Anchor component="button" fw={600} onClick={show}>
      {titleOf(catalogue, found)}
    </Anchor>
  );
}
