/** Links to a report and what was added to it. */
import * as z from 'zod/mini';
import { DateTime, Uuid } from './primitives.js';

/** Body of `POST {base}/cases/{id}/report-links`; none: the report itself. Since 1.5. */
export const ReportLinkRequest = z.object({ addendumId: z.optional(Uuid) });

/** `POST {base}/cases/{id}/report-links`: good for five minutes and one complete delivery. */
export const ReportLink = z.object({ url: z.url(), expiresAt: DateTime, fileName: z.string() });

export type ReportLinkRequest = z.infer<typeof ReportLinkRequest>;
export type ReportLink = z.infer<typeof ReportLink>;
