import { Overlay, Paper, Text } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import classes from "./drop-area.module.css";

export type DropAreaProps = { onDrop: (files: readonly File[]) => void };

/** Lets files be dropped anywhere on the page, and shows that they can be. */
export function DropArea({ onDrop }: DropAreaProps) {
  const isOver = useFileDrop(onDrop);
  if (!isOver) return null;
  return (
    <Overlay fixed zIndex={1000} backgroundOpacity={0.5} className={classes.area}>
      <Paper withBorder p="xl" radius="lg" className={classes.sign}>
        <IconFileUpload size={40} stroke={1.4} aria-hidden />
        <Text fw={600}>Drop to import as workflows</Text>
        <Text size="sm" c="dimmed">
          JSON or YAML, one or several files
        </Text>
      </Paper>
    </Overlay>
  );
}

function useFileDrop(onDrop: (files: readonly File[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(true);
    };
    const left = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer || event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      setOver(false);
      onDrop([...event.dataTransfer.files]);
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", left);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", left);
      window.removeEventListener("drop", drop);
    };
  }, [onDrop]);
  return isOver;
}
