import { Alert } from "@mantine/core";
import { IconShieldOff } from "@tabler/icons-react";
import { isProblem } from "~/api/problem";
import { ProblemAlert } from "~/ui/problem-alert";

export type ShareProblemProps = { error: unknown };

/** Why something was not shared, and what would be possible. */
export function ShareProblem({ error }: ShareProblemProps) {
  if (!isProblem(error, "grants_too_much"))
    return <ProblemAlert error={error} title="The sharing was not changed" />;
  return (
    <Alert role="alert" color="red" icon={<IconShieldOff aria-hidden />} title="That is more than you may do">
      Nobody shares more than they may do with the workflow themselves. Choose a lower level, or ask its
      owner.
    </Alert>
  );
}
