import { queryOptions } from "@tanstack/react-query";
import type { Catalogue } from "~/document/catalogue";
import { authorizedFetch, problemOf } from "../client";

/** All node types with their forms, help and examples. It changes only with the server's version and plugins. */
export const catalogueQuery = () =>
  queryOptions({ queryKey: ["node-types"], queryFn: readCatalogue, staleTime: Number.POSITIVE_INFINITY });

async function readCatalogue(): Promise<Catalogue> {
  const answer = await authorizedFetch(new Request("/api/v1/node-types"));
  if (!answer.ok) throw await problemOf(answer);
  return answer.json();
}
