/** The type of a node that names none, by the keys of its fields; the same table as the server's. */

import type { JsonObject } from "./types";

type Rule = readonly [isMet: (data: JsonObject) => boolean, type: string];

const RULES: readonly Rule[] = [
  [has("value"), "number"],
  [has("text"), "text_input"],
  [has("boolean_value"), "boolean_input"],
  [has("date_value"), "date_input"],
  [has("datetime_value"), "datetime_input"],
  [has("mode"), "visualization"],
  [has("op"), "operation"],
  [has("text_op"), "text_operation"],
  [has("url"), "http"],
  [has("condition", "true_path"), "condition"],
  [has("condition"), "filter"],
  [has("expression", "initial_value"), "reduce"],
  [(data) => typeof data.expression === "string" && data.expression !== "", "expression"],
  [has("var_name", "var_op"), "variable"],
  [hasAny("field", "fields"), "extract"],
  [has("transform_type"), "transform"],
  [has("accum_op"), "accumulator"],
  [has("counter_op"), "counter"],
  [has("cases"), "switch"],
  [has("join_strategy"), "join"],
  [has("paths"), "split"],
  [has("duration"), "delay"],
  [has("cache_op", "cache_key"), "cache"],
  [hasAny("context_name", "context_values"), "context_variable"],
  [hasAny("max_attempts", "backoff_strategy"), "retry"],
  [hasAny("fallback_value", "continue_on_error"), "try_catch"],
  [has("timeout", "timeout_action"), "timeout"],
];

export function inferType(data: JsonObject): string | undefined {
  return RULES.find(([isMet]) => isMet(data))?.[1];
}

function has(...keys: readonly string[]): (data: JsonObject) => boolean {
  return (data) => keys.every((key) => Object.hasOwn(data, key));
}

function hasAny(...keys: readonly string[]): (data: JsonObject) => boolean {
  return (data) => keys.some((key) => Object.hasOwn(data, key));
}
