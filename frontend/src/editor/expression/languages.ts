/** The language of expressions, alone and within `{{ }}`, as far as colours need it. */

import { json } from "@codemirror/lang-json";
import { StreamLanguage, type StringStream } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import type { CodeLanguage } from "./code-editor";

type Within = { isInside: boolean; quote: string; depth: number };

const expressions = StreamLanguage.define<Within>({
  startState: () => ({ isInside: true, quote: "", depth: 0 }),
  token: expressionToken,
  languageData: { closeBrackets: { brackets: ["(", "[", "{", '"', "'", "`"] } },
});

const templates = StreamLanguage.define<Within>({
  startState: () => ({ isInside: false, quote: "", depth: 0 }),
  token: templateToken,
  languageData: { closeBrackets: { brackets: ["{"] } },
});

const LANGUAGES: Readonly<Record<CodeLanguage, () => Extension>> = {
  expression: () => expressions,
  template: () => templates,
  json: () => json(),
  text: () => [],
};

export function languageOf(language: CodeLanguage): Extension {
  return LANGUAGES[language]();
}

/** Exported for tests: the kind of the next part, which is taken from the stream. */
export function expressionToken(stream: StringStream, within: Within): string | null {
  if (stream.eatSpace()) return null;
  if (within.quote !== "") return quoted(stream, within);
  const quote = stream.match(/^["'`]/);
  if (quote) {
    within.quote = stream.current();
    return quoted(stream, within);
  }
  if (stream.match(/^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/i)) return "number";
  if (stream.match(/^[\p{L}_$][\p{L}\p{N}_$]*/u)) return wordKind(stream);
  if (stream.match(/^(=>|===|!==|[=!<>]=|\*\*|&&|\|\||\?\?|\?\.|[-+*/%<>!?:.,])/)) return "operator";
  if (stream.match(/^[()[\]{}]/)) return "bracket";
  stream.next();
  return "invalid";
}

function templateToken(stream: StringStream, within: Within): string | null {
  if (within.isInside) {
    if (within.quote !== "" || within.depth > 0 || !stream.match("}}")) return counted(stream, within);
    within.isInside = false;
    return "brace";
  }
  if (stream.match("\\{{")) return null;
  if (stream.match("{{")) {
    within.isInside = true;
    return "brace";
  }
  stream.next();
  stream.match(/^[^{\\]+/);
  return null;
}

/** A `}}` that closes an object's braces does not end the expression. */
function counted(stream: StringStream, within: Within): string | null {
  const isCode = within.quote === "";
  const kind = expressionToken(stream, within);
  if (isCode && kind === "bracket" && stream.current() === "{") within.depth += 1;
  if (isCode && kind === "bracket" && stream.current() === "}") within.depth -= 1;
  return kind;
}

function quoted(stream: StringStream, within: Within): string {
  for (let letter = stream.next(); letter !== undefined; letter = stream.next()) {
    if (letter === "\\") stream.next();
    else if (letter === within.quote) {
      within.quote = "";
      break;
    }
  }
  return "string";
}

function wordKind(stream: StringStream): string {
  const word = stream.current();
  if (word === "true" || word === "false") return "bool";
  if (word === "null" || word === "in") return "keyword";
  if (stream.match(/^\s*\(/, false)) return "variableName.function";
  const isMember = stream.string.slice(0, stream.start).trimEnd().endsWith(".");
  return isMember ? "propertyName" : "variableName";
}
