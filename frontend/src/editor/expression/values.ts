/** What a chain of names stands for, going by the values of the last execution. */

import { isList, isObject } from "~/document/commands/values";
import type { Json } from "~/document/types";
import { type Key, pathBefore } from "./chain";
import type { ExpressionScope } from "./code-editor";

const ARROW =
  /([\p{L}_$][\p{L}\p{N}_$.?[\]"'-]*)\.(map|filter|flatMap|find|some|every|sort|reduce)\(\s*\(?\s*([\p{L}\p{N}_$,\s]*?)\s*\)?\s*=>/gu;

/** The value of a path, or undefined. `before`: the text before it, for the parameters of arrows. */
export function valueOfPath(path: readonly Key[], scope: ExpressionScope, before = ""): Json | undefined {
  const [first, ...rest] = path;
  if (typeof first !== "string") return undefined;
  return rest.reduce<Json | undefined>(member, rootValue(first, scope, before));
}

/** The names that are bound at a place by arrows around it. */
export function arrowNames(before: string, scope: ExpressionScope): ReadonlyMap<string, Json | undefined> {
  const found = new Map<string, Json | undefined>();
  for (const { 1: owner = "", 2: method = "", 3: names = "", index } of before.matchAll(ARROW)) {
    const path = pathBefore(owner);
    const list = path === null ? undefined : valueOfPath(path, scope, before.slice(0, index));
    const [first = "", second = ""] = names.split(",").map((name) => name.trim());
    const element = isList(list) ? sampleOf(list) : undefined;
    if (method === "reduce") found.set(first, undefined).set(second, element);
    else if (method === "sort") found.set(first, element).set(second, element);
    else found.set(first, element);
  }
  found.delete("");
  return found;
}

/** Something that stands for all elements of a list: of objects one with the keys of the first ones. */
export function sampleOf(list: readonly Json[]): Json | undefined {
  const first = list.slice(0, 5);
  if (first.length > 0 && first.every((each) => isObject(each)))
    return Object.assign({}, ...first.toReversed());
  return first[0];
}

function rootValue(name: string, scope: ExpressionScope, before: string): Json | undefined {
  const bound = arrowNames(before, scope);
  if (bound.has(name)) return bound.get(name);
  if (name === "input") return scope.input;
  if (name === "item") return scope.item ?? scope.input;
  if (name === "items") return scope.items;
  if (name === "index") return scope.index;
  if (name === "node") return scope.nodes;
  if (name === "variables") return scope.variables;
  if (name === "context") return scope.context;
  return member(scope.variables, name) ?? member(scope.input, name);
}

function member(owner: Json | undefined, key: Key): Json | undefined {
  if (isList(owner)) {
    if (key === "length") return owner.length;
    return typeof key === "number" ? owner.at(key) : undefined;
  }
  if (typeof owner === "string" && key === "length") return owner.length;
  return isObject(owner) && Object.hasOwn(owner, key) ? owner[key] : undefined;
}
