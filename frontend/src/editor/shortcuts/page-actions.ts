/** What can be done on the page around the canvas. */

import { notifyProblem } from "~/ui/notify";
import type { Action } from "../actions";
import { goToNextProblem } from "../page/problem-places";
import type { EditorSession } from "../page/session";

/** `openPalette`: show the palette of commands. */
export function pageActions({ saver, ui }: EditorSession, openPalette: () => void): readonly Action[] {
  const { open, showBottom, showSide, arrange, goOnTour } = ui.getState();
  const canSave = () => saver !== null;
  return [
    { id: "commands", label: "All commands", group: "Help", keys: ["mod+K"], run: openPalette },
    {
      id: "shortcuts",
      label: "Keyboard shortcuts",
      group: "Help",
      keys: ["?"],
      run: () => open("shortcuts"),
    },
    { id: "tour", label: "Tour of the editor", group: "Help", run: () => goOnTour(0) },
    { id: "welcome", label: "Welcome and examples", group: "Help", run: () => open("welcome") },
    {
      id: "save",
      label: "Save now",
      group: "Workflow",
      keys: ["mod+S"],
      run: () =>
        void saver?.saveNow().catch((error: unknown) => notifyProblem("The draft was not saved", error)),
    },
    {
      id: "publish",
      label: "Publish a new version",
      group: "Workflow",
      isEnabled: canSave,
      run: () => open("publish"),
    },
    {
      id: "details",
      label: "Change name, description and tags",
      group: "Workflow",
      isEnabled: canSave,
      run: () => open("details"),
    },
    {
      id: "settings",
      label: "Settings of the workflow",
      group: "Workflow",
      run: ({ editor }) => {
        editor.getState().select({});
        showSide("inspector");
      },
    },
    { id: "problems", label: "Show problems", group: "Workflow", run: () => showBottom("problems") },
    { id: "executions", label: "Show executions", group: "Workflow", run: () => showSide("executions") },
    { id: "results", label: "Show results", group: "Workflow", run: () => showBottom("results") },
    {
      id: "palette",
      label: "Show or hide the node types",
      group: "Workflow",
      run: () => arrange({ isPaletteOpen: !ui.getState().layout.isPaletteOpen }),
    },
    ...editActions,
  ];
}

const editActions: readonly Action[] = [
  {
    id: "undo",
    label: "Undo",
    group: "Edit",
    keys: ["mod+Z"],
    isEnabled: ({ editor }) => editor.getState().canUndo && editor.getState().canEdit,
    run: ({ editor }) => editor.getState().undo(),
  },
  {
    id: "redo",
    label: "Redo",
    group: "Edit",
    keys: ["mod+shift+Z", "mod+Y"],
    isEnabled: ({ editor }) => editor.getState().canRedo && editor.getState().canEdit,
    run: ({ editor }) => editor.getState().redo(),
  },
  {
    id: "next-problem",
    label: "Go to the next problem",
    group: "Edit",
    keys: ["N"],
    isEnabled: ({ editor }) => editor.getState().problems.length > 0,
    run: ({ editor }) => goToNextProblem(editor),
  },
];
