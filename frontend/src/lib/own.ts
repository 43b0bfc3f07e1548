/** What an object itself has under a key that others chose: `constructor` and `__proto__` are keys like any other. */
export function own<T>(owner: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(owner, key) ? owner[key] : undefined;
}
