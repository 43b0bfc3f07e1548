/** An answer that is asked for before somebody is there to take it. It is taken once, and soon. */

const SOON_MS = 10_000;

export type Ahead<T> = {
  readonly ask: (id: string) => void;
  /** What was asked for ahead, or else now. */
  readonly take: (id: string) => Promise<T>;
};

export function ahead<T>(read: (id: string) => Promise<T>): Ahead<T> {
  let asked: { readonly id: string; readonly at: number; readonly answer: Promise<T> } | null = null;
  return {
    ask: (id) => {
      const answer = read(id);
      answer.catch(() => undefined);
      asked = { id, at: Date.now(), answer };
    },
    take: (id) => {
      const found = asked;
      asked = null;
      return found?.id === id && Date.now() - found.at < SOON_MS ? found.answer : read(id);
    },
  };
}
