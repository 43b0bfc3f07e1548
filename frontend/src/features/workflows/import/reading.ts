/** Files and pasted texts of workflows, and what became of importing them. */

import { importWorkflow } from "~/api/queries/workflow";
import type { WorkflowDetail } from "~/api/shapes";

const SEARCHED = 2_000;
const LONGEST_NAME = 200;

/** `isFile`: the label is the name of a file. */
export type Source = {
  readonly label: string;
  readonly text: string;
  readonly format: "json" | "yaml";
  readonly isFile?: boolean;
};

export type Imported =
  | { readonly kind: "done"; readonly source: Source; readonly workflow: WorkflowDetail }
  | { readonly kind: "failed"; readonly source: Source; readonly error: unknown };

export async function sourceOf(file: File): Promise<Source> {
  const text = await file.text();
  return { label: file.name, text, format: formatOf(text, file.name), isFile: true };
}

/** By the ending of the file's name, or else by how the text begins. */
export function formatOf(text: string, name = ""): Source["format"] {
  if (/\.json$/i.test(name)) return "json";
  if (/\.ya?ml$/i.test(name)) return "yaml";
  return /^[\s\ufeff]*[{[]/.test(text) ? "json" : "yaml";
}

/** One after the other, so that each is told of by itself. */
export async function importAll(sources: readonly Source[], name: string): Promise<Imported[]> {
  const results: Imported[] = [];
  for (const source of sources) results.push(await importOne(source, sources.length === 1 ? name : ""));
  return results;
}

/** What a file is called, for documents that have no name of their own. */
function fallbackName({ label, text, isFile }: Source): string {
  const hasOwn = /(?:^|[{,\s])"?name"?\s*:/m.test(text.slice(0, SEARCHED));
  return isFile && !hasOwn ? label.replace(/\.[a-z]+$/i, "").slice(0, LONGEST_NAME) : "";
}

async function importOne(source: Source, name: string): Promise<Imported> {
  const { text, format } = source;
  const called = name || fallbackName(source);
  try {
    const workflow = await importWorkflow({ text, format, ...(called !== "" && { name: called }) });
    return { kind: "done", source, workflow };
  } catch (error) {
    return { kind: "failed", source, error };
  }
}
