import { ActionIcon, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { Json } from "~/document/types";
import { copyText } from "./copy";
import { plainText } from "./json";
import { isTable } from "./kinds";
import { saveText } from "./save-file";
import { csvOf } from "./table";

export type ValueMenuProps = { value: Json; label: string };

/** Takes a value out: to the clipboard, as JSON, as CSV, as text. */
export function ValueMenu({ value, label }: ValueMenuProps) {
  const name = fileName(label);
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={`Copy or download ${label}`} ml="auto">
          <IconDownload size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => copyText(plainText(value))}>Copy</Menu.Item>
        <Menu.Item
          onClick={() => saveText(`${name}.json`, JSON.stringify(value, null, 2), "application/json")}
        >
          Download as JSON
        </Menu.Item>
        {isTable(value) && (
          <Menu.Item onClick={() => saveText(`${name}.csv`, csvOf(value), "text/csv")}>
            Download as CSV
          </Menu.Item>
        )}
        {typeof value === "string" && (
          <Menu.Item onClick={() => saveText(`${name}.txt`, value, "text/plain")}>Download as text</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function fileName(label: string): string {
  return (
    label
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "") || "value"
  );
}
