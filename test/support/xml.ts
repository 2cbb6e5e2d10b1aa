/** A reader of XML 1.0 that is strict about what documents of ours use: elements, attributes, text and references. */

export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
}

const TOKEN = /<\/([\w:-]+)\s*>|<([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;

/** The root element. Throws where the text is not well-formed. */
export function readXml(text: string): XmlElement {
  const top: XmlElement = { name: '', attributes: {}, children: [] };
  const open = [top];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text);
    if (!token) throw new SyntaxError(`not well-formed at ${at}: ${text.slice(at, at + 60)}`);
    const [, close, name, attributes = '', empty, words] = token;
    const parent = open.at(-1) as XmlElement;
    if (close !== undefined) {
      if (parent.name !== close) throw new SyntaxError(`</${close}> closes <${parent.name}> at ${at}`);
      open.pop();
    } else if (name !== undefined) {
      const element: XmlElement = { name, attributes: attributesOf(attributes), children: [] };
      parent.children.push(element);
      if (!empty) open.push(element);
    } else parent.children.push(unescaped(words ?? ''));
  }
  const roots = top.children.filter((each) => typeof each === 'object');
  if (open.length > 1 || roots.length !== 1) throw new SyntaxError('not one element that is closed');
  return roots[0] as XmlElement;
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name, value] of text.matchAll(/([\w:-]+)="([^"]*)"/g)) {
    if (Object.hasOwn(found, name as string)) throw new SyntaxError(`two attributes ${name}`);
    found[name as string] = unescaped(value as string);
  }
  return found;
}

function unescaped(text: string): string {
  // eslint-disable-next-line no-control-regex -- what XML has no place for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text) || /\p{Surrogate}/u.test(text))
    throw new SyntaxError('a character that XML does not allow');
  return text.replace(/&(?:#(\d+);)?/g, (_, code?: string) => {
    if (code === undefined) throw new SyntaxError(`a bare "&" in ${text.slice(0, 60)}`);
    return String.fromCodePoint(Number(code));
  });
}

export function* elementsOf(root: XmlElement): Generator<XmlElement> {
  yield root;
  for (const child of root.children) if (typeof child === 'object') yield* elementsOf(child);
}

/** All text of an element, parts joined by a space. */
export const textOf = (element: XmlElement): string =>
  element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join(' ');
