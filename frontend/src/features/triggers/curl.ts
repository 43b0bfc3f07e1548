/** How to ask a webhook from a shell, with the proof that its node wants. */

import type { Json, JsonObject } from "~/document/types";

export type CurlOptions = {
  readonly method: string;
  readonly address: string;
  /** The fields `auth`, `header` and `signature` of the node. */
  readonly auth: Json | undefined;
  readonly header: Json | undefined;
  readonly signature: Json | undefined;
};

const BODY = '{"hello": "world"}';
const SECRET = "$SECRET";

export function curlExample({ method, address, auth, header, signature }: CurlOptions): string {
  const hasBody = method !== "GET";
  const proof = proofOf(auth, objectOf(header), objectOf(signature));
  const lines = [
    `curl -X ${method} ${quoted(address)}`,
    ...(hasBody ? [`-H 'Content-Type: application/json'`] : []),
    ...proof.headers.map((each) => `-H "${each}"`),
    ...(hasBody ? [`-d ${proof.before.length > 0 ? '"$BODY"' : quoted(BODY)}`] : []),
  ];
  const before = proof.before.length > 0 ? [`BODY=${quoted(hasBody ? BODY : "")}`, ...proof.before] : [];
  return [...before, lines.join(" \\\n  ")].join("\n");
}

type Proof = { readonly before: readonly string[]; readonly headers: readonly string[] };

function proofOf(auth: Json | undefined, header: JsonObject, signature: JsonObject): Proof {
  if (auth === "header") {
    const { name = "Authorization", prefix = "Bearer " } = header;
    return { before: [], headers: [`${name}: ${prefix}${SECRET}`] };
  }
  return auth === "signature" ? signed(signature) : { before: [], headers: [] };
}

function signed({ header, prefix, encoding, timestamp_header: timeHeader }: JsonObject): Proof {
  const isTimed = typeof timeHeader === "string" && timeHeader !== "";
  const text = isTimed ? '"$TIME.$BODY"' : '"$BODY"';
  const digest = `printf %s ${text} | openssl dgst -sha256 -hmac "${SECRET}"`;
  const written = encoding === "base64" ? `${digest} -binary | base64` : `${digest} -r | cut -d' ' -f1`;
  return {
    before: [...(isTimed ? ["TIME=$(date +%s)"] : []), `SIGNATURE=$(${written})`],
    headers: [
      `${header ?? "X-Signature"}: ${prefix ?? ""}$SIGNATURE`,
      ...(isTimed ? [`${timeHeader}: $TIME`] : []),
    ],
  };
}

function objectOf(value: Json | undefined): JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
