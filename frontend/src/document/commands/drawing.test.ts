import { describe, expect, test } from "vitest";
import { GROUP, NOTE, outcome } from "~/testing/orders";
import {
  addGroup,
  addNotes,
  changeGroup,
  changeNote,
  groupsOf,
  notesOf,
  removeGroups,
  removeNotes,
} from "./drawing";

describe("notes and groups", () => {
  test("notes are added, changed and removed", () => {
    expect(notesOf(outcome(addNotes([NOTE]), changeNote("note_1", { text: "Bye" })))).toEqual([
      { ...NOTE, text: "Bye" },
    ]);
    expect(notesOf(outcome(addNotes([NOTE]), removeNotes(["note_1"])))).toEqual([]);
  });

  test("groups are added, changed and removed; a node is in one group only", () => {
    const document = outcome(addGroup(GROUP), addGroup({ ...GROUP, id: "group_2", nodes: ["z"] }));

    expect(groupsOf(document).map((group) => group.nodes)).toEqual([["a"], ["z"]]);
    expect(groupsOf(outcome(addGroup(GROUP), changeGroup("group_1", { label: "Pair" })))[0]?.label).toBe(
      "Pair",
    );
    expect(groupsOf(outcome(addGroup(GROUP), removeGroups(["group_1"])))).toEqual([]);
  });
});
