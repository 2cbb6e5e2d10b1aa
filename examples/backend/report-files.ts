/** The files of a report: itself, and what the specialist adds to it. */
import { join } from 'node:path';
import type { Report } from 'second-opinion-intake/contract';
import type { Context } from './context.js';

type ReportFile = Pick<Report, 'fileName' | 'size' | 'openedAt'>;

/** `addendumId` null: the report itself. */
export const reportPath = ({ reports }: Context['folders'], caseId: string, addendumId: string | null) =>
  join(reports, addendumId ? `${caseId}-${addendumId}.pdf` : `${caseId}.pdf`);

export const fileOf = (report: Report, addendumId: string | null): ReportFile | undefined =>
  addendumId ? report.addenda?.find(({ id }) => id === addendumId) : report;

export function withOpened(report: Report, addendumId: string | null, at: Date): Report {
  const openedAt = at.toISOString();
  if (!addendumId) return { ...report, openedAt };
  const addenda = report.addenda?.map((each) => (each.id === addendumId ? { ...each, openedAt } : each));
  return { ...report, addenda };
}
