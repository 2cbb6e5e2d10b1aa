/** FHIR Questionnaire in, QuestionnaireResponse out. */
export * from './from-questionnaire.js';
export type { Unrepresented, UnrepresentedCode } from './report.js';
export type { Coding, FhirValue } from './resource.js';
export * from './to-response.js';
