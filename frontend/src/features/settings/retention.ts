/** How long things are kept, as the settings of a tenant say it. */

import type { Tenant } from "~/api/shapes";

type Name = keyof Tenant["settings"];

export type RetentionField = {
  readonly name: Name;
  readonly label: string;
  readonly description: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
};

export const RETENTION: readonly RetentionField[] = [
  {
    name: "executions_retention_days",
    label: "Keep executions",
    description: "Executions that ended longer ago are deleted, with their steps and files.",
    unit: " days",
    min: 1,
    max: 3_650,
  },
  {
    name: "executions_retention_count",
    label: "Keep at most",
    description: "The newest executions that have ended. 0 keeps any number.",
    unit: " executions",
    min: 0,
    max: 1_000_000_000,
  },
  {
    name: "deleted_workflows_retention_days",
    label: "Keep the trash",
    description: "Workflows that were deleted longer ago cannot be brought back.",
    unit: " days",
    min: 1,
    max: 3_650,
  },
  {
    name: "audit_retention_days",
    label: "Keep the audit log",
    description: "At least 30 days.",
    unit: " days",
    min: 30,
    max: 3_650,
  },
];
