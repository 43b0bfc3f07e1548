/** How typing differs from what CodeMirror does by itself. */

import { defaultKeymap } from "@codemirror/commands";
import { EditorView, type KeyBinding } from "@codemirror/view";

/** Without the key that runs the workflow, also while somebody types. */
export const editingKeys: readonly KeyBinding[] = defaultKeymap.filter(({ key }) => key !== "Mod-Enter");

/**
 * Typing over marked text. Left to the browser, it would copy the colour of what was there into an inline style,
 * which the page's policy refuses.
 */
export const typingOver = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const { main } = view.state.selection;
    const { data: text, inputType } = event;
    if (inputType !== "insertText" || text === null || main.empty || view.composing || view.state.readOnly)
      return false;
    event.preventDefault();
    typeOver(view, text);
    return true;
  },
});

/** As when it comes by the page: brackets go around what is marked, completions open. */
function typeOver(view: EditorView, text: string): void {
  const { from, to } = view.state.selection.main;
  const insert = () => view.state.update(view.state.replaceSelection(text), { userEvent: "input.type" });
  const isTaken = view.state
    .facet(EditorView.inputHandler)
    .some((handle) => handle(view, from, to, text, insert));
  if (!isTaken) view.dispatch(insert());
}
