/** What has to be finished before somebody signs out, such as saving an open document. */

/** False: it could not be finished. */
export type Finish = () => Promise<boolean>;

const open = new Set<Finish>();

/** Returns how to take it back. */
export function finishBeforeLeaving(finish: Finish): () => void {
  open.add(finish);
  return () => void open.delete(finish);
}

export async function isAllFinished(): Promise<boolean> {
  const finished = await Promise.all([...open].map((finish) => finish()));
  return finished.every(Boolean);
}
