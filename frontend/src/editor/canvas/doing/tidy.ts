/** Tidying up: ELK lays the graph out in a worker, then everything glides to its place. Loaded when first used. */

import Elk from "elkjs/lib/elk-api";
import type { Command } from "~/document/commands/command";
import { type ElkResult, elkGraph, tidied } from "~/document/tidy";
import type { Position } from "~/document/types";
import { notifyProblem } from "~/ui/notify";
import type { EditorStores } from "../../context";
import { STILL, say, viewOf } from "../view";
import { sizesOf } from "./arrange";
import { glide } from "./glide";

const elk = new Elk({
  workerFactory: () => new Worker(new URL("./elk-worker.ts", import.meta.url), { type: "module" }),
});

/** Lay out what is selected, or everything. */
export async function tidy(stores: EditorStores): Promise<void> {
  const { document, catalogue, selection, canEdit } = stores.editor.getState();
  if (!canEdit || document.nodes.length === 0) return;
  const ids = selection.nodes.size > 1 ? [...selection.nodes] : [];
  try {
    const graph = elkGraph(document, catalogue, { ids, sizes: leaves(stores) });
    const result: ElkResult = await elk.layout(structuredClone(graph));
    const now = stores.editor.getState().document;
    const command = tidied(now, result);
    if (now.nodes !== document.nodes)
      return say(stores, "The workflow has changed meanwhile. Tidy up again.");
    if (command === null) return say(stores, "It is tidy already.");
    await glide(viewOf(stores), document, placesOf(command));
    stores.editor.getState().dispatch(command);
    say(stores, ids.length > 0 ? "The selection is tidied up." : "Everything is tidied up.");
  } catch (error) {
    notifyProblem("The workflow could not be tidied up", error);
  } finally {
    viewOf(stores).ui.setState({ moving: STILL });
  }
}

/** Containers are as large as what is inside will need. */
function leaves(stores: EditorStores) {
  const { flow } = viewOf(stores);
  const parents = new Set(flow?.getNodes().map((node) => node.parentId));
  return new Map([...sizesOf(stores)].filter(([id]) => !parents.has(id)));
}

function placesOf(command: Command): ReadonlyMap<string, Position> {
  if (command.type === "batch") return new Map(command.commands.flatMap((each) => [...placesOf(each)]));
  if (command.type !== "moveNodes") return STILL;
  return new Map(Object.entries(command.positions).flatMap(([id, place]) => (place ? [[id, place]] : [])));
}
