import { Button, Group } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { exportTenant } from "~/api/queries/tenant";
import { offerFile } from "~/lib/offer-file";
import { notifyDone, notifyProblem } from "~/ui/notify";
import { Section } from "~/ui/section";

export type ExportSectionProps = { slug: string };

/** Everything the tenant has, as one file. */
export function ExportSection({ slug }: ExportSectionProps) {
  const [going, setGoing] = useState<AbortController>();
  const exporting = useMutation({
    mutationFn: (signal: AbortSignal) => exportTenant(signal),
    onSuccess: ({ file, isWhole }) => {
      if (!isWhole)
        return notifyProblem("The export broke off", new Error("Try again; the file was not whole."));
      offerFile(file, `tenant ${slug}`, "jsonl");
      notifyDone("The export is downloaded.");
    },
    onError: (error) => {
      if (error.name !== "AbortError") notifyProblem("Nothing was exported", error);
    },
  });

  useEffect(() => () => going?.abort(), [going]);

  function begin() {
    const controller = new AbortController();
    setGoing(controller);
    exporting.mutate(controller.signal);
  }

  return (
    <Section
      title="Export"
      about="Download everything: workflows and their versions, executions, members, roles, the audit log, as JSON Lines. No secrets are in it. The download is recorded."
    >
      <Group>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={exporting.isPending}
          onClick={begin}
        >
          Export everything
        </Button>
        {exporting.isPending && (
          <Button variant="subtle" color="gray" onClick={() => going?.abort()}>
            Stop
          </Button>
        )}
      </Group>
    </Section>
  );
}
