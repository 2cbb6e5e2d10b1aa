/** A walk over the elements of XML, for reading a few values without a parser; workers have no DOMParser. */

/** Attribute values hold no `<` (XML 1.0 section 3.1), so that an open quote cannot make the search run long. */
const TAG = /<(\/?)([A-Za-z_][\w.:-]{0,100})((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>/y;
const SKIPPED = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
] as const;
const MAX_DEPTH = 200;

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five predefined entities and numeric references; others stay as they stand. */
export const unescapeXml = (text: string): string =>
  text.replace(/&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]{2,4});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

/**
 * Calls `visit` for each start tag with the local names from the root down to it and a reader of its attributes (''
 * where there is none), until it returns false. Broken markup gives what could be read.
 */
export function walkXml(
  text: string,
  visit: (path: readonly string[], attribute: (name: string) => string) => boolean,
): void {
  const path: string[] = [];
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const skipped = SKIPPED.find(([start]) => text.startsWith(start, at));
    if (skipped) {
      at = text.indexOf(skipped[1], at);
      // Nothing can follow what never ends.
      if (at < 0) return;
      continue;
    }
    TAG.lastIndex = at;
    const [whole = '<', close, qualified, rest = ''] = TAG.exec(text) ?? [];
    at += whole.length;
    if (qualified === undefined) continue;
    const name = qualified.slice(qualified.indexOf(':') + 1);
    if (close) {
      if (path.at(-1) === name) path.pop();
      continue;
    }
    path.push(name);
    if (path.length > MAX_DEPTH) return;
    const attribute = (wanted: string) => {
      const found = new RegExp(`(?:^|\\s)${wanted}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(rest);
      return unescapeXml(found?.[1] ?? found?.[2] ?? '');
    };
    if (!visit(path, attribute)) return;
    if (rest.endsWith('/')) path.pop();
  }
}
