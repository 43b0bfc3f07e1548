import { Button, Checkbox, Group, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type LogName, type NotedPlace, verifyLog } from "~/api/queries/audit";
import { plural } from "~/lib/format";
import { ProblemAlert } from "~/ui/problem-alert";
import { Verdict } from "./verdict";

export type VerifyFormProps = { log: LogName; onClose: () => void };

/** Follows the chain of the log to its end; also through a place that somebody noted before. */
export function VerifyForm({ log, onClose }: VerifyFormProps) {
  const [hasNoted, setHasNoted] = useState(false);
  const [seq, setSeq] = useState<number>();
  const [hash, setHash] = useState("");
  const [count, setCount] = useState(0);
  const stop = useRef(new AbortController());
  useEffect(() => {
    const stopping = new AbortController();
    stop.current = stopping;
    return () => stopping.abort();
  }, []);
  const isHash = /^[0-9a-f]{64}$/.test(hash.trim());
  const noted = hasNoted && seq !== undefined && isHash ? { seq, hash: hash.trim() } : undefined;
  const verifying = useMutation({
    mutationFn: (place: NotedPlace | undefined) =>
      verifyLog(log, { noted: place, signal: stop.current.signal, onProgress: setCount }),
  });
  return (
    <Stack>
      <Text size="sm">
        Every entry is sealed with a hash over all those before it. This follows them from the first to the
        last, and tells where one was changed, removed or put in.
      </Text>
      <Checkbox
        label="It has to go through an entry that I noted earlier"
        checked={hasNoted}
        onChange={(event) => setHasNoted(event.currentTarget.checked)}
      />
      {hasNoted && (
        <>
          <NumberInput
            label="Number of the entry"
            min={1}
            allowDecimal={false}
            hideControls
            value={seq ?? ""}
            onChange={(value) => setSeq(typeof value === "number" ? value : undefined)}
          />
          <TextInput
            label="Its hash"
            maxLength={64}
            value={hash}
            error={hash && !isHash ? "64 digits and letters from a to f." : undefined}
            onChange={(event) => setHash(event.currentTarget.value)}
          />
        </>
      )}
      {verifying.error && <ProblemAlert error={verifying.error} title="The log could not be verified" />}
      <div role="status">
        {verifying.isPending && count > 0 && (
          <Text size="sm">{plural(count, "entry is", "entries are")} right so far.</Text>
        )}
      </div>
      {verifying.data && <Verdict found={verifying.data} noted={verifying.variables} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button
          loading={verifying.isPending}
          disabled={hasNoted && noted === undefined}
          onClick={() => verifying.mutate(noted)}
          data-autofocus
        >
          {verifying.data ? "Verify again" : "Verify"}
        </Button>
      </Group>
    </Stack>
  );
}
