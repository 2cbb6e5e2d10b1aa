/** Whose images are these? Asked study by study; nothing of them is sent before the answer, which can be changed. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { CircleCheck, CircleMinus, CircleQuestionMark, Info, TriangleAlert, type IconNode } from 'lucide';
import { formatDate, type Messages } from '../../../i18n/index.js';
import { icon } from '../../../ui/icons.js';
import { heading, UNRECORDED } from '../../../ui/primitives.js';
import type { CasePatient, StudyCard } from './model.js';
import { displayName } from './person-name.js';
import { studyTitle } from './study-title.js';

export interface IdentityModel {
  t: Messages;
  locale: string;
  headingLevel: number;
  /** The studies in question: held, and those that were held and are decided. */
  cards: readonly StudyCard[];
  /** Patients that contradict each other among everything picked. */
  people: number;
  casePatient: CasePatient | null;
  /** Name of the patient when somebody else acts for them; null for the patient's own hands. */
  actsFor: string | null;
  onDecide(decision: 'mine' | 'not-mine', card: StudyCard): void;
}

export const IDENTITY_TITLE = 'identity-title';

/** Reasons that contradict; the others explain. */
const CONTRADICTS = {
  name: ['name', 'other-spelling', 'part-of-name', 'name-missing', 'placeholder', 'other-script'],
  birthDate: ['birth-date', 'day-month-swapped', 'birth-date-missing'],
} as const;

const ICON: Record<StudyCard['decision'], IconNode> = {
  undecided: CircleQuestionMark,
  mine: CircleCheck,
  'not-mine': CircleMinus,
};

/** Roles are said again: where cells are stacked on a phone, some browsers no longer call it a table. */
function comparison(
  { t, locale, casePatient }: IdentityModel,
  card: StudyCard,
  title: string,
): TemplateResult {
  const words = t.imaging.identity;
  const { name, birthDate } = card.patient;
  const day = (date: string) => (date ? formatDate(date, locale) : words.noDate);
  const differs = (what: keyof typeof CONTRADICTS) =>
    casePatient && card.reasons.some((reason) => (CONTRADICTS[what] as readonly string[]).includes(reason));
  const marked = (what: keyof typeof CONTRADICTS, value: unknown) =>
    differs(what) ? html`<mark>${value}</mark>` : value;
  const found = displayName(name);
  return html`<table class="who" role="table">
    <caption class="visually-hidden">
      ${words.compare(title)}
    </caption>
    <thead>
      <tr role="row">
        <td role="cell"></td>
        <th scope="col" role="columnheader">${words.name}</th>
        <th scope="col" role="columnheader">${words.born}</th>
      </tr>
    </thead>
    <tbody>
      <tr role="row">
        <th scope="row" role="rowheader">${words.onImages}</th>
        <td role="cell">${marked('name', found ? html`<bdi>${found}</bdi>` : words.noName)}</td>
        <td role="cell" class="numbers">${marked('birthDate', day(birthDate))}</td>
      </tr>
      ${
        casePatient
          ? html`<tr role="row">
              <th scope="row" role="rowheader">${words.inRequest}</th>
              <td role="cell"><bdi>${casePatient.givenName} ${casePatient.familyName}</bdi></td>
              <td role="cell" class="numbers">${day(casePatient.birthDate)}</td>
            </tr>`
          : nothing
      }
    </tbody>
  </table>`;
}

function reasons({ t }: IdentityModel, card: StudyCard): TemplateResult | typeof nothing {
  const words: Readonly<Record<string, string>> = t.imaging.identity.reasons;
  const known = card.reasons.map((code) => words[code]).filter((sentence) => sentence !== undefined);
  if (known.length === 0) return nothing;
  return html`<ul class="who__reasons">
    ${known.map((sentence) => html`<li>${icon(Info)}<span>${sentence}</span></li>`)}
  </ul>`;
}

function said({ t, actsFor }: IdentityModel, decision: StudyCard['decision']): string {
  const words = t.imaging.identity;
  if (decision === 'mine') return actsFor === null ? words.saidMine : words.saidTheirs(actsFor);
  if (decision === 'not-mine') return actsFor === null ? words.saidNot : words.saidNotTheirs(actsFor);
  return words.held;
}

function question(model: IdentityModel, card: StudyCard): TemplateResult {
  const { t, locale, headingLevel, actsFor } = model;
  const words = t.imaging.identity;
  const { title, full } = studyTitle(t, card.summary, locale);
  const { date, institution } = card.summary;
  const answer = (decision: 'mine' | 'not-mine', label: string) => {
    const pressed = card.decision === decision;
    return html`<button
      type="button"
      class="button button--secondary answer"
      aria-pressed=${pressed ? 'true' : 'false'}
      aria-label=${t.imaging.card.of(label, full)}
      @click=${() => model.onDecide(decision, card)}
    >
      ${pressed ? icon(ICON[decision]) : nothing} ${label}
    </button>`;
  };
  return html`<li class="who__study ${UNRECORDED}" data-key="identity:${card.key}">
    <div class="who__head">
      ${card.thumbnail ? html`<img class="who__picture" src=${card.thumbnail} alt=${t.imaging.card.thumbnail(title)} />` : nothing}
      <div>
        ${heading(headingLevel + 2, title, { className: 'study__title' })}
        <p class="study__facts">
          <span class="numbers">${date ? formatDate(date, locale) : t.imaging.card.unknownDate}</span>
          ${institution ? html`· <bdi>${institution}</bdi>` : nothing}
        </p>
      </div>
    </div>
    ${comparison(model, card, full)} ${reasons(model, card)}
    <div class="row actions">
      ${answer('mine', actsFor === null ? words.mine : words.theirs(actsFor))}
      ${answer('not-mine', actsFor === null ? words.notMine : words.notTheirs(actsFor))}
    </div>
    <p class="who__said who__said--${card.decision}">
      ${icon(ICON[card.decision])}<span>${said(model, card.decision)}</span>
    </p>
  </li>`;
}

export function identityQuestion(model: IdentityModel): TemplateResult | typeof nothing {
  const { t, headingLevel, cards, people, actsFor } = model;
  if (cards.length === 0) return nothing;
  const words = t.imaging.identity;
  const left = cards.filter(({ decision }) => decision === 'undecided').length;
  const several = people > 1;
  let title = actsFor === null ? words.titleOther : words.titleOtherFor(actsFor);
  if (several) title = words.titleTwo(people);
  if (left === 0) title = words.titleDone;
  return html`<section class="whose ${left ? 'whose--open' : ''}" aria-labelledby=${IDENTITY_TITLE}>
    <div class="who__top">
      ${icon(left ? TriangleAlert : CircleCheck)}
      <div class="stack-tight">
        ${heading(headingLevel + 1, title, { id: IDENTITY_TITLE, className: 'subheading', focusable: true })}
        <p>${left === 0 ? words.change : several ? words.leadTwo : words.lead}</p>
        ${
          left
            ? html`<p>
                <strong>${words.held}</strong>
                ${cards.length > 1 ? html`<span class="numbers">${words.left(left)}.</span>` : nothing}
              </p>`
            : nothing
        }
      </div>
    </div>
    <ul class="who__list">
      ${repeat(
        cards,
        ({ key }) => key,
        (card) => question(model, card),
      )}
    </ul>
  </section>`;
}
