/** A node's parameters under their current names, and how they change. */

import type { NodeType } from "~/document/catalogue";
import { batch, type Command } from "~/document/commands/command";
import { setField } from "~/document/commands/nodes";
import { type Path, withValue } from "~/document/commands/values";
import { givenValue, olderNames } from "~/document/node-types";
import type { Json, JsonObject, WorkflowNode } from "~/document/types";

type Typed = { readonly node: WorkflowNode; readonly type: NodeType };

/** What the node says of the fields that its type has. */
export function paramsOf(node: WorkflowNode, type: NodeType): JsonObject {
  const names = Object.keys(type.params.properties ?? {});
  const entries = names.flatMap<[string, Json]>((name) => {
    const value = givenValue(type, node, name);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

/** The command for a changed field. A field under an older name gets its current one. */
export function changeOfParams({ node, type }: Typed, path: Path, value: Json | undefined): Command {
  const [name] = path;
  const older = typeof name === "string" ? olderNames(type, name).filter((each) => hasOwn(node, each)) : [];
  if (older.length === 0 || name === undefined) return setField({ node: node.id, path, ...member(value) });
  const whole = withValue(paramsOf(node, type), path, value)[name];
  return batch([
    ...older.map((each) => setField({ node: node.id, path: [each] })),
    setField({ node: node.id, path: [name], ...member(whole) }),
  ]);
}

/** Fields that the type does not have, not under an older name either. */
export function otherNames(node: WorkflowNode, type: NodeType): readonly string[] {
  const known = new Set([
    "label",
    ...Object.keys(type.params.properties ?? {}),
    ...Object.keys(type.aliases),
  ]);
  return Object.keys(node.data ?? {}).filter((name) => !known.has(name));
}

function hasOwn(node: WorkflowNode, name: string): boolean {
  return Object.hasOwn(node.data ?? {}, name);
}

function member(value: Json | undefined): { readonly value?: Json } {
  return value === undefined ? {} : { value };
}
