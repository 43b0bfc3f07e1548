/** What to do about an error of a node, by its code. */

import { own } from "~/lib/own";

/* The codes stand in docs/reference/execution.md. */
export const ADVICE: Readonly<Record<string, string>> = {
  address_blocked: "Ask an administrator whether this address may be reached from here.",
  bad_date: "Look at what arrived under Results: the text must be a date.",
  division_by_zero: "Check for zero before dividing, for example with a ? b : c.",
  http_status: "Look at the answer under Results, then at the address and the credential.",
  invalid_input: "Look at what arrived under Results; another node before this one may have to change it.",
  null_access: "Use ?. where a value may be missing, or ?? for what stands in its place.",
  timeout: "Give it more time in its parameters or settings, or try again later.",
  type_error: "Look at what arrived under Results; number(…) and text(…) convert values.",
  unknown_credential: "Choose a credential that is there, or make one of this name.",
  unknown_name: "Check the spelling; Ctrl Space in the field shows the names that are there.",
};
const OTHERWISE = "Look at what arrived under Results, change the parameters, and execute again from here.";

export function adviceOn(code: string): string {
  return own(ADVICE, code) ?? OTHERWISE;
}
