/** Documents over the REST contract. */
import { CaseDocument } from '../../contract/document.js';
import { DocumentWithPlan } from '../../contract/upload-plan.js';
import type { Backend } from '../backend.js';
import type { Requests } from './bundle-calls.js';

type DocumentCalls = Pick<
  Backend,
  'declareDocument' | 'getDocument' | 'describeDocument' | 'deleteDocument' | 'completeDocument'
>;

export const documentCalls = ({ create, read, call, parse }: Requests): DocumentCalls => ({
  declareDocument: (caseId, declaration, o) =>
    create(`/cases/${caseId}/documents`, declaration, DocumentWithPlan, o),
  getDocument: (id, o) => read(`/documents/${id}`, DocumentWithPlan, o),
  describeDocument: async (id, patch, o = {}) =>
    parse(
      await call({ method: 'PATCH', path: `/documents/${id}`, body: patch, signal: o.signal }),
      CaseDocument,
    ),
  deleteDocument: async (id, o = {}) => {
    await call({ method: 'DELETE', path: `/documents/${id}`, signal: o.signal });
  },
  completeDocument: (id, completion, o) => create(`/documents/${id}/completion`, completion, CaseDocument, o),
});
