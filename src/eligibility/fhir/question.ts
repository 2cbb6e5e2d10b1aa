/** One item of a type that is answered as one of our questions. */
import type { LocalisedText } from '../../contract/index.js';
import type { AskedQuestion } from '../condition.js';
import { dayOf } from '../dates.js';
import type { Asked } from './enable-when.js';
import { offeredBy, type Offered, type ValueSets } from './options.js';
import type { Report } from './report.js';
import { extensionIn, isObject, numberIn, valueIn, type FhirValue, type Item } from './resource.js';
import { localised } from './texts.js';

/** What all kinds of questions have. */
export type Base = Pick<AskedQuestion, 'id' | 'label' | 'help' | 'group' | 'visible' | 'required' | 'record'>;

export interface Surroundings {
  language: string;
  sets: ValueSets;
  /** Label of an empty selection. */
  noneLabel: LocalisedText;
}

/** A FHIR integer has 32 bits, https://hl7.org/fhir/R4/datatypes.html#integer. */
const INTEGER = { min: -2_147_483_648, max: 2_147_483_647 };

/** Nine digits before the point leave a double six behind it. */
const DECIMAL = { min: -999_999_999, max: 999_999_999 };

const MOST_DECIMALS = 6;
const LONGEST = 2000;

const CHOICES = ['choice', 'open-choice', 'coding'];
/** Types whose answers R5 can restrict to options, and ours can too. */
const WITH_OPTIONS = [...CHOICES, 'string', 'text', 'integer', 'date', 'time'];

/** Undefined, and listed, when there is no kind of question for it. */
export function questionFor(item: Item, base: Base, around: Surroundings, report: Report): Asked | undefined {
  const hasOptions = 'answerOption' in item.json || 'answerValueSet' in item.json;
  if (hasOptions && WITH_OPTIONS.includes(item.type)) {
    const offered = offeredBy(item, around.sets, around.language, report);
    if (!offered) return void report('no-options', item.type);
    return choiceQuestion(item, base, offered, around, report);
  }
  const question = plainQuestion(item, base, around, report);
  if (question && item.json['repeats'] === true) report('repeats');
  return question && { question };
}

/** R4 says by the type whether answers beside the options are allowed, R5 by `answerConstraint`. */
function choiceQuestion(
  item: Item,
  base: Base,
  { options, values }: Offered,
  { noneLabel }: Surroundings,
  report: Report,
): Asked {
  const constraint = item.json['answerConstraint'];
  const text = item.type === 'string' || item.type === 'text';
  const open =
    item.type === 'open-choice' ||
    constraint === 'optionsOrString' ||
    (text && constraint === 'optionsOrType');
  if (constraint === 'optionsOrType' && !text) report('answer-constraint', 'optionsOrType');
  if (item.json['maxLength'] !== undefined && open) report('max-length');
  const choice = { ...base, options, ...(open ? { other: true } : {}) };
  if (item.json['repeats'] !== true) return { question: { ...choice, kind: 'single-choice' }, values };
  if (base.required) report('required-selection');
  return { question: { ...choice, kind: 'multiple-choice', noneLabel }, values };
}

function plainQuestion(
  item: Item,
  base: Base,
  { language }: Surroundings,
  report: Report,
): AskedQuestion | undefined {
  switch (item.type) {
    case 'boolean':
      return { ...base, kind: 'boolean' };
    case 'integer':
      return {
        ...base,
        kind: 'integer',
        ...numberBounds(item, INTEGER, 1, report),
        ...unitOf(item, language),
      };
    case 'decimal': {
      const decimals = decimalsOf(item, report);
      const scale = 10 ** decimals;
      const kind = decimals === 0 ? { kind: 'integer' as const } : { kind: 'decimal' as const, decimals };
      return { ...base, ...kind, ...numberBounds(item, DECIMAL, scale, report), ...unitOf(item, language) };
    }
    case 'date':
      return { ...base, kind: 'date', ...dateBounds(item, report) };
    case 'string':
    case 'text':
    case 'open-choice':
      return {
        ...base,
        kind: 'text',
        ...(item.type === 'text' ? { multiline: true } : {}),
        ...lengthOf(item, report),
      };
    case 'choice':
    case 'coding':
      return void report('no-options', item.type);
    default:
      // quantity, dateTime, time, url, attachment, reference, question, and what later versions bring.
      return void report('item-type', item.type || 'none');
  }
}

function bound(item: Item, name: 'minValue' | 'maxValue', report: Report): FhirValue | undefined {
  const extension = extensionIn(item.json, name);
  if (!extension) return undefined;
  const value = valueIn(extension, 'value');
  const fits =
    item.type === 'date'
      ? value?.type === 'Date' && !Number.isNaN(dayOf(value.value))
      : value?.type === 'Integer' || value?.type === 'Decimal';
  if (!fits) report('bounds', name);
  return fits ? value : undefined;
}

function numberBounds(
  item: Item,
  widest: { min: number; max: number },
  scale: number,
  report: Report,
): { min: number; max: number } {
  const at = (name: 'minValue' | 'maxValue', round: (n: number) => number, otherwise: number) => {
    const value = bound(item, name, report);
    if (value?.type !== 'Integer' && value?.type !== 'Decimal') return otherwise;
    // Seven digits behind the point are noise of the multiplication.
    const scaled = Number((value.value * scale).toPrecision(15));
    return Math.min(widest.max, Math.max(widest.min, round(scaled) / scale + 0));
  };
  const bounds = {
    min: at('minValue', Math.ceil, widest.min),
    max: at('maxValue', Math.floor, widest.max),
  };
  if (bounds.min <= bounds.max) return bounds;
  report('bounds', 'minValue is above maxValue');
  return widest;
}

function dateBounds(item: Item, report: Report): { min?: string; max?: string } {
  const min = bound(item, 'minValue', report);
  const max = bound(item, 'maxValue', report);
  const bounds = {
    ...(min?.type === 'Date' ? { min: min.value } : {}),
    ...(max?.type === 'Date' ? { max: max.value } : {}),
  };
  if (!bounds.min || !bounds.max || bounds.min <= bounds.max) return bounds;
  report('bounds', 'minValue is above maxValue');
  return {};
}

/** https://hl7.org/fhir/extensions/StructureDefinition-maxDecimalPlaces.html */
function decimalsOf(item: Item, report: Report): number {
  const places = numberIn(extensionIn(item.json, 'maxDecimalPlaces') ?? {}, 'valueInteger');
  if (places === undefined) return MOST_DECIMALS;
  if (places > MOST_DECIMALS || places < 0 || !Number.isInteger(places))
    report('decimal-places', String(places));
  return Math.min(MOST_DECIMALS, Math.max(0, Math.floor(places)));
}

/** https://hl7.org/fhir/extensions/StructureDefinition-questionnaire-unit.html */
function unitOf(item: Item, language: string): { unit?: LocalisedText } {
  const coding = extensionIn(item.json, 'questionnaire-unit')?.['valueCoding'];
  if (!isObject(coding)) return {};
  const unit = localised(coding, 'display', language) ?? localised(coding, 'code', language);
  return unit ? { unit } : {};
}

function lengthOf(item: Item, report: Report): { maxLength: number } {
  const length = numberIn(item.json, 'maxLength');
  if (length === undefined) return { maxLength: LONGEST };
  if (length > LONGEST || length < 1 || !Number.isInteger(length)) report('max-length', String(length));
  return { maxLength: Math.min(LONGEST, Math.max(1, Math.floor(length))) };
}
