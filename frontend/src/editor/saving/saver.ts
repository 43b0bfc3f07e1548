/** Saves the open document a second after the last change: one request at a time, never over somebody else's work. */

import { connection } from "~/api/connection";
import type { OpenedWorkflow, Revised } from "~/api/queries/workflow";
import { session } from "~/api/session";
import { replaceDocument } from "~/document/commands/command";
import { endRun } from "~/document/history";
import type { WorkflowDocument } from "~/document/types";
import { listen } from "~/lib/listen";
import type { EditorStore, OpenEditor } from "../store";
import { isStale, newerDraft, offline, waitBefore } from "./failures";
import { fingerprint } from "./fingerprint";
import { Keeper } from "./keeper";
import { authorOf, type Opening, servedDocument } from "./opening";
import { ServerDraft } from "./server-draft";
import type { Shelf } from "./shelf";

const SAVE_AFTER_MS = 1000;

export type SaverOptions = { readonly opening: Opening; readonly shelf: Shelf; readonly key: string };

/** Knows what the server has, and brings it what is new. */
export class Saver {
  /** What somebody else saved meanwhile; null when there is no conflict. */
  theirs: OpenedWorkflow | null;
  private saved: WorkflowDocument | null;
  private running: Promise<unknown> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  private isFollowing = false;
  private readonly server: ServerDraft;
  private readonly keeper: Keeper;
  private readonly keepAtOnce: () => void;
  private readonly store: EditorStore;

  constructor(store: EditorStore, { opening, shelf, key }: SaverOptions) {
    this.store = store;
    this.server = new ServerDraft(store.getState().workflowId, opening);
    this.theirs = opening.theirs;
    this.saved = opening.isSaved ? store.getState().document : null;
    this.keeper = new Keeper(async () => this.noteKept(await shelf.keep(key, this.kept())));
    this.keepAtOnce = () => shelf.keepAtOnce(key, this.kept());
  }

  /** Follow the document until the function that is returned is called. */
  start(): () => void {
    this.isFollowing = true;
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
      this.isFollowing = false;
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
      const { body, etag } = await act(this.server.etag).catch(async (error: unknown) => {
        if (!isStale(error)) throw error;
        await this.catchUp();
        return act(this.server.etag);
      });
      this.server.etag = etag;
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
    if (this.theirs !== null) this.server.etag = this.theirs.etag;
    this.theirs = null;
    return this.saveNow();
  }

  /** Go on with what somebody else saved; undo brings one's own back. */
  takeTheirs(): void {
    if (this.theirs !== null) this.take(this.theirs);
  }

  /** Have what is on the screen on the server, and what is on the server on the screen. */
  async meetServer(): Promise<void> {
    if (!this.hasUnsaved()) await this.look();
    await this.saveNow();
  }

  /** See whether somebody else saved meanwhile; what is new comes in when nothing of one's own is in the way. */
  async look(): Promise<void> {
    if (this.running !== null || this.theirs !== null) return;
    if (!(await this.server.hasChanged())) return;
    const there = await this.server.read();
    if (this.running !== null || there.etag === this.server.etag) return;
    if (this.server.isMine(there)) this.server.etag = there.etag;
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
    if (!this.isFollowing) return;
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
    try {
      const { etag, at } = await this.server.send(document);
      this.arrived(document, etag, at);
    } catch (error) {
      if (!isStale(error)) throw this.failed(error);
      await this.meet(document);
    }
  }

  /** Only the number is another one, or there is other work, which somebody has to look at first. */
  private async catchUp(): Promise<void> {
    const there = await this.server.read();
    if (!this.server.isMine(there)) {
      this.take(there);
      throw new Error("Somebody else has just changed this workflow. Look at what is new, then try again.");
    }
    this.server.etag = there.etag;
  }

  /** The revision is another one: the server has other work, or the same under a new number. */
  private async meet(sent: WorkflowDocument): Promise<void> {
    const there = await this.server.read().catch((error: unknown) => {
      throw this.failed(error);
    });
    const found = fingerprint(servedDocument(there));
    if (found === fingerprint(sent)) return this.arrived(sent, there.etag, authorOf(there).at);
    if (!this.server.isMine(there)) {
      this.disagree(there);
      throw newerDraft();
    }
    this.server.etag = there.etag;
  }

  private arrived(document: WorkflowDocument, etag: string, at: string): void {
    this.server.arrived(document, etag);
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
    return { ...this.server.kept(), isSaved, document, history, keptAt: new Date().toISOString() };
  }
}
