import { Text } from "@mantine/core";
import { useState } from "react";
import type { Json } from "~/document/types";
import { CodeEditor } from "../expression/code-editor";
import { type JsonText, readJson } from "./json-text";

export type JsonInputProps = {
  label: string;
  initial: Json | undefined;
  /** What the text means; undefined while it is not JSON. */
  onChange: (read: JsonText) => void;
  minLines?: number;
};

/** JSON as text. What is not JSON stays in the field and is marked. An empty text means nothing at all. */
export function JsonInput({ label, initial, onChange, minLines = 4 }: JsonInputProps) {
  const [text, setText] = useState(() => (initial === undefined ? "" : JSON.stringify(initial, null, 2)));
  const read = readJson(text);
  return (
    <div>
      <CodeEditor
        label={label}
        language="json"
        minLines={minLines}
        value={text}
        error={read.isValid ? null : { message: read.message, start: read.at, end: read.at + 1 }}
        onChange={(next) => {
          setText(next);
          onChange(readJson(next));
        }}
      />
      <Text size="xs" c="red" mih="1.3em" aria-live="polite">
        {read.isValid ? "" : read.message}
      </Text>
    </div>
  );
}
