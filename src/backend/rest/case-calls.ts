/** Cases over the REST contract, but for reading one. */
import { Assessment } from '../../contract/assessment.js';
import { ConsentText } from '../../contract/capabilities.js';
import { Case } from '../../contract/case.js';
import { CaseList } from '../../contract/case-list.js';
import { Message, MessageList } from '../../contract/message.js';
import { ReportLink } from '../../contract/report-link.js';
import type { Backend } from '../backend.js';
import type { Requests } from './bundle-calls.js';

type CaseCalls = Required<
  Pick<
    Backend,
    | 'submitAssessment'
    | 'createCase'
    | 'updateCase'
    | 'listCases'
    | 'consentText'
    | 'withdrawCase'
    | 'openRequest'
    | 'answerRequest'
    | 'createReportLink'
    | 'messages'
    | 'postMessage'
    | 'markMessagesRead'
  >
>;

export const caseCalls = ({ open, create, read, call, parse }: Requests): CaseCalls => ({
  submitAssessment: (submission, o) => create('/eligibility-assessments', submission, Assessment, o, true),
  createCase: async (id, draft, o = {}) =>
    parse(await call({ method: 'PUT', path: `/cases/${id}`, body: draft, signal: o.signal }), Case),
  updateCase: async (id, patch, version, o = {}) =>
    parse(
      await call({
        method: 'PATCH',
        path: `/cases/${id}`,
        body: patch,
        headers: { 'If-Match': `"${version}"` },
        signal: o.signal,
      }),
      Case,
    ),
  consentText: async (sha256, o = {}) =>
    parse(await open({ method: 'GET', path: `/consent-texts/${sha256}`, signal: o.signal }), ConsentText),
  withdrawCase: (caseId, o) => create(`/cases/${caseId}/withdrawal`, undefined, Case, o),
  openRequest: (caseId, request, o) => create(`/cases/${caseId}/requests`, request, Case, o),
  answerRequest: (caseId, requestId, answer, o) =>
    create(`/cases/${caseId}/requests/${requestId}/answers`, answer, Case, o),
  listCases: (o) => read('/cases', CaseList, o),
  createReportLink: (caseId, { addendumId, ...o } = {}) =>
    create(`/cases/${caseId}/report-links`, addendumId ? { addendumId } : undefined, ReportLink, o),
  messages: (caseId, o) => read(`/cases/${caseId}/messages`, MessageList, o),
  postMessage: (caseId, draft, o) => create(`/cases/${caseId}/messages`, draft, Message, o),
  markMessagesRead: async (caseId, messageId, o = {}) =>
    parse(
      await call({
        method: 'POST',
        path: `/cases/${caseId}/message-reads`,
        body: { messageId },
        signal: o.signal,
      }),
      Case,
    ),
});
