/** Facts for the host page: ids and counts, never names of files. */

/** The backend has stored a file and found its digest right. */
export class SoDocumentReceivedEvent extends Event {
  static readonly type = 'so-document-received';
  readonly documentId: string;
  /** The document request that the file answers, if any. */
  readonly requestId: string | null;

  constructor(documentId: string, requestId: string | null) {
    super(SoDocumentReceivedEvent.type, { bubbles: true, composed: true });
    this.documentId = documentId;
    this.requestId = requestId;
  }
}

/** How sending is doing; fired when one of the three has changed. */
export class SoUploadStateEvent extends Event {
  static readonly type = 'so-upload-state';
  /** True while anything is being looked at, sent, waited for or checked: the page should stay open. */
  readonly active: boolean;
  /** Files that this visit's choosing led to, without those that were refused, rejected or stopped. */
  readonly received: number;
  readonly total: number;

  constructor(active: boolean, received: number, total: number) {
    super(SoUploadStateEvent.type, { bubbles: true, composed: true });
    this.active = active;
    this.received = received;
    this.total = total;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'so-document-received': SoDocumentReceivedEvent;
    'so-upload-state': SoUploadStateEvent;
  }
}
