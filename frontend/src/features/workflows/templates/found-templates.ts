import type { Template } from "~/api/queries/templates";

/** Templates in which every word is found: in the title, the description, the tags or the types of the nodes. */
export function foundTemplates(templates: readonly Template[], words: string): readonly Template[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return templates.filter((template) => {
    const { title, description, tags, node_types: types } = template;
    const text = [title, description, ...tags, ...types].join("\n").toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
