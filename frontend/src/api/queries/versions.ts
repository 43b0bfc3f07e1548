/** Versions of a workflow: the list, what differs between two, and going back to one. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Json } from "~/document/types";
import { ask } from "../ask";
import { api, data } from "../client";
import type { VersionItem } from "../shapes";
import { workflowKey } from "./workflow";

/** An end of a comparison: a number, `latest` or `draft`. */
export type End = string;

/** A side that is left out was not there. */
export type Sides = { readonly before?: Json; readonly after?: Json };
export type FieldChange = Sides & { readonly path: readonly (string | number)[] };
export type NodeRef = {
  readonly id?: string;
  readonly index?: number;
  readonly type?: string;
  readonly label?: string;
};
export type NodeChange = {
  readonly node: NodeRef;
  readonly type?: Sides;
  readonly label?: Sides;
  readonly parent?: Sides;
  readonly position?: Sides;
  readonly fields?: readonly FieldChange[];
};
export type Diff = {
  readonly is_empty: boolean;
  readonly is_layout_only: boolean;
  readonly document: readonly FieldChange[];
  readonly nodes: {
    readonly added: readonly NodeRef[];
    readonly removed: readonly NodeRef[];
    readonly changed: readonly NodeChange[];
    readonly reordered: boolean;
  };
  readonly edges: {
    readonly added: readonly Json[];
    readonly removed: readonly Json[];
    readonly rerouted: readonly Sides[];
    readonly changed: readonly Sides[];
    readonly reordered: boolean;
  };
};

const PAGE = 30;

export const versionsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...workflowKey(id), "versions"],
    queryFn: ({ pageParam, signal }) => {
      const params = { path: { workflow_id: id }, query: { limit: PAGE, cursor: pageParam } };
      return data(api.GET("/api/v1/workflows/{workflow_id}/versions", { params, signal }));
    },
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const diffQuery = (id: string, before: End, after: End) =>
  queryOptions({
    queryKey: [...workflowKey(id), "diff", before, after],
    queryFn: async ({ signal }) =>
      (await ask<Diff>(`${at(id)}/versions/${before}/diff/${after}`, { signal })).body,
    retry: false,
  });

/** The document at one end of a comparison. */
export const documentQuery = (id: string, end: End) =>
  queryOptions({
    queryKey: [...workflowKey(id), "document", end],
    queryFn: async ({ signal }) => {
      const path = end === "draft" ? `${at(id)}/draft` : `${at(id)}/versions/${end}`;
      return (await ask<{ document: Json }>(path, { signal })).body.document;
    },
    retry: false,
  });

/** Publishes the document of an earlier version as the next one. */
export async function rollBack(id: string, version: number, note: string): Promise<VersionItem> {
  const asked = { method: "POST", body: { version, note } } as const;
  return (await ask<VersionItem>(`${at(id)}/rollback`, asked)).body;
}

function at(id: string): string {
  return `/api/v1/workflows/${encodeURIComponent(id)}`;
}

function firstPage(): string | undefined {
  return undefined;
}
