/** Classes and types, without registering anything: `import 'second-opinion-intake/define'` registers the elements. */
export * from './backend/backend.js';
export { availableLocales, registerLocale, type Messages } from './i18n/index.js';
export * from './widgets/case-status-tracker/so-case-status-tracker.js';
export * from './widgets/document-uploader/so-document-uploader.js';
export * from './widgets/eligibility-checklist/so-eligibility-checklist.js';
export * from './widgets/intake/so-intake.js';
