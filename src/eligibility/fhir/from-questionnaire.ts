/** FHIR R4 or R5 Questionnaire to `eligibility/1`. What cannot be said is listed, never dropped; docs/fhir.md has the table. */
import type {
  Condition,
  EligibilityDefinition,
  EligibilityOutcome,
  EligibilityQuestion,
  EligibilityRule,
  LocalisedText,
} from '../../contract/index.js';
import { Importer, listExtensions } from './importer.js';
import { reporter, type Unrepresented } from './report.js';
import { asQuestionnaire, isObject, itemsIn, listIn, stringIn, type FhirValue } from './resource.js';
import { Ids, isLanguageTag, localised } from './texts.js';
import { iHaveRead, noneOfThese, thanks } from './words.js';

export interface ImportOptions {
  /** Language of the questionnaire's texts, where it does not say so itself. BCP 47; `en` when left out. */
  language?: string;
  /** Label of an empty selection; English and Spanish when left out. */
  noneLabel?: LocalisedText;
  /** Value sets that the questionnaire names without containing them. */
  valueSets?: readonly unknown[];
  /** One that thanks and promises a review when left out. */
  outcomes?: EligibilityOutcome[];
  /** One that always leads to the first outcome when left out. */
  rules?: EligibilityRule[];
  fallback?: EligibilityDefinition['fallback'];
}

export interface ImportedQuestionnaire {
  definition: EligibilityDefinition;
  /** The linkId of each question and note. */
  links: ReadonlyMap<string, string>;
  /** What the options of a choice stand for in FHIR: by question id, by option id. */
  values: ReadonlyMap<string, ReadonlyMap<string, FhirValue>>;
  unrepresented: readonly Unrepresented[];
}

/** Throws a TypeError when the resource is no Questionnaire. */
export function fromQuestionnaire(
  questionnaire: unknown,
  options: ImportOptions = {},
): ImportedQuestionnaire {
  const resource = asQuestionnaire(questionnaire);
  const unrepresented: Unrepresented[] = [];
  const given = options.language ?? stringIn(resource, 'language') ?? 'en';
  const language = isLanguageTag(given) ? given : 'en';
  const name = stringIn(resource, 'id') ?? stringIn(resource, 'name') ?? 'questionnaire';
  const title = localised(resource, 'title', language) ?? { en: name, [language]: name };
  const items = itemsIn(resource, 'Questionnaire');
  const importer = new Importer(items, unrepresented, {
    language,
    sets: {
      contained: listIn(resource, 'contained'),
      others: (options.valueSets ?? []).filter(isObject),
    },
    noneLabel: options.noneLabel ?? noneOfThese,
  });
  listExtensions(resource, reporter(unrepresented, 'Questionnaire'));
  importer.walk(items, { section: undefined, condition: undefined });
  const { questions, groups, links, values } = importer;
  // A definition asks one question at least, and its rules hang on one: here one that is not sent.
  if (questions.every(({ kind }) => kind === 'note'))
    questions.push({
      id: importer.newId('read'),
      kind: 'boolean',
      label: iHaveRead,
      required: false,
      record: true,
    });
  return {
    definition: {
      format: 'eligibility/1',
      id: new Ids().make(name, 'q'),
      version: (stringIn(resource, 'version') ?? '1').trim().slice(0, 32),
      title,
      languages: [language],
      ...(groups.length > 0 ? { groups } : {}),
      questions,
      ...ending(questions, options),
    },
    links,
    values,
    unrepresented,
  };
}

/** A questionnaire decides nothing: all ways through it end alike. */
function ending(
  questions: readonly EligibilityQuestion[],
  { outcomes = [thanks.outcome], rules, fallback }: ImportOptions,
): Pick<EligibilityDefinition, 'outcomes' | 'rules' | 'fallback'> {
  const outcome = outcomes[0]?.id ?? thanks.outcome.id;
  const question = questions.find(({ kind }) => kind !== 'note')?.id ?? '';
  const always: Condition = {
    any: [
      { question, answered: true },
      { question, answered: false },
    ],
  };
  return {
    outcomes,
    rules: rules ?? [{ id: 'always', outcome, when: always, reason: thanks.reason }],
    fallback: fallback ?? { outcome, reason: thanks.reason },
  };
}
