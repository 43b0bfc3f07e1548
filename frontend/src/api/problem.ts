import type { Json } from "~/document/types";

export type FieldError = { pointer: string; code: string; message: string };

/** What the server answers when something is not right (RFC 9457), or what stands for no answer at all. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly FieldError[];
  readonly requestId: string | undefined;
  readonly retryAfterS: number | undefined;
  /** Members that only this problem has, such as `problems` of a document. */
  readonly more: Readonly<Record<string, Json>>;

  constructor(status: number, body: Readonly<Record<string, Json>>, retryAfterS?: number) {
    super(text(body.detail) ?? text(body.title) ?? `The server answered ${status}.`);
    this.name = "ApiProblem";
    this.status = status;
    this.code = text(body.code) ?? "unknown";
    this.errors = fieldErrors(body.errors);
    this.requestId = text(body.request_id);
    this.retryAfterS = retryAfterS;
    this.more = body;
  }

  /** The message for a field of what was sent, by its JSON pointer such as `/name`. */
  errorAt(pointer: string): string | undefined {
    return this.errors.find((each) => each.pointer === pointer)?.message;
  }
}

/** The problem of a request that got no answer. */
export function unreachable(): ApiProblem {
  return new ApiProblem(0, {
    code: "unreachable",
    detail: "The server does not answer. It may be restarting, or you are offline.",
  });
}

export function isProblem(error: unknown, code?: string): error is ApiProblem {
  return error instanceof ApiProblem && (code === undefined || error.code === code);
}

function text(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function fieldErrors(value: Json | undefined): FieldError[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each) =>
    each !== null && typeof each === "object" && !Array.isArray(each)
      ? [
          {
            pointer: withinBody(String(each.pointer ?? "")),
            code: String(each.code ?? ""),
            message: String(each.message ?? ""),
          },
        ]
      : [],
  );
}

/** The server points into its whole request, forms only know what they send. */
function withinBody(pointer: string): string {
  return pointer.replace(/^\/body(?=\/|$)/, "");
}
