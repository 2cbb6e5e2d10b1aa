/** What stands in the fields of one question. Reads inputs and never writes their values. */
import { NONE, UNSURE, type DatePart, type Entered } from './answer-input.js';

type Part = 'other' | DatePart;

/** Name of a question's fields. The parts' names end in a word after a dot, which no id has. */
export const fieldId = (question: string, part?: Part) => `q-${question}${part ? `.${part}` : ''}`;

/** Id of what holds a question's fields, or a note. */
export const boxId = (question: string) => `q-${question}.box`;

export function enteredIn(field: Element): Entered {
  const values: string[] = [];
  const parts: Partial<Record<Part, string>> = {};
  for (const input of field.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')) {
    const part = input.name.split('.')[1] as Part | undefined;
    if (part) parts[part] = input.value;
    else if (!isBox(input) || input.checked) values.push(input.value);
  }
  return { values, ...parts };
}

export function isBox(input: Element): input is HTMLInputElement {
  return input instanceof HTMLInputElement && (input.type === 'radio' || input.type === 'checkbox');
}

/**
 * "None of these" and "I'm not sure" exclude the other boxes. By clicks, not by setting `checked`: session recorders
 * listen to that setter.
 */
export function keepExclusive(field: Element, changed: EventTarget | null): void {
  if (!(changed instanceof HTMLInputElement) || changed.type !== 'checkbox' || !changed.checked) return;
  const exclusive = (box: HTMLInputElement) => box.value === NONE || box.value === UNSURE;
  for (const box of field.querySelectorAll<HTMLInputElement>('[type=checkbox]')) {
    if (box !== changed && box.checked && (exclusive(box) || exclusive(changed))) box.click();
  }
}
