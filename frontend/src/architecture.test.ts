/** The rules of the source tree that no compiler checks: who may import whom, and how a file looks. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const ROOT = join(import.meta.dirname);
const LAYERS = ["lib", "ui", "api", "document", "editor", "features", "app"];
/* Below `api` stands only `ui`, which draws its problems; `document` is types for `api`. */
const ALLOWED_UPWARDS = new Set(["api>document", "ui>api"]);
const WALL = 300;

type Source = { path: string; text: string };
type Parsed = Source & { nodes: readonly ts.Node[] };

const sources: Source[] = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"))
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
const shipped: Parsed[] = sources
  .filter(({ path }) => !path.includes(".test.") && !path.startsWith("testing/"))
  .map((source) => ({ ...source, nodes: nodesOf(source) }));

/** What a file imports, itself or only when it comes to it. */
function specifiersOf({ nodes }: Parsed): string[] {
  return nodes.flatMap((node) => {
    const named = importedBy(node);
    return named && ts.isStringLiteral(named) ? [named.text] : [];
  });
}

function importedBy(node: ts.Node): ts.Expression | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  const isLazy = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isLazy ? node.arguments[0] : undefined;
}

function importsOf(source: Parsed): string[] {
  return specifiersOf(source).flatMap((target) => {
    if (target.startsWith("~/")) return [target.slice(2)];
    return target.startsWith(".") ? [join(source.path, "..", target)] : [];
  });
}

const layerOf = (path: string) => path.split("/")[0] ?? "";
const featureOf = (path: string) => (layerOf(path) === "features" ? path.split("/")[1] : undefined);

function wrongImports(source: Parsed): string[] {
  const from = layerOf(source.path);
  return importsOf(source)
    .filter((target) => {
      const to = layerOf(target);
      if (featureOf(source.path) && featureOf(target)) return featureOf(source.path) !== featureOf(target);
      return LAYERS.indexOf(to) > LAYERS.indexOf(from) && !ALLOWED_UPWARDS.has(`${from}>${to}`);
    })
    .map((target) => `${source.path} imports ${target}`);
}

test("imports point downwards, and no feature imports another", () => {
  expect(shipped.flatMap(wrongImports)).toEqual([]);
});

test("the document is plain TypeScript", () => {
  const documents = shipped.filter(({ path }) => layerOf(path) === "document");

  const others = documents.flatMap((source) =>
    specifiersOf(source)
      .filter((target) => !/^[~.]/.test(target))
      .map((target) => `${source.path} imports ${target}`),
  );

  expect(documents.length).toBeGreaterThan(0);
  expect(others).toEqual([]);
});

test("no type is asserted and no null is waved away", () => {
  expect(shipped.flatMap(assertionsIn)).toEqual([]);
});

function assertionsIn({ path, nodes }: Parsed): string[] {
  return nodes.filter(isAssertion).map((node) => `${path}: ${node.getText().slice(0, 60)}`);
}

/** Everything of a file's syntax, in order. */
function nodesOf({ path, text }: Source): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}

function isAssertion(node: ts.Node): boolean {
  if (ts.isNonNullExpression(node)) return true;
  return ts.isAsExpression(node) && !ts.isConstTypeReference(node.type);
}

test("no file is longer than can be read in one sitting", () => {
  const long = sources.filter(({ text }) => text.split("\n").length > WALL).map(({ path }) => path);

  expect(long).toEqual([]);
});

/* Nodes without a type get one by the keys of their data, as the server infers it. */
const OLD_SPELLINGS = "document/inferred-type.ts";

test("no node type is named outside of tests", () => {
  const catalogue: { items: { type: string }[] } = JSON.parse(
    readFileSync(join(ROOT, "../../contracts/node-types.json"), "utf8"),
  );
  const names = catalogue.items
    .map(({ type }) => type)
    .filter((type) => type.includes("_") || type === "http");

  const named = shipped
    .filter(({ path }) => path !== OLD_SPELLINGS)
    .flatMap(({ path, text }) =>
      names.filter((name) => text.includes(`"${name}"`)).map((name) => `${path} names ${name}`),
    );

  expect(named).toEqual([]);
});
