/** Commands for notes and groups, which mean nothing to an execution. */

import { nodeIndex } from "../lookup";
import type { Drawing, Group, Note, WorkflowDocument } from "../types";
import type { AddGroup, AddNotes, ChangeGroup, ChangeNote, RemoveGroups, RemoveNotes } from "./command";
import { CommandError } from "./command";
import { without } from "./lists";

type Named = { readonly id: string };

export function addNotes(notes: readonly Note[]): AddNotes {
  return { type: "addNotes", notes };
}

export function changeNote(id: string, change: ChangeNote["change"]): ChangeNote {
  return { type: "changeNote", id, change };
}

export function removeNotes(ids: readonly string[]): RemoveNotes {
  return { type: "removeNotes", ids };
}

export function addGroup(group: Group): AddGroup {
  return { type: "addGroup", group };
}

export function changeGroup(id: string, change: ChangeGroup["change"]): ChangeGroup {
  return { type: "changeGroup", id, change };
}

export function removeGroups(ids: readonly string[]): RemoveGroups {
  return { type: "removeGroups", ids };
}

export function notesAdded(document: WorkflowDocument, { notes }: AddNotes): WorkflowDocument {
  return drawn(document, { notes: added(notesOf(document), notes, "note") });
}

export function noteChanged(document: WorkflowDocument, { id, change }: ChangeNote): WorkflowDocument {
  return drawn(document, { notes: changed(notesOf(document), id, change, "note") });
}

export function notesRemoved(document: WorkflowDocument, { ids }: RemoveNotes): WorkflowDocument {
  return drawn(document, { notes: removed(notesOf(document), ids, "note") });
}

/** Nodes leave the groups that they were in. */
export function groupAdded(document: WorkflowDocument, { group }: AddGroup): WorkflowDocument {
  checkMembers(document, group);
  const others = withoutMembers(document, new Set(group.nodes));
  return drawn(others, { groups: added(groupsOf(others), [group], "group") });
}

export function groupChanged(document: WorkflowDocument, { id, change }: ChangeGroup): WorkflowDocument {
  const groups = changed(groupsOf(document), id, change, "group");
  for (const group of groups) if (group.id === id) checkMembers(document, group);
  return drawn(document, { groups });
}

export function groupsRemoved(document: WorkflowDocument, { ids }: RemoveGroups): WorkflowDocument {
  return drawn(document, { groups: removed(groupsOf(document), ids, "group") });
}

export function notesOf(document: WorkflowDocument): readonly Note[] {
  return document.editor?.notes ?? [];
}

export function groupsOf(document: WorkflowDocument): readonly Group[] {
  return document.editor?.groups ?? [];
}

/** The document with nodes taken out of all groups; groups that are empty then go. */
export function withoutMembers(document: WorkflowDocument, ids: ReadonlySet<string>): WorkflowDocument {
  const groups = groupsOf(document);
  if (!groups.some((group) => group.nodes.some((id) => ids.has(id)))) return document;
  const left = groups.map((group) => {
    const nodes = without(group.nodes, (id) => ids.has(id));
    return nodes === group.nodes ? group : { ...group, nodes };
  });
  return drawn(document, {
    groups: left.filter((group, at) => group === groups[at] || group.nodes.length > 0),
  });
}

function drawn(document: WorkflowDocument, change: Drawing): WorkflowDocument {
  return { ...document, editor: { ...document.editor, ...change } };
}

function checkMembers(document: WorkflowDocument, group: Group): void {
  const { at } = nodeIndex(document.nodes);
  const parents = new Set<string | undefined>();
  for (const id of group.nodes) {
    const place = at.get(id);
    if (place === undefined) throw new CommandError(`there is no node "${id}"`);
    parents.add(document.nodes[place]?.parent);
  }
  if (parents.size !== 1) throw new CommandError("a group needs nodes, all of them in the same container");
}

function added<T extends Named>(list: readonly T[], items: readonly T[], what: string): readonly T[] {
  const made = [...list, ...items];
  if (new Set(made.map((item) => item.id)).size === made.length) return made;
  throw new CommandError(`two ${what}s have the same id`);
}

function changed<T extends Named>(
  list: readonly T[],
  id: string,
  change: Partial<Omit<T, "id">>,
  what: string,
): readonly T[] {
  checkIds(list, [id], what);
  return list.map((item) => (item.id === id ? { ...item, ...change } : item));
}

function removed<T extends Named>(list: readonly T[], ids: readonly string[], what: string): readonly T[] {
  checkIds(list, ids, what);
  return list.filter((item) => !ids.includes(item.id));
}

function checkIds(list: readonly Named[], ids: readonly string[], what: string): void {
  const unknown = ids.find((id) => !list.some((item) => item.id === id));
  if (unknown !== undefined) throw new CommandError(`there is no ${what} "${unknown}"`);
}
