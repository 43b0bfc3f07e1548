/** What the catalogue says of node types, as far as documents need it. The server's `GET /node-types`. */

import type { Json, JsonObject } from "./types";

export type PortRule = {
  readonly name?: string;
  readonly field?: string;
  readonly each?: string;
  readonly default?: string;
  readonly when?: { readonly field: string; readonly is: readonly Json[] };
};

export type Outputs = {
  readonly has_out: boolean;
  readonly ports: readonly PortRule[];
  /** What leaves is an object in which each port has a value of its own. */
  readonly has_parts?: boolean;
  readonly aliases?: readonly (readonly string[])[];
};

export type NodeTypeExample = {
  readonly title: string;
  readonly params: JsonObject;
  readonly inputs?: readonly Json[];
  readonly out?: Json;
  readonly port?: string | null;
  readonly error?: string | null;
};

/** A JSON Schema with the editor's annotations. */
export type FieldSchema = {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: Json;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly format?: string;
  readonly anyOf?: readonly FieldSchema[];
  readonly items?: FieldSchema;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly additionalProperties?: boolean | FieldSchema;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, FieldSchema>>;
  readonly unit?: string;
  readonly placeholder?: string;
  readonly suggestions?: readonly string[];
  readonly shown_when?: { readonly field: string; readonly is: readonly Json[] };
  readonly advanced?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  /** Which kinds of credentials fit, where there is one to choose. */
  readonly credential_kinds?: readonly string[];
};

export type NodeType = {
  readonly type: string;
  readonly label: string;
  readonly group: string;
  readonly colour: string;
  readonly icon: string;
  readonly purpose: string;
  readonly help: string;
  readonly effect: string;
  readonly inputs: "none" | "one" | "optional" | "many" | "any";
  readonly accepts: string;
  readonly firing: string;
  readonly is_container: boolean;
  /** It starts the workflow: no edge goes into it. */
  readonly is_trigger: boolean;
  /** It stands in no container. */
  readonly is_top_level: boolean;
  readonly facts: readonly string[];
  readonly aliases: Readonly<Record<string, string>>;
  readonly outputs: Outputs;
  readonly params: FieldSchema;
  readonly examples: readonly NodeTypeExample[];
};

export type NodeTypeGroup = { readonly name: string; readonly colour: string };

export type Catalogue = {
  readonly items: readonly NodeType[];
  readonly groups: readonly NodeTypeGroup[];
  readonly settings: { readonly node: FieldSchema; readonly workflow: FieldSchema };
};
