/** What points to identifying pixels (PS3.15 section E.3.1). Nothing here looks at them. */
import { transferSyntax } from '../dicom/transfer-syntaxes.js';
import type { PixelRisk } from './report.js';
import { SOP_CLASS, type Facts } from './survey.js';

const STORAGE = '1.2.840.10008.5.1.4.1.1.';

export function pixelRisks(facts: Facts, transferSyntaxUID: string): PixelRisk[] {
  const text = (tag: number): string => (facts.get(tag) ?? '').toUpperCase();
  const sopClass = text(SOP_CLASS);
  const storage = sopClass.startsWith(STORAGE) ? sopClass.slice(STORAGE.length) : '';
  const modality = text(0x00080060);
  const [origin, ...imageType] = text(0x00080008).split('\\');
  const descriptions = `${text(0x0008103e)} ${text(0x00081030)}`;
  const found: readonly (readonly [PixelRisk, boolean])[] = [
    ['burned-in', text(0x00280301) === 'YES'],
    ['secondary-capture', /^7($|\.)/.test(storage) || modality === 'SC'],
    ['screen-save', imageType.some((value) => /SCREEN ?SAVE/.test(value))],
    ['derived', origin === 'DERIVED' || imageType[0] === 'SECONDARY'],
    ['ultrasound', /^(US|IVUS|EPS|BDUS)$/.test(modality) || /^(3|3\.1|6|6\.1|6\.2|6\.3)$/.test(storage)],
    ['photo-or-document', /^(OT|DOC|XC|GM|ES|SM|OP|DMS)$/.test(modality) || /^77\.1\./.test(storage)],
    ['dose-report', /DOSE|\bDOSIS\b/.test(descriptions) && !storage.startsWith('88.')],
    ['encapsulated-document', storage.startsWith('104.') || modality === 'DOC'],
    ['structured-report', storage.startsWith('88.') || modality === 'SR'],
    ['other-media', storage.startsWith('9.') || transferSyntax(transferSyntaxUID)?.codec === 'video'],
  ];
  return found.filter(([, applies]) => applies).map(([risk]) => risk);
}
