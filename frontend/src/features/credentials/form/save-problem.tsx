import { Alert } from "@mantine/core";
import { isProblem } from "~/api/problem";
import { ProblemAlert } from "~/ui/problem-alert";

export type SaveProblemProps = { error: unknown; isNew: boolean };

/** Why a credential was not saved, and what to do. */
export function SaveProblem({ error, isNew }: SaveProblemProps) {
  if (isProblem(error, "secrets_required"))
    return (
      <Alert color="orange" role="alert" title="Give its secrets again">
        This change could send secrets where they were not sent before. Replace every secret that is set, then
        save. {error.message}
      </Alert>
    );
  if (isProblem(error, "stale_revision"))
    return (
      <Alert color="orange" role="alert" title="Somebody else has changed it">
        Close this and open it again, to see how it is now. Nothing of yours was saved.
      </Alert>
    );
  return <ProblemAlert error={error} title={isNew ? "It was not created" : "It was not saved"} />;
}
