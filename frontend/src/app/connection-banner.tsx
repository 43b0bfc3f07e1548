import { Alert, Button, Group, Text } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { connection, knock, noteAnswer } from "~/api/connection";
import { notifyDone } from "~/ui/notify";

const KNOCK_MS = 3_000;

/** Stands above the screen while the server does not answer, and knocks until it does. */
export function ConnectionBanner() {
  const isLost = useStore(connection, (now) => now.isLost);
  useOffline();
  useBack();
  return <div aria-live="polite">{isLost && <Lost />}</div>;
}

function Lost() {
  const [isAsking, setAsking] = useState(false);

  async function ask() {
    setAsking(true);
    await knock();
    setAsking(false);
  }

  useEffect(() => {
    const timer = setInterval(ask, KNOCK_MS);
    return () => clearInterval(timer);
  });

  return (
    <Alert color="orange" radius={0} py="xs" icon={<IconPlugConnectedX aria-hidden />}>
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          The server does not answer. What you see may be old; what you type is kept here.
        </Text>
        <Button size="compact-sm" variant="default" loading={isAsking} onClick={() => void ask()}>
          Try now
        </Button>
      </Group>
    </Alert>
  );
}

/** The browser knows at once when the network is gone. */
function useOffline() {
  useEffect(() => {
    const lost = () => noteAnswer(undefined);
    const back = () => void knock();
    addEventListener("offline", lost);
    addEventListener("online", back);
    return () => {
      removeEventListener("offline", lost);
      removeEventListener("online", back);
    };
  }, []);
}

/** Whoever got the first answer: what is shown is asked for again. */
function useBack() {
  const queryClient = useQueryClient();
  useEffect(
    () =>
      connection.subscribe((now, before) => {
        if (now.isLost || !before.isLost) return;
        notifyDone("The server answers again.");
        void queryClient.invalidateQueries();
      }),
    [queryClient],
  );
}
