import { Button, Group, Stack, Textarea } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isProblem } from "~/api/problem";
import { approvalsKey, type DecisionBody, decideApproval } from "~/api/queries/approvals";
import type { Approval } from "~/api/shapes";
import { notifyDone } from "~/ui/notify";
import { ProblemAlert } from "~/ui/problem-alert";
import { FormField } from "./form-field";
import { type FormValues, filledIn, missingFields, pointerOf } from "./form-values";

export type DecisionFormProps = { approval: Approval };

/** Asks for what the form wants, and for the decision. */
export function DecisionForm({ approval }: DecisionFormProps) {
  const cache = useQueryClient();
  const [values, setValues] = useState<FormValues>({});
  const [comment, setComment] = useState("");
  const [missing, setMissing] = useState<readonly string[]>([]);
  const deciding = useMutation({
    mutationFn: (decision: DecisionBody) => decideApproval(approval.id, decision),
    onSuccess: ({ status }) => notifyDone(`“${approval.title}” is ${status}.`),
    onSettled: () => cache.invalidateQueries({ queryKey: approvalsKey }),
  });
  const refusal = isProblem(deciding.error) ? deciding.error : undefined;
  const errorOf = (name: string) =>
    missing.includes(name) ? "This is required to approve." : refusal?.errorAt(pointerOf(name));

  function decide(decision: DecisionBody["decision"]) {
    const lacking = decision === "approve" ? missingFields(approval.form, values) : [];
    setMissing(lacking);
    if (lacking.length > 0) return;
    const said = comment.trim();
    deciding.mutate({ decision, values: filledIn(values), ...(said && { comment: said }) });
  }

  return (
    <form
      aria-label="Decision"
      onSubmit={(event) => {
        event.preventDefault();
        decide("approve");
      }}
    >
      <Stack>
        {approval.form.map((field) => (
          <FormField
            key={field.name}
            field={field}
            value={values[field.name]}
            error={errorOf(field.name)}
            onChange={(value) => {
              setValues((before) => ({ ...before, [field.name]: value }));
              setMissing((before) => before.filter((name) => name !== field.name));
            }}
          />
        ))}
        <Textarea
          label="Comment"
          description="Kept with the decision, and handed to the workflow."
          autosize
          minRows={2}
          maxLength={5000}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        {deciding.error && <ProblemAlert error={deciding.error} title="The decision was not taken" />}
        <Group>
          <Button
            type="submit"
            leftSection={<IconCheck size={16} aria-hidden />}
            loading={deciding.isPending && deciding.variables.decision === "approve"}
            disabled={deciding.isPending}
          >
            Approve
          </Button>
          <Button
            color="red"
            variant="outline"
            leftSection={<IconX size={16} aria-hidden />}
            loading={deciding.isPending && deciding.variables.decision === "reject"}
            disabled={deciding.isPending}
            onClick={() => decide("reject")}
          >
            Reject
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
