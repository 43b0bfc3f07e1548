/** What is known of the draft on the server: its revision, what it says, and what may have arrived there unheard. */

import { type OpenedWorkflow, readRevision, readWorkflow, saveDraft } from "~/api/queries/workflow";
import { exportDocument } from "~/document/open";
import type { WorkflowDocument } from "~/document/types";
import { fingerprint } from "./fingerprint";
import { type Opening, servedDocument } from "./opening";

export class ServerDraft {
  etag: string;
  base: string;
  /** Fingerprints of what was sent since the server last told that something arrived; any of it may have. */
  private sent: ReadonlySet<string>;
  private readonly workflowId: string;

  constructor(workflowId: string, { etag, base, sent }: Pick<Opening, "etag" | "base" | "sent">) {
    this.workflowId = workflowId;
    this.etag = etag;
    this.base = base;
    this.sent = new Set(sent);
  }

  /** Save a document over what is known; returns the new revision and when it was saved. Throws ApiProblem. */
  async send(document: WorkflowDocument): Promise<{ etag: string; at: string }> {
    this.sent = new Set([...this.sent, fingerprint(document)]);
    const { etag, body } = await saveDraft(this.workflowId, exportDocument(document), this.etag);
    return { etag, at: body.saved_at };
  }

  arrived(document: WorkflowDocument, etag: string): void {
    this.etag = etag;
    this.base = fingerprint(document);
    this.sent = new Set();
  }

  read(): Promise<OpenedWorkflow> {
    return readWorkflow(this.workflowId);
  }

  async hasChanged(): Promise<boolean> {
    return (await readRevision(this.workflowId)) !== this.etag;
  }

  /** Whether it is what one's own work began with, or what was sent without an answer. */
  isMine(there: OpenedWorkflow): boolean {
    const found = fingerprint(servedDocument(there));
    return found === this.base || this.sent.has(found);
  }

  /** As it is kept in the browser. */
  kept(): Pick<Opening, "etag" | "base" | "sent"> {
    return { etag: this.etag, base: this.base, sent: [...this.sent] };
  }
}
