import { Button, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { confirm } from "~/ui/confirm";
import { useStores } from "../context";
import { retry } from "./again";
import { useIsChanged } from "./changed";
import { useRunDetails } from "./details";
import { runOn } from "./run-on";

export type RetryButtonProps = { label: string };

/**
 * Does once more what did not succeed. Asks first when an effect may have happened already. When the canvas says
 * something else by now, that is run, from the node that failed.
 */
export function RetryButton({ label }: RetryButtonProps) {
  const stores = useStores();
  const { run } = stores;
  const isChanged = useIsChanged();
  const canExecute = useRunDetails((details) => details.canExecute);
  const [isBusy, setBusy] = useState(false);
  const send = async (repeatUnknown: boolean) => {
    setBusy(true);
    const unknown = await retry(run, { repeatUnknown });
    setBusy(false);
    if (unknown) ask(unknown, () => void send(true));
  };
  return (
    <Button
      size="xs"
      variant="light"
      leftSection={<IconRefresh size={14} aria-hidden />}
      loading={isBusy}
      disabled={!canExecute}
      onClick={() => (isChanged ? void runOn(stores) : void send(false))}
    >
      {isChanged ? "Run the changed workflow from there" : label}
    </Button>
  );
}

function ask(unknown: Error, onConfirm: () => void): void {
  confirm({
    title: "It may have happened already",
    children: <Text size="sm">{unknown.message} Look there first. Doing it again may do it twice.</Text>,
    action: "Do it again",
    onConfirm,
  });
}
