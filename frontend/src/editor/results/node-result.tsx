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
import type { NodeRun } from "../state";
import { firstInput, inputsGiven } from "./inputs";
import { OutputView } from "./output-view";
import { Pane } from "./pane";
import { nodePath } from "./path";
import { PinControls } from "./pin-controls";
import { PinDialog } from "./pin-dialog";
import classes from "./results.module.css";
import { useInputSources } from "./use-input-sources";
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
    <>
      <Panes key={execution} id={id} onEditPin={() => setPinEdited(true)} />
      {isPinEdited && <PinDialog id={id} onClose={() => setPinEdited(false)} />}
    </>
  );
}

/** Both of one run, the last one unless another is chosen. */
function Panes({ id, onEditPin }: NodeResultProps & { onEditPin: () => void }) {
  const runs = useRunDetails((details) => details.runs.get(id)) ?? NO_RUNS;
  const last = useRun((state) => state.nodes.get(id));
  const [chosen, setChosen] = useState<string | null>(null);
  const run = runs.find((each) => keyOf(each) === chosen) ?? last;
  return (
    <div className={classes.panes}>
      <Inputs id={id} path={run?.path ?? ""} />
      <Output id={id} runs={runs} run={run} onChoose={setChosen} onEditPin={onEditPin} />
    </div>
  );
}

type OutputProps = NodeResultProps & {
  runs: readonly StepRun[];
  run: StepRun | NodeRun | undefined;
  onChoose: (key: string | null) => void;
  onEditPin: () => void;
};

function Output({ id, runs, run, onChoose, onEditPin }: OutputProps) {
  const pinned = useRun((state) => own(state.pinned, id));
  const canRetry = useRun(
    ({ execution }) => execution?.status === "failed" || execution?.status === "cancelled",
  );
  const hint = useHint(id);
  const [which, setWhich] = useState("pinned");
  const hasBoth = pinned !== undefined && run?.output !== undefined;
  const isPinShown = pinned !== undefined && (!hasBoth || which === "pinned");
  return (
    <Pane
      title="Output"
      extra={
        <Group gap="xs" wrap="nowrap" flex={1} justify="flex-end">
          {runs.length > 1 && <RunSelect runs={runs} chosen={run ? keyOf(run) : null} onChoose={onChoose} />}
          {run && <StatusBadge status={run.status} label={statusWord(run.status)} />}
          {run?.durationMs != null && (
            <Text size="xs" className={classes.whole}>
              {formatDuration(run.durationMs)}
            </Text>
          )}
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

function Inputs({ id, path }: { id: string; path: string }) {
  const sources = useInputSources(path);
  const { document } = sources;
  const given = useMemo(() => inputsGiven(sources, id), [sources, id]);
  const workflowInput = useRun((state) => state.execution?.input);
  const hasSources = document.edges.some((edge) => edge.target === id);
  const isInside = nodeById(document, id)?.parent !== undefined;
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
            {shown
              ? options[0]?.label
              : hasSources
                ? "nothing came"
                : isInside
                  ? "of the container"
                  : "of the workflow"}
          </Badge>
        )
      }
    >
      {shown ? (
        <OutputView
          run={shown.run}
          part={shown.part}
          base={options.length > 1 ? nodePath(shown.source) : "input"}
          label="Input"
        />
      ) : (
        <FirstInput
          value={hasSources ? undefined : firstInput(sources, id, path, workflowInput)}
          isInside={isInside && !hasSources}
        />
      )}
    </Pane>
  );
}

function FirstInput({ value, isInside }: { value: Json | undefined; isInside: boolean }) {
  if (value === undefined || value === null)
    return (
      <Text size="sm" c="dimmed" p="sm">
        {value === undefined && isInside ? "What its container gave it is not kept." : "It got no input."}
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
      miw={90}
      maw={210}
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
