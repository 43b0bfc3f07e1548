import { isProblem } from "~/api/problem";

/** What the server says of single fields, by names such as `name`, `fields/token`, `hosts`. Pure. */
export function errorsOf(error: unknown): ReadonlyMap<string, string> {
  if (!isProblem(error)) return new Map();
  return new Map(error.errors.map(({ pointer, message }) => [placeOf(pointer), message]));
}

/** `/body/fields/headers/X-Key` is told at the field itself. */
function placeOf(pointer: string): string {
  const [first = "", second = ""] = pointer
    .replace(/^\/body\//, "/")
    .split("/")
    .slice(1);
  return first === "fields" ? `fields/${second}` : first;
}
