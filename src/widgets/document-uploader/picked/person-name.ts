/** Person names as people write them. Pure. */
import type { PersonName } from '../../../documents/dicom/instance.js';

/** `family^given^middle^prefix^suffix` (PS3.5 section 6.2.1.1) as `prefix given middle family suffix`. */
function readable(group: string): string {
  const [family, given, middle, prefix, suffix] = group.split('^');
  return [prefix, given, middle, family, suffix]
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(' ');
}

/** In letters first, then as written in another script: `Tarou Yamada (山田 太郎)`; '' where there is none. */
export function displayName({ alphabetic, ideographic }: PersonName): string {
  const latin = readable(alphabetic);
  // Family name first, as it is written there.
  const native = ideographic.split('^').filter(Boolean).join(' ').trim();
  return latin && native ? `${latin} (${native})` : latin || native;
}
