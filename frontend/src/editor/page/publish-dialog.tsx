import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { workflowQuery } from "~/api/queries/workflow";
import { notifyDone } from "~/ui/notify";
import { ProblemAlert } from "~/ui/problem-alert";
import { publish } from "./publishing";
import { usePageUi, useSession } from "./session-context";

/** Asks for a note and publishes the draft as the next version. */
export function PublishDialog() {
  const session = useSession();
  const cache = useQueryClient();
  const isOpen = usePageUi((ui) => ui.dialog === "publish");
  const open = usePageUi((ui) => ui.open);
  const latest = useQuery(workflowQuery(session.workflowId)).data?.version ?? null;
  const [note, setNote] = useState("");
  const publishing = useMutation({
    mutationFn: () => publish(session, note.trim(), cache),
    onSuccess: (published) => {
      if (published === "invalid") return;
      notifyDone(outcomeOf(published));
      setNote("");
      open(null);
    },
  });

  const isSent = useRef(false);

  /* A second click comes before the button is drawn as busy. */
  function send(event: FormEvent) {
    event.preventDefault();
    if (isSent.current) return;
    isSent.current = true;
    publishing.mutate(undefined, {
      onSettled: () => {
        isSent.current = false;
      },
    });
  }

  function close() {
    publishing.reset();
    open(null);
  }

  return (
    <Modal opened={isOpen} onClose={close} title="Publish a new version">
      <form onSubmit={send}>
        <Stack>
          <Text size="sm">
            {latest === null
              ? "Nothing is published yet. Triggers and the API execute what is published."
              : `Version ${latest} is published. Triggers and the API will execute the new version.`}
          </Text>
          <Textarea
            label="Note"
            description="What is new, for those who look at the versions."
            maxLength={500}
            autosize
            minRows={2}
            data-autofocus
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {publishing.error && (
            <ProblemAlert error={publishing.error} title="The workflow was not published" />
          )}
          {publishing.data === "invalid" && <Invalid onShow={close} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={publishing.isPending}>
              Publish
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Invalid({ onShow }: { onShow: () => void }) {
  return (
    <Group role="alert" justify="space-between">
      <Text size="sm" c="red">
        The workflow has problems and cannot be published.
      </Text>
      <Button size="xs" variant="light" color="red" onClick={onShow}>
        Show problems
      </Button>
    </Group>
  );
}

function outcomeOf(published: number | "nothing_new"): string {
  return published === "nothing_new"
    ? "Nothing is new: the latest version says the same."
    : `Published as version ${published}.`;
}
