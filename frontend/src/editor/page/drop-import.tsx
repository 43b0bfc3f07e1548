import { Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useState } from "react";
import { isProblem } from "~/api/problem";
import { createFromDocument, importWorkflow } from "~/api/queries/workflow";
import type { WorkflowDetail } from "~/api/shapes";
import { isTooLarge } from "~/document/clipboard";
import { isList, isObject } from "~/document/commands/values";
import { exportDocument, importText } from "~/document/open";
import { plural } from "~/lib/format";
import { confirm } from "~/ui/confirm";
import { notifyDone, notifyProblem } from "~/ui/notify";
import classes from "./drop-import.module.css";
import { formatOf } from "./exchange";

/** A JSON or YAML file that is dropped anywhere on the page can become a new workflow. */
export function DropImport() {
  const [isOver, setOver] = useState(false);
  const importFile = useImport();

  const drop = useEffectEvent((event: DragEvent) => {
    setOver(false);
    const file = event.dataTransfer?.files[0];
    if (file === undefined) return;
    event.preventDefault();
    importFile(file);
  });

  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drops = (event: DragEvent) => drop(event);
    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", drops);
    return () => {
      document.removeEventListener("dragover", over);
      document.removeEventListener("dragleave", leave);
      document.removeEventListener("drop", drops);
    };
  }, []);

  if (!isOver) return null;
  return (
    <div className={classes.cover}>
      <Text fw={600}>Drop a JSON or YAML file to import it as a new workflow</Text>
    </div>
  );
}

function useImport() {
  const navigate = useNavigate();
  const cache = useQueryClient();

  async function importAs(file: File) {
    try {
      const made = await importedFrom(file);
      await cache.invalidateQueries({ queryKey: ["workflows"] });
      notifyDone(`Imported ${file.name} as “${made.name}”.`);
      await navigate({ to: "/workflows/$workflowId", params: { workflowId: made.id } });
    } catch (error) {
      notifyProblem(`${file.name} could not be imported`, plainly(error));
    }
  }

  return (file: File) => {
    if (formatOf(file.name) === null) {
      notifyProblem(
        "This file cannot be imported",
        new Error("Workflows come as .json, .yaml or .yml files."),
      );
      return;
    }
    confirm({
      title: "Import as a new workflow?",
      children: `${file.name} becomes a workflow of its own. This one stays as it is.`,
      action: "Import",
      onConfirm: () => void importAs(file),
    });
  };
}

/** The first of the problems of a document, which are listed nowhere here. */
function plainly(error: unknown): unknown {
  const problems = isProblem(error, "invalid_document") ? error.more.problems : undefined;
  const [first, ...others] = isList(problems) ? problems : [];
  if (!isObject(first) || typeof first.message !== "string") return error;
  return new Error(
    others.length === 0 ? first.message : `${first.message}, and ${plural(others.length, "more problem")}`,
  );
}

/** A document without a name gets that of its file; one with problems becomes a draft, to be put right here. */
async function importedFrom(file: File): Promise<WorkflowDetail> {
  const text = await file.text();
  const format = formatOf(file.name) ?? "json";
  const name = file.name.replace(/\.[^.]+$/, "").slice(0, 200);
  const read = importText(text);
  const isNamed = read.ok ? read.document.name !== undefined : /^name:/m.test(text);
  try {
    return await importWorkflow({ text, format, ...(!isNamed && { name }) });
  } catch (error) {
    if (!isProblem(error, "invalid_document") || !read.ok || isTooLarge(read.document)) throw error;
    return createFromDocument(read.document.name ?? name, exportDocument(read.document));
  }
}
