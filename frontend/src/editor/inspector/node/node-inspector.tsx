import { Alert, Badge, Stack, Tabs } from "@mantine/core";
import { useState } from "react";
import { nodeById } from "~/document/lookup";
import { nodeTypeOf } from "~/document/node-types";
import { useEditor } from "../../context";
import { type Messages, problemsOfNode, sentenceOf } from "../field-problems";
import type { Drafts } from "../form/form-context";
import { HelpPanel } from "./help-panel";
import { NodeHeader } from "./node-header";
import { NodeRunNote } from "./node-run-note";
import { ParamsForm } from "./params-form";
import { SettingsForm } from "./settings-form";

export type NodeInspectorProps = { id: string; drafts: Drafts };
type Chosen = { readonly tab: string; readonly at: number };

/** One node: what it is called, how its last run went, its parameters, its settings, help on its type. */
export function NodeInspector({ id, drafts }: NodeInspectorProps) {
  const node = useEditor((state) => nodeById(state.document, id));
  const type = useEditor((state) => node && nodeTypeOf(state.catalogue, node));
  const problems = useEditor((state) => state.problems);
  const destination = useEditor((state) => (state.destination?.node === id ? state.destination : null));
  const [chosen, setChosen] = useState<Chosen>({ tab: "parameters", at: 0 });
  if (!node) return null;

  const own = problemsOfNode(problems, id);
  const field = destination?.field;
  const at = field === undefined ? chosen.at : (destination?.at ?? 0);
  const isSetting = field?.startsWith("settings.") ?? false;
  const tab = at === chosen.at ? chosen.tab : isSetting ? "settings" : "parameters";
  const focus = field === undefined ? null : { field: field.replace(/^settings\./, ""), at };
  const shown = { node, drafts };
  return (
    <Stack gap="sm">
      <NodeHeader node={node} type={type} />
      <NodeRunNote id={id} />
      {own.whole.map((problem) => (
        <Alert
          key={`${problem.code} ${problem.message}`}
          color={problem.severity === "warning" ? "yellow" : "red"}
          p="xs"
        >
          {sentenceOf(problem)}
        </Alert>
      ))}
      <Tabs value={tab} onChange={(next) => setChosen({ tab: next ?? "parameters", at })} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab px="xs" value="parameters" rightSection={<Count messages={own.params} />}>
            Parameters
          </Tabs.Tab>
          <Tabs.Tab px="xs" value="settings" rightSection={<Count messages={own.settings} />}>
            Settings
          </Tabs.Tab>
          {type && (
            <Tabs.Tab px="xs" value="help">
              Help
            </Tabs.Tab>
          )}
        </Tabs.List>
        <Tabs.Panel value="parameters">
          <ParamsForm
            {...shown}
            key={id}
            type={type}
            problems={own.params}
            focus={isSetting ? null : focus}
          />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <SettingsForm {...shown} key={id} problems={own.settings} focus={isSetting ? focus : null} />
        </Tabs.Panel>
        {type && (
          <Tabs.Panel value="help">
            <HelpPanel node={node} type={type} />
          </Tabs.Panel>
        )}
      </Tabs>
    </Stack>
  );
}

function Count({ messages }: { messages: Messages }) {
  if (messages.size === 0) return null;
  return (
    <Badge size="xs" color="red" circle aria-label={`${messages.size} with problems`}>
      {messages.size}
    </Badge>
  );
}
