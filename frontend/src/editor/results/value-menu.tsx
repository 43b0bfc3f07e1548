import { ActionIcon, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import type { Json } from "~/document/types";
import { notifyProblem } from "~/ui/notify";
import { copyText } from "./copy";
import { plainText } from "./json";
import { isTable } from "./kinds";
import { saveText } from "./save-file";
import { csvOf } from "./table";

/** `whole` loads the value where there is only its beginning; `file`: what to call it when it is saved. */
export type ValueMenuProps = {
  value: Json;
  label: string;
  file?: string;
  whole?: (() => Promise<Json>) | undefined;
};

/** Takes a value out: to the clipboard, as JSON, as CSV, as text. It is always the whole value. */
export function ValueMenu({ value, label, file = label, whole }: ValueMenuProps) {
  const name = fileName(file);
  const [isLoading, setLoading] = useState(false);
  const take = async (out: (value: Json) => void) => {
    setLoading(whole !== undefined);
    try {
      out(whole ? await whole() : value);
    } catch (problem) {
      notifyProblem("Nothing was copied or saved", problem);
    }
    setLoading(false);
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={`Copy or download ${label}`} ml="auto" loading={isLoading}>
          <IconDownload size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => take((all) => copyText(plainText(all)))}>Copy</Menu.Item>
        <Menu.Item onClick={() => take((all) => saveJson(name, all))}>Download as JSON</Menu.Item>
        {isTable(value) && (
          <Menu.Item onClick={() => take((all) => saveTable(name, all))}>Download as CSV</Menu.Item>
        )}
        {typeof value === "string" && (
          <Menu.Item onClick={() => take((all) => saveText(`${name}.txt`, plainText(all), "text/plain"))}>
            Download as text
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function saveJson(name: string, value: Json): void {
  saveText(`${name}.json`, JSON.stringify(value, null, 2), "application/json");
}

/** The beginning of a value may be a table though the whole is none. */
function saveTable(name: string, value: Json): void {
  if (!isTable(value)) throw new Error("The whole value is no table. Download it as JSON.");
  saveText(`${name}.csv`, csvOf(value), "text/csv");
}

function fileName(label: string): string {
  return (
    label
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "") || "value"
  );
}
