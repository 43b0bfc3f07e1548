/** What React Flow draws: the document, with what is being dragged where it is now. */

import { useMemo, useState } from "react";
import { steadily } from "~/lib/steady";
import { useEditor } from "../context";
import { groupNodes, noteNodes } from "./flow/drawn-nodes";
import { flowEdges } from "./flow/flow-edges";
import { cardNodes } from "./flow/flow-nodes";
import type { FlowEdge, FlowNode } from "./flow/flow-types";
import { useCanvas } from "./view";

export function useFlow(): { nodes: FlowNode[]; edges: FlowEdge[] } {
  const document = useEditor((state) => state.document);
  const catalogue = useEditor((state) => state.catalogue);
  const selection = useEditor((state) => state.selection);
  const moving = useCanvas((ui) => ui.moving);
  const [steady] = useState(() => steadily<FlowEdge>());
  const nodes = useMemo(() => {
    const cards = cardNodes({ document, catalogue, selected: selection.nodes, moving });
    const notes = noteNodes(document, selection.notes, moving);
    return [...notes, ...cards, ...groupNodes(document, cards)];
  }, [document, catalogue, selection, moving]);
  const edges = useMemo(
    () => steady(flowEdges({ document, catalogue, selected: selection.edges })),
    [steady, document, catalogue, selection.edges],
  );
  return { nodes, edges };
}
