import { Button, Group, List, Modal, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { createFromDocument, type OpenedWorkflow, workflowQuery } from "~/api/queries/workflow";
import { exportDocument } from "~/document/open";
import { notifyDone } from "~/ui/notify";
import { ProblemAlert } from "~/ui/problem-alert";
import { TimeAgo } from "~/ui/time-ago";
import { usePageUi, useSession } from "../page/session-context";
import { differences } from "./differences";
import { servedDocument } from "./opening";
import type { Saver } from "./saver";

/** Somebody else saved a newer draft: shows what differs and asks which one to keep. Opens by itself. */
export function ConflictDialog() {
  const { stores, saver } = useSession();
  const save = useStore(stores.editor, (state) => state.save);
  const isOpen = usePageUi((ui) => ui.dialog === "conflict");
  const open = usePageUi((ui) => ui.open);
  const isConflict = save.kind === "conflict";

  useEffect(() => {
    if (isConflict) open("conflict");
  }, [isConflict, open]);

  return (
    <Modal
      opened={isOpen && isConflict}
      onClose={() => open(null)}
      title="Two drafts of this workflow"
      size="lg"
    >
      {save.kind === "conflict" && saver !== null && saver.theirs !== null && (
        <Stack>
          <Text size="sm">
            <strong>{save.by ?? "Somebody else"}</strong> saved a newer draft{" "}
            {save.at !== null && <TimeAgo at={save.at} />}. Yours is kept in this browser and saved nowhere
            else until you choose.
          </Text>
          <Differences theirs={saver.theirs} />
          <Choices saver={saver} />
        </Stack>
      )}
    </Modal>
  );
}

function Differences({ theirs }: { theirs: OpenedWorkflow }) {
  const { stores } = useSession();
  const [isShown, setShown] = useState(false);
  const { document, catalogue } = stores.editor.getState();
  if (!isShown) {
    return (
      <Button variant="subtle" size="xs" onClick={() => setShown(true)}>
        See the differences
      </Button>
    );
  }
  const found = differences(document, servedDocument(theirs), catalogue);
  if (found.length === 0) return <Text size="sm">Both say the same.</Text>;
  return (
    <List size="sm" aria-label="Differences" mah={220} style={{ overflow: "auto" }}>
      {found.slice(0, MOST_SHOWN).map(({ id, title, what }) => (
        <List.Item key={`${what} ${id}`}>
          <strong>{title}</strong>: {what}
        </List.Item>
      ))}
      {found.length > MOST_SHOWN && <List.Item>And {found.length - MOST_SHOWN} more.</List.Item>}
    </List>
  );
}

const MOST_SHOWN = 100;

function Choices({ saver }: { saver: Saver }) {
  const { stores, workflowId } = useSession();
  const cache = useQueryClient();
  const open = usePageUi((ui) => ui.open);
  const deciding = useMutation({
    mutationFn: async (choice: "mine" | "copy") => {
      if (choice === "mine") return saver.keepMine();
      const name = cache.getQueryData(workflowQuery(workflowId).queryKey)?.name ?? "Workflow";
      const document = exportDocument(stores.editor.getState().document);
      const copy = await createFromDocument(`${name} (my draft)`.slice(0, 200), document);
      saver.takeTheirs();
      notifyDone(`Yours is saved as “${copy.name}”.`);
    },
    onSuccess: () => open(null),
  });

  function takeTheirs() {
    saver.takeTheirs();
    notifyDone("You go on with the newer draft. Undo brings yours back.");
    open(null);
  }

  return (
    <>
      {deciding.error && <ProblemAlert error={deciding.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={takeTheirs}>
          Take theirs
        </Button>
        <Button variant="default" loading={deciding.isPending} onClick={() => deciding.mutate("copy")}>
          Save mine as a copy
        </Button>
        <Button color="red" loading={deciding.isPending} onClick={() => deciding.mutate("mine")}>
          Keep mine, overwrite theirs
        </Button>
      </Group>
    </>
  );
}
