import { Alert, Anchor, Button, List, Text } from "@mantine/core";
import { IconAlertCircle, IconCheck } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { isProblem } from "~/api/problem";
import { createFromDocument } from "~/api/queries/workflow";
import { isTooLarge } from "~/document/clipboard";
import { exportDocument, importText } from "~/document/open";
import type { JsonObject } from "~/document/types";
import { plural } from "~/lib/format";
import { ProblemAlert } from "~/ui/problem-alert";
import { documentProblems } from "./document-problems";
import type { Imported, Source } from "./reading";

export type ImportResultProps = { result: Imported; name: string };

/** What became of one file: the workflow that was made, or what is wrong and what to do about it. */
export function ImportResult({ result, name }: ImportResultProps) {
  const { label } = result.source;
  if (result.kind === "done") {
    const { id, name: made } = result.workflow;
    return (
      <Alert color="teal" icon={<IconCheck aria-hidden />} title={label}>
        Imported as{" "}
        <Anchor
          size="sm"
          c="inherit"
          underline="always"
          renderRoot={(props) => <Link to="/workflows/$workflowId" params={{ workflowId: id }} {...props} />}
        >
          {made}
        </Anchor>
        .
      </Alert>
    );
  }
  const { error } = result;
  if (!isProblem(error, "invalid_document"))
    return <ProblemAlert error={error} title={`${label} was not imported`} />;
  return <Invalid source={result.source} name={name} problems={documentProblems(error.more)} />;
}

type InvalidProps = { source: Source; name: string; problems: readonly { place: string; message: string }[] };

const SHOWN = 20;

function Invalid({ source, name, problems }: InvalidProps) {
  return (
    <Alert
      role="alert"
      color="red"
      icon={<IconAlertCircle aria-hidden />}
      title={`${source.label} was not imported: the document has ${plural(problems.length, "problem")}`}
    >
      <List size="sm">
        {problems.slice(0, SHOWN).map(({ place, message }) => (
          <List.Item key={`${place} ${message}`}>
            {place && <code>{place}</code>} {message}
          </List.Item>
        ))}
      </List>
      {problems.length > SHOWN && <Text size="sm">And {problems.length - SHOWN} more.</Text>}
      <AsDraft source={source} name={name} />
    </Alert>
  );
}

/** A draft may have problems; the editor shows each where it is. */
function AsDraft({ source, name }: { source: Source; name: string }) {
  const navigate = useNavigate();
  const read = source.format === "json" ? importText(source.text) : null;
  const making = useMutation({
    mutationFn: (document: JsonObject) => createFromDocument(name || nameOf(source, read), document),
    onSuccess: ({ id }) => navigate({ to: "/workflows/$workflowId", params: { workflowId: id } }),
  });
  if (!read?.ok || isTooLarge(read.document))
    return <Text size="sm">Put this right in the file and import it again.</Text>;
  const { document } = read;
  return (
    <>
      <Text size="sm" my="xs">
        You can put this right in the editor.
      </Text>
      {making.error && <ProblemAlert error={making.error} />}
      <Button
        size="xs"
        variant="default"
        loading={making.isPending}
        onClick={() => making.mutate(exportDocument(document))}
      >
        Import as a draft
      </Button>
    </>
  );
}

function nameOf(source: Source, read: ReturnType<typeof importText> | null): string {
  const own = read?.ok ? read.document.name : undefined;
  return (own || source.label.replace(/\.[a-z]+$/i, "")).slice(0, 200);
}
