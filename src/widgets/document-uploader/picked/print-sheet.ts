/** Prints one sheet alone, not the host's page: from an empty frame, without any markup string. */
import { render, type TemplateResult } from 'lit';
import { direction } from '../../../i18n/index.js';
import { sheetStyles } from './sheet.styles.js';

export function printSheet(sheet: TemplateResult, locale: string): void {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  document.body.append(frame);
  const inside = frame.contentDocument;
  const view = inside?.defaultView;
  if (!inside || !view) return frame.remove();
  inside.documentElement.lang = locale;
  inside.documentElement.dir = direction(locale);
  // Made by the frame's own realm: a sheet of another document cannot be adopted.
  const styles = new view.CSSStyleSheet();
  styles.replaceSync(sheetStyles.cssText);
  inside.adoptedStyleSheets = [styles];
  render(sheet, inside.body);
  view.addEventListener('afterprint', () => frame.remove(), { once: true });
  view.print();
}
