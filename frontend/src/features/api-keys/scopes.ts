/** Permissions that a key may have, grouped by the kind of thing that they are about. */

export type ScopeGroup = {
  readonly resource: string;
  readonly label: string;
  readonly scopes: readonly string[];
};

const LABELS: Readonly<Record<string, string>> = {
  api_keys: "API keys",
  audit: "Audit log",
  tenant: "Tenant",
};

/** What a key can never do, since it takes somebody who signed in. */
const NEVER = new Set(["api_keys.create"]);

export function scopeGroups(permissions: readonly string[]): ScopeGroup[] {
  const groups = new Map<string, string[]>();
  for (const permission of permissions.filter((each) => !NEVER.has(each))) {
    const [resource = permission] = permission.split(".");
    groups.set(resource, [...(groups.get(resource) ?? []), permission]);
  }
  return [...groups].map(([resource, scopes]) => ({ resource, label: labelOf(resource), scopes }));
}

/** Those that only look. */
export function readingScopes(permissions: readonly string[]): string[] {
  return permissions.filter((each) => each.endsWith(".read"));
}

/** "workflows.read" -> "read". */
export function actionOf(scope: string): string {
  return scope.slice(scope.indexOf(".") + 1);
}

function labelOf(resource: string): string {
  return LABELS[resource] ?? resource.charAt(0).toUpperCase() + resource.slice(1).replaceAll("_", " ");
}
