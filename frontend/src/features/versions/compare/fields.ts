import type { FieldChange, NodeChange } from "~/api/queries/versions";

/** All that changed about a node as fields, its name and place among them. */
export function fieldsOf({ type, label, parent, position, fields = [] }: NodeChange): readonly FieldChange[] {
  const own = Object.entries({ type, label, container: parent, position });
  return [...own.flatMap(([name, sides]) => (sides ? { path: [name], ...sides } : [])), ...fields];
}
