/** What is typed into the forms of an open workflow and cannot be read yet, kept as long as the workflow is open. */

import { valueAt } from "~/document/commands/values";
import { nodeById } from "~/document/lookup";
import { nodeTypeOf } from "~/document/node-types";
import type { JsonObject } from "~/document/types";
import type { EditorStores } from "../../context";
import type { EditorState } from "../../state";
import { paramsOf } from "../node/params";
import type { Draft, Drafts } from "./form-context";
import { isSame } from "./schema";

const all = new WeakMap<EditorStores["editor"], Drafts>();

/** The texts in the fields of an open workflow, also of nodes that are not looked at now. */
export function draftsOf({ editor }: Pick<EditorStores, "editor">): Drafts {
  const known = all.get(editor);
  if (known) return known;
  const made: Drafts = new Map();
  all.set(editor, made);
  return made;
}

/** Whether a field holds a text that the document does not have. */
export function hasUnread(stores: Pick<EditorStores, "editor">): boolean {
  const state = stores.editor.getState();
  return [...draftsOf(stores).values()].some((draft) => !draft.isRead && isShownFor(draft, state));
}

/** A text is dropped when its node goes, and when its value is changed from elsewhere. */
function isShownFor({ form, path, basis }: Draft, state: EditorState): boolean {
  const values = valuesOf(form, state);
  return values !== undefined && isSame(valueAt(values, path), basis);
}

/** What a form shows, by its name. */
function valuesOf(form: string, { document, catalogue }: EditorState): JsonObject | undefined {
  if (form === "workflow") return document.settings ?? {};
  const [, kind, id = ""] = /^(node|settings) (.*)$/s.exec(form) ?? [];
  const node = nodeById(document, id);
  if (!node) return undefined;
  if (kind === "settings") return node.settings ?? {};
  const type = nodeTypeOf(catalogue, node);
  return type ? paramsOf(node, type) : { data: node.data ?? {} };
}
