/** What is printed: the label for an envelope, the form that a patient signs. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ImagingOffer } from '../../../contract/index.js';
import { formatDate, pick, type Messages } from '../../../i18n/index.js';
import type { CasePatient } from './model.js';

export interface SheetSubject {
  t: Messages;
  locale: string;
  /** Name of the clinic. */
  organisation: string;
  /** Line by line; '' where none is offered. */
  postalAddress: string;
  /** The case's reference. */
  reference: string;
  patient: CasePatient | null;
  /** Name of who acts for the patient; null for the patient. */
  representative: string | null;
  releaseForm: ImagingOffer['releaseForm'] | null;
}

const lines = (text: string): TemplateResult[] =>
  text.split(/\r?\n/).map((line) => html`<span class="sheet__line">${line}</span>`);

const address = ({ organisation, postalAddress }: SheetSubject): TemplateResult =>
  html`<span class="sheet__line"><strong>${organisation}</strong></span
    >${postalAddress ? lines(postalAddress) : nothing}`;

export function addressLabel(subject: SheetSubject): TemplateResult {
  const words = subject.t.records.noDisc.label;
  return html`<div class="sheet sheet--label">
    <p class="sheet__small">${words.to}</p>
    <p class="sheet__address">${address(subject)}</p>
    <p>${words.reference}: <strong>${subject.reference}</strong></p>
    <p class="sheet__small">${words.content}</p>
  </div>`;
}

/** `hospital`: as typed; a line to write on where it is empty. */
export function releaseForm(subject: SheetSubject, hospital: string): TemplateResult {
  const { t, locale, patient, releaseForm: own } = subject;
  const words = t.records.noDisc.form;
  const text = own ? pick(own.text, locale).split(/\n\s*\n/) : words.text;
  const fact = (name: string, value: unknown) =>
    html`<div>
      <dt>${name}</dt>
      <dd>${value || html`<span class="sheet__blank"></span>`}</dd>
    </div>`;
  return html`<div class="sheet">
    <p class="sheet__title">${own ? pick(own.title, locale) : words.title}</p>
    <dl class="sheet__facts">
      ${fact(words.patient, patient ? `${patient.givenName} ${patient.familyName}` : '')}
      ${fact(words.born, patient ? formatDate(patient.birthDate, locale) : '')}
      ${fact(words.hospital, hospital)} ${fact(words.clinic, address(subject))}
      ${fact(words.reference, subject.reference)}
      ${subject.representative ? fact(words.signedBy, subject.representative) : nothing}
    </dl>
    ${text.map((paragraph) => html`<p>${paragraph}</p>`)}
    <dl class="sheet__signature">${fact(words.place, '')} ${fact(words.signature, '')}</dl>
  </div>`;
}
