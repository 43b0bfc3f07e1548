import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

type Shape = [tag: string, attributes: Record<string, string>];

const MODULE = "virtual:catalogue-icons";

/**
 * Icons of node types by their Tabler names: those of the built-in catalogue inside the bundle, all others in one
 * file that is fetched when a plugin's node type names one of them.
 */
export function catalogueIcons(): Plugin {
  const require = createRequire(import.meta.url);
  const every: Record<string, Shape[]> = JSON.parse(
    readFileSync(require.resolve("@tabler/icons/tabler-nodes-outline.json"), "utf8"),
  );
  const { version }: { version: string } = require("@tabler/icons/package.json");
  const all = `assets/all-icons-${version}.json`;
  return {
    name: "catalogue-icons",
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load(id) {
      if (id !== `\0${MODULE}`) return undefined;
      const known = Object.fromEntries(namesInCatalogue().map((name) => [name, every[name] ?? []]));
      return `export const icons = ${JSON.stringify(known)};\nexport const everyIconUrl = "/${all}";`;
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: all, source: JSON.stringify(every) });
    },
  };
}

function namesInCatalogue(): string[] {
  const file = new URL("../../contracts/node-types.json", import.meta.url);
  if (!existsSync(file)) return [];
  const { items }: { items: { icon: string }[] } = JSON.parse(readFileSync(file, "utf8"));
  return [...new Set(items.map((item) => item.icon))].sort();
}
