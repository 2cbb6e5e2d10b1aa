/** Whether pixels may show who the patient is. Pure. */
import type { DicomInstance } from '../dicom/instance.js';

/** Ultrasound, photographs, scanned paper, screen shots: names are written into these as a matter of course. */
const MODALITIES = new Set(['US', 'IVUS', 'SC', 'OT', 'DOC', 'XC', 'ES', 'GM', 'OP']);
const IMAGE_TYPES = new Set(['SECONDARY', 'SCREEN SAVE', 'SCREENSHOT', 'SNAPSHOT']);
const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';
const ENCAPSULATED = '1.2.840.10008.5.1.4.1.1.104.';

/**
 * Where pixels are likely to hold burned-in text (PS3.15 section E.3.1). `false` is no promise that they hold none;
 * a file that says NO of itself (0028,0301) is not believed where its kind says otherwise.
 */
export function pixelRisk(instance: DicomInstance): boolean {
  const { burnedIn, modality, sopClassUID, imageType, seriesDescription } = instance;
  return (
    burnedIn === 'YES' ||
    MODALITIES.has(modality) ||
    sopClassUID === SECONDARY_CAPTURE ||
    sopClassUID.startsWith(`${SECONDARY_CAPTURE}.`) ||
    sopClassUID.startsWith(ENCAPSULATED) ||
    imageType.some((value) => IMAGE_TYPES.has(value.toUpperCase())) ||
    /\bdos(e|is)\b/i.test(seriesDescription)
  );
}
