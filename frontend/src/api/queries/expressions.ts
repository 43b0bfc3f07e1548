import { queryOptions, skipToken } from "@tanstack/react-query";
import type { Json } from "~/document/types";
import { authorizedFetch, problemOf } from "../client";

export type PreviewRequest = {
  readonly text: string;
  readonly format: string;
  readonly input?: Json;
  readonly nodes: Readonly<Record<string, Json>>;
  readonly variables: Readonly<Record<string, Json>>;
  readonly context: Readonly<Record<string, Json>>;
  readonly item?: Json;
  readonly index?: number;
  readonly items?: readonly Json[];
};

export type PreviewError = {
  readonly code: string;
  readonly message: string;
  readonly position: { readonly start: number; readonly end: number } | null;
  readonly hint?: string | null;
};

/** `items`: of a text that is computed for each of a list, what came of the first ones. */
export type Preview = {
  readonly ok: boolean;
  readonly value?: Json;
  readonly kind?: string | null;
  readonly is_preview?: boolean | null;
  readonly error?: PreviewError | null;
  readonly items?: readonly Preview[] | null;
};

export type FunctionHelp = {
  readonly name: string;
  readonly kind: "function" | "method";
  readonly of: "text" | "list" | null;
  readonly signature: string;
  readonly returns: string;
  readonly purpose: string;
  readonly example: string;
};

export type NameHelp = {
  readonly name: string;
  readonly purpose: string;
  readonly formats: readonly string[];
};
export type Language = { readonly items: readonly FunctionHelp[]; readonly names: readonly NameHelp[] };

/** The functions, methods and names of expressions. They change only with the server's version. */
export const languageQuery = () =>
  queryOptions({
    queryKey: ["expression-language"],
    queryFn: ({ signal }) => answerOf<Language>(new Request("/api/v1/expressions/functions", { signal })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

/** What a text gives with some values. Nothing is stored; null asks nothing. */
export const previewQuery = (request: PreviewRequest | null) =>
  queryOptions({
    queryKey: ["expression-preview", request],
    queryFn:
      request === null ? skipToken : ({ signal }: { signal: AbortSignal }) => previewOf(request, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });

function previewOf(request: PreviewRequest, signal: AbortSignal): Promise<Preview> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify(request);
  return answerOf<Preview>(
    new Request("/api/v1/expressions/preview", { method: "POST", headers, body, signal }),
  );
}

async function answerOf<T>(request: Request): Promise<T> {
  const answer = await authorizedFetch(request);
  if (!answer.ok) throw await problemOf(answer);
  return answer.json();
}
