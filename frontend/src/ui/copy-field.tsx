import { ActionIcon, Code, CopyButton, Group, Text, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import classes from "./copy-field.module.css";

export type CopyFieldProps = { label: string; text: string; actions?: ReactNode };

/** A text that is there to be copied. */
export function CopyField({ label, text, actions }: CopyFieldProps) {
  const id = useId();
  return (
    <div>
      <Text size="sm" fw={500} id={id}>
        {label}
      </Text>
      <Group gap={4} wrap="nowrap" align="flex-start">
        <Code
          block
          className={classes.text}
          tabIndex={0}
          role="textbox"
          aria-readonly
          aria-multiline
          aria-labelledby={id}
        >
          {text}
        </Code>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? "Copied" : "Copy"}>
              <ActionIcon aria-label={copied ? `${label}: copied` : `Copy: ${label}`} onClick={copy}>
                {copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
        {actions}
      </Group>
    </div>
  );
}
