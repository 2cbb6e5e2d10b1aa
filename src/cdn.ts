/**
 * The script tag. Registers the elements, and upgrades `<div data-so-intake="https://backend">`, since many content
 * systems strip tags that they do not know.
 */
import './define.js';

const TAGS = [
  'so-intake',
  'so-eligibility-checklist',
  'so-document-uploader',
  'so-case-status-tracker',
] as const;

/** Replaces the div's content by the element; `data-so-locale="es"` becomes `locale="es"`, and so on. */
function upgrade(div: HTMLElement, tag: (typeof TAGS)[number]): void {
  if (div.firstElementChild?.localName === tag) return;
  const element = document.createElement(tag);
  element.setAttribute('backend', div.getAttribute(`data-${tag}`) ?? '');
  for (const { name, value } of div.attributes) {
    if (name.startsWith('data-so-') && name !== `data-${tag}`)
      element.setAttribute(name.slice('data-so-'.length), value);
  }
  div.replaceChildren(element);
}

function upgradeAll(root: ParentNode): void {
  for (const tag of TAGS)
    root.querySelectorAll<HTMLElement>(`[data-${tag}]`).forEach((div) => upgrade(div, tag));
}

upgradeAll(document);
// Content systems insert blocks after load.
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes)
      if (node instanceof HTMLElement) upgradeAll(node.parentElement ?? document);
  }
}).observe(document.documentElement, { childList: true, subtree: true });
