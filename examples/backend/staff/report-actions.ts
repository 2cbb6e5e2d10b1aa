/** What staff can do about the report: release it, add to it, say that it is late. */
import { createHash, randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { FullDate, line } from 'second-opinion-intake/contract';
import * as z from 'zod/mini';
import { ORGANISATION } from '../clinic.js';
import type { Context } from '../context.js';
import { changeCase } from '../events.js';
import { parseBody, ProblemError } from '../problems.js';
import { reportPath } from '../report-files.js';
import { letterPdf } from './pdf.js';

const Delay = z.object({
  latest: FullDate,
  earliest: z.optional(z.union([z.literal(''), FullDate])),
  text: line(1000),
});

/** What was uploaded, or a plain letter for trying out. */
function pdfOf(given: Buffer | null, what: string): Buffer {
  if (given && !given.subarray(0, 1024).includes('%PDF-')) throw new ProblemError('unsupported-media-type');
  return (
    given ??
    letterPdf([ORGANISATION.name, '', what, '', 'This letter was made to try out the release of a report.'])
  );
}

async function store(path: string, pdf: Buffer): Promise<void> {
  await writeFile(`${path}.part`, pdf, { mode: 0o600 });
  await rename(`${path}.part`, path);
}

const fileOf = (pdf: Buffer, fileName: string, now: Date) => ({
  fileName,
  size: pdf.length,
  sha256: createHash('sha256').update(pdf).digest('hex'),
  releasedAt: now.toISOString(),
  openedAt: null,
});

export function createReportActions(context: Context) {
  const { folders, now } = context;

  return {
    /** `given` is an uploaded PDF. */
    async releaseReport(caseId: string, given: Buffer | null): Promise<void> {
      const pdf = pdfOf(given, 'Second opinion');
      await store(reportPath(folders, caseId, null), pdf);
      await changeCase(context, caseId, ({ row, set, record }) => {
        const file = fileOf(pdf, `second-opinion-${row.reference}.pdf`, now());
        set({
          phase: 'report-ready',
          phaseSince: now(),
          report: { ...file, addenda: row.report?.addenda ?? [] },
        });
        record({ type: 'report.ready', actor: 'specialist', data: {} });
        record({
          type: 'case.phase-changed',
          actor: 'clinic',
          data: { phase: 'report-ready', previousPhase: row.phase },
        });
      });
    },

    /** What the specialist adds, such as answers to follow-up questions; `given` is an uploaded PDF. */
    async releaseAddendum(caseId: string, given: Buffer | null): Promise<void> {
      const pdf = pdfOf(given, 'Addendum to the second opinion');
      await changeCase(context, caseId, async ({ row, set, record }) => {
        if (!row.report) throw new ProblemError('conflict');
        const { addenda = [] } = row.report;
        const id = randomUUID();
        await store(reportPath(folders, caseId, id), pdf);
        const fileName = `second-opinion-${row.reference}-addendum-${addenda.length + 1}.pdf`;
        set({ report: { ...row.report, addenda: [...addenda, { id, ...fileOf(pdf, fileName, now()) }] } });
        record({
          type: 'report.ready',
          actor: 'specialist',
          reason: { code: 'addendum', text: null },
          data: {},
        });
      });
    },

    /** The report comes later than first said. */
    async delay(caseId: string, form: unknown): Promise<void> {
      const { latest, text, ...given } = parseBody(Delay, form);
      await changeCase(context, caseId, ({ row, set, record }) => {
        const runs = row.clockStartedAt && row.phase !== 'report-ready' && row.phase !== 'closed';
        if (!runs) throw new ProblemError('conflict');
        const earliest = given.earliest || row.earliest;
        if (earliest && earliest > latest)
          throw new ProblemError('invalid-request', { pointers: ['/latest'] });
        set({ earliest, latest, delay: { since: now().toISOString(), text } });
        record({ type: 'estimate.changed', actor: 'clinic', reason: { code: 'delayed', text }, data: {} });
      });
    },
  };
}
