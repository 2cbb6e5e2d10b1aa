/** What tests of the uploader share: a case that may be sent to, and everything loaded that comes with the first file. */
import { memoryCase } from '../../src/backend/memory/fixtures.js';

export const CASE = memoryCase();

export const CONSENT = {
  id: '3a1f2a64-6f54-4f0d-a2f1-4d6a0e6c9b44',
  textId: 'second-opinion',
  version: '2026-11',
  locale: 'en',
  sha256: '0'.repeat(64),
  agreedAt: '2026-11-16T09:30:00Z',
  recordedAt: '2026-11-16T09:30:00Z',
};

/** As source these are hundreds of modules: a busy machine takes longer for them than a test waits. */
export async function loadUploader(): Promise<void> {
  await Promise.all([
    import('../../src/widgets/document-uploader/sending.js'),
    import('../../src/widgets/document-uploader/no-disc.js'),
    import('../../src/widgets/document-uploader/help-view.js'),
    import('../../src/documents/survey/handlers.js'),
    import('../../src/documents/prepare.js'),
    import('../../src/documents/pixels/thumbnail.js'),
    import('../../src/i18n/locales/en.js'),
    import('../../src/i18n/locales/es.js'),
  ]);
}
