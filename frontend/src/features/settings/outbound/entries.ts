/** Lists of hosts and networks as people write them: one a line. */

import type { FieldError } from "~/api/problem";
import type { OutboundLists } from "~/api/shapes";

export const LISTS = ["allow_domains", "deny_domains", "allow_networks", "deny_networks"] as const;
export type ListName = (typeof LISTS)[number];
export type ListTexts = Readonly<Record<ListName, string>>;

/** Empty lines say nothing; a line with commas is several entries. */
export function entriesOf(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

export function textsOf(lists: OutboundLists): ListTexts {
  return {
    allow_domains: textOf(lists.allow_domains),
    deny_domains: textOf(lists.deny_domains),
    allow_networks: textOf(lists.allow_networks),
    deny_networks: textOf(lists.deny_networks),
  };
}

export function listsOf(texts: ListTexts): OutboundLists {
  return {
    allow_domains: entriesOf(texts.allow_domains),
    deny_domains: entriesOf(texts.deny_domains),
    allow_networks: entriesOf(texts.allow_networks),
    deny_networks: entriesOf(texts.deny_networks),
  };
}

/** What the server says of the entries of a list: “bad domain”: must be a domain. */
export function errorsOf(errors: readonly FieldError[], name: ListName, sent: readonly string[]): string[] {
  return errors.flatMap(({ pointer, message }) => {
    const [, list, at] = pointer.split("/");
    if (list !== name) return [];
    const entry = at === undefined ? undefined : sent[Number(at)];
    return [entry === undefined ? message : `“${entry}” ${message}`];
  });
}

/** What the rules mean, in a sentence. */
export function meaningOf({
  allow_domains,
  allow_networks,
  deny_domains,
  deny_networks,
}: OutboundLists): string {
  const only = [
    ...(allow_domains.length > 0 ? ["the domains that are listed"] : []),
    ...(allow_networks.length > 0 ? ["addresses in the networks that are listed"] : []),
  ];
  const reach = only.length === 0 ? "every public address" : only.join(", and of those only ");
  const refused = deny_domains.length + deny_networks.length;
  return `Workflows may reach ${only.length === 0 ? "" : "only "}${reach}${refused > 0 ? ", except what is refused" : ""}.`;
}

function textOf(entries: readonly string[] | undefined): string {
  return (entries ?? []).join("\n");
}
