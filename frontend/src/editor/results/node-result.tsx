import { Alert, Badge, Group, SegmentedControl, Select, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { nodeById } from "~/document/lookup";
import type { Json } from "~/document/types";
import { formatDuration } from "~/lib/format";
import { own } from "~/lib/own";
import { StatusBadge } from "~/ui/status-badge";
import { useEditor, useRun } from "../context";
import { useRunDetails } from "../run/details";
import { RetryButton } from "../run/retry-button";
import { adviceFor, statusWord } from "../run/standing";
import type { StepRun } from "../run/step-book";
import { inputsGiven } from "./inputs";
import { OutputView } from "./output-view";
import { Pane } from "./pane";
import { nodePath } from "./path";
import { PinControls } from "./pin-controls";
import { PinDialog } from "./pin-dialog";
import classes from "./results.module.css";
import { ValueView } from "./value-view";

export type NodeResultProps = { id: string };

const NO_RUNS: readonly StepRun[] = [];
const WHICH = [
  { value: "pinned", label: "Pinned" },
  { value: "given", label: "Of this execution" },
];

/** What a node got beside what it gave; where it ran several times, in the run that is chosen. */
export function NodeResult({ id }: NodeResultProps) {
  const execution = useRun((state) => state.execution?.id);
  const [isPinEdited, setPinEdited] = useState(false);
  return (
    <div className={classes.panes}>
      <Inputs key={`input of ${execution}`} id={id} />
      <Output key={`output of ${execution}`} id={id} onEditPin={() => setPinEdited(true)} />
      {isPinEdited && <PinDialog id={id} onClose={() => setPinEdited(false)} />}
    </div>
  );
}

function Output({ id, onEditPin }: NodeResultProps & { onEditPin: () => void }) {
  const runs = useRunDetails((details) => details.runs.get(id)) ?? NO_RUNS;
  const last = useRun((state) => state.nodes.get(id));
  const pinned = useRun((state) => own(state.pinned, id));
  const canRetry = useRun(
    ({ execution }) => execution?.status === "failed" || execution?.status === "cancelled",
  );
  const hint = useHint(id);
  const [chosen, setChosen] = useState<string | null>(null);
  const [which, setWhich] = useState("pinned");
  const run = runs.find((each) => keyOf(each) === chosen) ?? last;
  const hasBoth = pinned !== undefined && run?.output !== undefined;
  const isPinShown = pinned !== undefined && (!hasBoth || which === "pinned");
  return (
    <Pane
      title="Output"
      extra={
        <Group gap="xs" wrap="nowrap" flex={1} justify="flex-end">
          {runs.length > 1 && <RunSelect runs={runs} chosen={run ? keyOf(run) : null} onChoose={setChosen} />}
          {run && <StatusBadge status={run.status} label={statusWord(run.status)} />}
          {run?.durationMs != null && <Text size="xs">{formatDuration(run.durationMs)}</Text>}
          <PinControls id={id} onEdit={onEditPin} />
        </Group>
      }
    >
      {run?.error && (
        <Alert color="red" p="xs" m="xs" title={run.error.message} role="alert">
          <Group justify="space-between" gap="xs">
            <Text size="xs">
              {adviceFor(run.error.code)} <code>{run.error.code}</code>
            </Text>
            {canRetry && <RetryButton label="Retry from there" />}
          </Group>
        </Alert>
      )}
      {hasBoth && (
        <SegmentedControl
          size="xs"
          m="xs"
          aria-label="Which output"
          data={WHICH}
          value={which}
          onChange={setWhich}
        />
      )}
      {isPinShown ? (
        <ValueView value={pinned} base={nodePath(id)} hint={hint} label="Pinned output" />
      ) : (
        run && <OutputView run={run} base={nodePath(id)} hint={hint} />
      )}
      {run === undefined && pinned === undefined && (
        <Text size="sm" c="dimmed" p="sm">
          This node has not run in this execution.
        </Text>
      )}
    </Pane>
  );
}

function Inputs({ id }: { id: string }) {
  const document = useEditor((state) => state.document);
  const catalogue = useEditor((state) => state.catalogue);
  const nodes = useRun((state) => state.nodes);
  const given = useMemo(() => inputsGiven(document, catalogue, nodes, id), [document, catalogue, nodes, id]);
  const workflowInput = useRun((state) => state.execution?.input);
  const hasSources = document.edges.some((edge) => edge.target === id);
  const [chosen, setChosen] = useState<string | null>("0");
  const at = Math.min(Number(chosen), Math.max(0, given.length - 1));
  const shown = given[at];
  const options = given.map((each, place) => ({
    value: `${place}`,
    label: each.port ? `${each.title}, ${each.port}` : each.title,
  }));
  return (
    <Pane
      title="Input"
      extra={
        options.length > 1 ? (
          <Select
            size="xs"
            aria-label="Which input"
            data={options}
            value={`${at}`}
            onChange={setChosen}
            allowDeselect={false}
          />
        ) : (
          <Badge variant="default" tt="none" maw={200}>
            {shown ? options[0]?.label : hasSources ? "nothing came" : "of the workflow"}
          </Badge>
        )
      }
    >
      {shown ? (
        <OutputView
          run={shown.run}
          base={options.length > 1 ? nodePath(shown.source) : "input"}
          label="Input"
        />
      ) : (
        <FirstInput value={hasSources ? undefined : workflowInput} />
      )}
    </Pane>
  );
}

function FirstInput({ value }: { value: Json | undefined }) {
  if (value === undefined || value === null)
    return (
      <Text size="sm" c="dimmed" p="sm">
        It got no input.
      </Text>
    );
  return <ValueView value={value} base="input" label="Input" />;
}

type RunSelectProps = {
  runs: readonly StepRun[];
  chosen: string | null;
  onChoose: (key: string | null) => void;
};

function RunSelect({ runs, chosen, onChoose }: RunSelectProps) {
  const data = runs.map((run) => ({ value: keyOf(run), label: nameOf(run) }));
  return (
    <Select
      size="xs"
      aria-label="Run"
      data={data}
      value={chosen}
      onChange={onChoose}
      allowDeselect={false}
      searchable={data.length > 12}
      limit={200}
      w={210}
    />
  );
}

function keyOf(run: Pick<StepRun, "path" | "attempt">): string {
  return `${run.path} ${run.attempt}`;
}

function nameOf(run: StepRun): string {
  const attempt = run.attempt > 1 ? `attempt ${run.attempt}` : "";
  return `${[run.path, attempt].filter(Boolean).join(", ") || "Attempt 1"}: ${statusWord(run.status).toLowerCase()}`;
}

/** How the node's own fields say that its value wants to be shown. */
function useHint(id: string): string | undefined {
  const mode = useEditor((state) => nodeById(state.document, id)?.data?.mode);
  return typeof mode === "string" ? mode : undefined;
}
