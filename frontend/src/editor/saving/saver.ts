/** Saves the open document a second after the last change: one request at a time, never over somebody else's work. */

import { connection } from "~/api/connection";
import { type OpenedWorkflow, type Revised, readWorkflow, saveDraft } from "~/api/queries/workflow";
import { session } from "~/api/session";
import { replaceDocument } from "~/document/commands/command";
import { endRun } from "~/document/history";
import { exportDocument } from "~/document/open";
import type { WorkflowDocument } from "~/document/types";
import type { EditorStore, OpenEditor } from "../store";
import { isStale, newerDraft, offline, waitBefore } from "./failures";
import { fingerprint } from "./fingerprint";
import { Keeper } from "./keeper";
import { authorOf, type Opening, servedDocument } from "./opening";
import type { Shelf } from "./shelf";

const SAVE_AFTER_MS = 1000;

export type SaverOptions = { readonly opening: Opening; readonly shelf: Shelf; readonly key: string };

/** Knows what the server has, and brings it what is new. */
export class Saver {
  /** What somebody else saved meanwhile; null when there is no conflict. */
  theirs: OpenedWorkflow | null;
  private etag: string;
  private base: string;
  /** Fingerprints of what was sent since the server last told that something arrived; any of it may have. */
  private sent: ReadonlySet<string>;
  private saved: WorkflowDocument | null;
  private running: Promise<unknown> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  private readonly workflowId: string;
  private readonly keeper: Keeper;
  private readonly keepAtOnce: () => void;
  private readonly store: EditorStore;

  constructor(store: EditorStore, { opening, shelf, key }: SaverOptions) {
    this.store = store;
    this.workflowId = store.getState().workflowId;
    this.etag = opening.etag;
    this.base = opening.base;
    this.sent = new Set(opening.sent);
    this.theirs = opening.theirs;
    this.saved = opening.isSaved ? store.getState().document : null;
    this.keeper = new Keeper(async () => this.noteKept(await shelf.keep(key, this.kept())));
    this.keepAtOnce = () => shelf.keepAtOnce(key, this.kept());
  }

  /** Follow the document until the function that is returned is called. */
  start(): () => void {
    const stops = [
      this.store.subscribe((now, before) => this.changed(now, before)),
      session.subscribe((now, before) => {
        if (now.state === "signed-in" && before.state === "expired") this.schedule(0);
      }),
      connection.subscribe((now) => now.isLost || this.tryAgain()),
      listen("online", () => this.tryAgain()),
      listen("pagehide", () => this.leave()),
    ];
    if (this.theirs !== null) this.disagree(this.theirs);
    else if (this.hasUnsaved()) this.schedule(0);
    return () => {
      for (const stop of stops) stop();
      clearTimeout(this.timer);
      void this.keeper.flush();
    };
  }

  /** What the database has not taken yet would be lost with the page. */
  private leave(): void {
    if (this.keeper.isBehind) this.keepAtOnce();
    void this.keeper.flush();
  }

  hasUnsaved(): boolean {
    return this.saved !== this.store.getState().document;
  }

  /** Save what is not saved yet. Rejects with the reason when it cannot be. */
  async saveNow(): Promise<void> {
    await this.idle();
    if (this.theirs !== null) throw newerDraft();
    if (this.hasUnsaved()) await this.alone(() => this.sendAll());
  }

  /** Save, then change something else of the workflow that has the same revision. */
  async change<T>(act: (etag: string) => Promise<Revised<T>>): Promise<T> {
    await this.saveNow();
    await this.idle();
    return this.alone(async () => {
      const { body, etag } = await act(this.etag);
      this.etag = etag;
      void this.keeper.now();
      return body;
    });
  }

  /** Have a draft on the server, even one that says what is published. */
  async makeDraft(): Promise<void> {
    await this.saveNow();
    await this.idle();
    await this.alone(() => this.send(this.store.getState().document));
  }

  /** Overwrite what somebody else saved. */
  keepMine(): Promise<void> {
    if (this.theirs !== null) this.etag = this.theirs.etag;
    this.theirs = null;
    return this.saveNow();
  }

  /** Go on with what somebody else saved; undo brings one's own back. */
  takeTheirs(): void {
    if (this.theirs !== null) this.take(this.theirs);
  }

  /** See whether somebody else saved meanwhile; what is new comes in when nothing of one's own is in the way. */
  async look(): Promise<void> {
    if (this.running !== null || this.theirs !== null) return;
    const there = await readWorkflow(this.workflowId);
    if (this.running !== null || there.etag === this.etag) return;
    if (this.isMine(fingerprint(servedDocument(there)))) this.etag = there.etag;
    else if (this.hasUnsaved()) this.disagree(there);
    else this.take(there);
  }

  private changed(now: OpenEditor, before: OpenEditor): void {
    if (now.document === before.document) return;
    this.keeper.soon();
    if (this.theirs !== null) return;
    if (now.save.kind === "saved") this.store.setState({ save: { kind: "dirty" } });
    this.schedule(SAVE_AFTER_MS);
  }

  /** The server may be back: do not wait until the next try is due. */
  private tryAgain(): void {
    if (this.store.getState().save.kind === "offline") this.schedule(0);
  }

  private schedule(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.saveNow().catch(() => undefined), wait);
  }

  private async idle(): Promise<void> {
    while (this.running !== null) await this.running.catch(() => undefined);
  }

  private alone<T>(act: () => Promise<T>): Promise<T> {
    clearTimeout(this.timer);
    const running = act().finally(() => {
      this.running = null;
    });
    this.running = running;
    return running;
  }

  private async sendAll(): Promise<void> {
    while (this.hasUnsaved()) await this.send(this.store.getState().document);
  }

  private async send(document: WorkflowDocument): Promise<void> {
    this.store.setState({ save: { kind: "saving" } });
    this.sent = new Set([...this.sent, fingerprint(document)]);
    try {
      const { etag, body } = await saveDraft(this.workflowId, exportDocument(document), this.etag);
      this.arrived(document, etag, body.saved_at);
    } catch (error) {
      if (!isStale(error)) throw this.failed(error);
      await this.meet(document);
    }
  }

  /** The revision is another one: the server has other work, or the same under a new number. */
  private async meet(sent: WorkflowDocument): Promise<void> {
    const there = await readWorkflow(this.workflowId).catch((error: unknown) => {
      throw this.failed(error);
    });
    const found = fingerprint(servedDocument(there));
    if (found === fingerprint(sent)) return this.arrived(sent, there.etag, authorOf(there).at);
    if (!this.isMine(found)) {
      this.disagree(there);
      throw newerDraft();
    }
    this.etag = there.etag;
  }

  /** Whether it is what this was begun with, or what was sent without an answer. */
  private isMine(found: string): boolean {
    return found === this.base || this.sent.has(found);
  }

  private arrived(document: WorkflowDocument, etag: string, at: string): void {
    this.etag = etag;
    this.base = fingerprint(document);
    this.sent = new Set();
    this.saved = document;
    this.tries = 0;
    if (this.hasUnsaved()) this.store.setState({ save: { kind: "dirty" } });
    else this.settle(at);
    void this.keeper.now();
  }

  /** Somebody has paused: what they type next is a step of its own. */
  private settle(at: string): void {
    this.store.setState({ save: { kind: "saved", at }, history: endRun(this.store.getState().history) });
  }

  private failed(error: unknown): unknown {
    const save = offline(error);
    this.store.setState({ save });
    void this.keeper.now();
    if (save.reason === "unreachable") this.schedule(waitBefore(this.tries++, error));
    return error;
  }

  private disagree(there: OpenedWorkflow): void {
    this.theirs = there;
    this.store.setState({ save: { kind: "conflict", ...authorOf(there) } });
    void this.keeper.now();
  }

  private take(there: OpenedWorkflow): void {
    const document = servedDocument(there);
    this.store.getState().dispatch(replaceDocument(document), { label: "take the newer draft" });
    this.theirs = null;
    this.arrived(this.store.getState().document, there.etag, authorOf(there).at);
  }

  private noteKept(isKept: boolean): void {
    if (this.store.getState().isNotKept === isKept) this.store.setState({ isNotKept: !isKept });
  }

  private kept() {
    const { document, history } = this.store.getState();
    const isSaved = !this.hasUnsaved();
    const { etag, base, sent } = this;
    return { etag, base, sent: [...sent], isSaved, document, history, keptAt: new Date().toISOString() };
  }
}

function listen(event: string, act: () => void): () => void {
  globalThis.addEventListener(event, act);
  return () => globalThis.removeEventListener(event, act);
}
