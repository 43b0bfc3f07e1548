import { isProblem } from "~/api/problem";
import { ConflictAlert, type ConflictAlertProps } from "~/ui/conflict-alert";
import { ProblemAlert } from "~/ui/problem-alert";

export type SavingProblemProps = ConflictAlertProps & { error: unknown; title: string };

/** Why nothing was saved: somebody was faster, or something is not right. */
export function SavingProblem({ error, title, ...choices }: SavingProblemProps) {
  if (!error) return null;
  if (isProblem(error, "stale_revision")) return <ConflictAlert {...choices} />;
  return <ProblemAlert error={error} title={title} />;
}
