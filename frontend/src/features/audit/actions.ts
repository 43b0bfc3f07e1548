/** Every action that a log can have, as the server writes them. Those of plugins and later versions read well too. */

const ACTIONS: Readonly<Record<string, string>> = {
  account: "disabled enabled unlocked",
  api_key: "created revoked",
  approval: "decided",
  audit: "exported trimmed",
  authorization: "refused",
  credential:
    "authorization_refused authorization_started authorized created deleted refused tested updated used",
  execution: "cancel_requested decided finished forgotten signalled started",
  identity: "linked",
  invitation: "created refused revoked",
  keys: "rotated",
  outbound: "refused",
  outbound_rules: "updated",
  password: "change_refused changed reset reset_refused",
  platform: "claim_refused claimed",
  quota: "changed warned",
  role: "created deleted updated",
  schedule: "paused resumed slot_refused",
  second_factor: "change_refused codes_replaced disabled enabled prepared",
  session: "all_ended ended refresh_reused refreshed refused started tenant_switched",
  tenant: "created deletion_started erased exported plan_changed resumed suspended updated",
  user: "disabled enabled joined password_reset_started registered registration_refused removed renamed roles_changed",
  webhook: "address_changed secret_changed",
  workflow:
    "created deleted draft_deleted draft_saved owner_changed published purged restored rolled_back shared unshared updated",
};

export type ActionGroup = { readonly group: string; readonly items: readonly string[] };

/** All actions by what they are about. `workflow.` stands for all that begin so. */
export const ACTION_GROUPS: readonly ActionGroup[] = Object.entries(ACTIONS).map(([about, done]) => ({
  group: sentence(about),
  items: [`${about}.`, ...done.split(" ").map((each) => `${about}.${each}`)],
}));

/** "workflow.rolled_back" -> "Workflow rolled back". */
export function actionText(action: string): string {
  return sentence(action.replace(".", " "));
}

/** "api_key" -> "API key". */
export function sentence(name: string): string {
  const words = name.replaceAll("_", " ").replace(/^api\b/, "API");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What the server takes as an action to search for. */
export function isAction(text: string): boolean {
  return /^[a-z0-9_]+\.[a-z0-9_.]*$/.test(text);
}
