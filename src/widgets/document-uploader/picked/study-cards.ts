/** The studies that were picked, each as what it is: never file by file. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import {
  Activity,
  Bone,
  CircleCheck,
  EyeOff,
  FileText,
  Info,
  PenLine,
  Radiation,
  ScanLine,
  Star,
  TriangleAlert,
  type IconNode,
} from 'lucide';
import { formatDate, formatPercent, type Messages } from '../../../i18n/index.js';
import { icon } from '../../../ui/icons.js';
import { heading, UNRECORDED } from '../../../ui/primitives.js';
import type { StudyCard } from './model.js';
import { studyDetails } from './study-details.js';
import { leftText } from '../left-text.js';
import { studyFacts, studyMissingText, type ContentKind, type StudyFacts } from './study-facts.js';
import { STUDY_ACTION_ICONS, studyStatus, type StudyAction, type StudyStatus } from './study-status.js';
import { studyTitle, type StudyTitle } from './study-title.js';

export interface StudyCardsModel {
  t: Messages;
  locale: string;
  headingLevel: number;
  cards: readonly StudyCard[];
  onAction(action: StudyAction, card: StudyCard): void;
  /** The report on what de-identification changed is asked for. */
  onReport(card: StudyCard): void;
}

export const STUDIES_TITLE = 'studies-title';

const ICONS: Readonly<Record<string, IconNode>> = {
  CR: Bone,
  DX: Bone,
  RG: Bone,
  BMD: Bone,
  IO: Bone,
  PX: Bone,
  ECG: Activity,
  EPS: Activity,
  HD: Activity,
  EEG: Activity,
  EMG: Activity,
  RTPLAN: Radiation,
  RTDOSE: Radiation,
  RTSTRUCT: Radiation,
  RTIMAGE: Radiation,
  RTRECORD: Radiation,
};

const EXTRA_ICONS: Partial<Record<ContentKind, IconNode>> = {
  'key-images': Star,
  presentation: PenLine,
  segmentation: PenLine,
  radiotherapy: Radiation,
  dose: Radiation,
  waveform: Activity,
};

/** A card with everything that its parts say. */
interface Shown {
  model: StudyCardsModel;
  card: StudyCard;
  title: StudyTitle;
  facts: StudyFacts;
  status: StudyStatus;
}

function picture({ model, card, title, facts }: Shown): TemplateResult {
  const { t } = model;
  if (card.thumbnail)
    return html`<img
      class="study__picture study__picture--image"
      src=${card.thumbnail}
      alt=${t.imaging.card.thumbnail(title.title)}
    />`;
  const name = facts.images + facts.clips ? (ICONS[card.summary.modalities[0] ?? ''] ?? ScanLine) : FileText;
  return html`<span class="study__picture">${icon(name)}</span>`;
}

const remark = (kind: 'warning' | 'info', name: IconNode, ...lines: unknown[]): TemplateResult =>
  html`<div class="remark remark--${kind}">
    ${icon(name)}
    <div>${lines}</div>
  </div>`;

function counts({ model, card, facts }: Shown): TemplateResult {
  const { t } = model;
  const words = t.imaging.card;
  const images = facts.images ? words.images(facts.images) : '';
  const inSeries = images && facts.series > 1 ? words.inSeries(images, facts.series) : images;
  const parts = [inSeries, facts.clips ? words.clips(facts.clips) : ''].filter(Boolean);
  const { state } = card.progress;
  // Of one image nobody can say that it has no gaps.
  const noGaps =
    facts.missing === null && (facts.whole || facts.images > 1) && parts.length > 0 && state !== 'left-out';
  return html`<p class="study__counts">
    <strong class="numbers">${parts.length ? parts.join(' · ') : extraTexts(t, facts).join(' · ')}</strong>
    ${
      state === 'reading'
        ? html`<span class="muted">${words.stillLooking}</span>`
        : noGaps
          ? html`<span class="all-here"
              >${icon(CircleCheck)} ${facts.whole ? words.allHere : words.noGaps}</span
            >`
          : nothing
    }
  </p>`;
}

const extraTexts = (t: Messages, { extras }: StudyFacts): string[] =>
  extras.map(({ kind, count }) => t.imaging.card.kinds[kind](count));

/** What stands beside the images, each for what it is. */
function extras({ model, facts }: Shown): TemplateResult | typeof nothing {
  if (facts.extras.length === 0 || facts.images + facts.clips === 0) return nothing;
  const texts = extraTexts(model.t, facts);
  return html`<div class="extras">
    <p class="muted">${model.t.imaging.card.alsoIn}</p>
    <ul>
      ${facts.extras.map(
        ({ kind }, at) =>
          html`<li>${icon(EXTRA_ICONS[kind] ?? FileText)}<span class="numbers">${texts[at]}</span></li>`,
      )}
    </ul>
  </div>`;
}

function remarks({ model, card, facts }: Shown): unknown {
  const { t } = model;
  const words = t.imaging.card;
  const settled = card.progress.state !== 'reading';
  return html`${
    facts.missing && settled
      ? remark(
          'warning',
          TriangleAlert,
          html`<p class="remark__title numbers">${studyMissingText(t, card.summary)}</p>`,
          facts.missing.by.map((by) => html`<p class="small">${words.missingBy[by]}</p>`),
          html`<p class="small">${words.missingNext}</p>`,
        )
      : nothing
  }
  ${facts.damaged ? remark('warning', TriangleAlert, html`<p class="numbers">${words.damaged(facts.damaged)}</p>`) : nothing}
  ${card.key === '' ? remark('info', Info, html`<p>${words.nameless}</p>`) : nothing}`;
}

function deidentified({ model, card, title, facts }: Shown): TemplateResult | typeof nothing {
  const { imaging } = model.t;
  if (card.deidentified === null) return nothing;
  return html`${remark(
    'info',
    EyeOff,
    html`<p class="numbers">${imaging.card.deidentified(card.deidentified)}</p>`,
    card.deidentified > 0
      ? html`<button
          type="button"
          class="button button--quiet"
          aria-label=${imaging.card.of(imaging.card.report, title.full)}
          @click=${() => model.onReport(card)}
        >
          ${imaging.card.report}
        </button>`
      : nothing,
  )}
  ${facts.pixelRisk ? remark('warning', TriangleAlert, html`<p>${imaging.removed.pixelTitle}</p>`) : nothing}`;
}

/** An action's button keeps its place, and so its focus, when it turns into its opposite. */
function actionButton({ model, card, title }: Shown, action: StudyAction | null): TemplateResult {
  const words = model.t.imaging.card;
  return html`<button
    type="button"
    class="button button--quiet"
    ?hidden=${action === null}
    aria-label=${action ? words.of(words.actions[action], title.full) : nothing}
    @click=${() => action && model.onAction(action, card)}
  >
    ${action ? html`${icon(STUDY_ACTION_ICONS[action])} ${words.actions[action]}` : nothing}
  </button>`;
}

function foot(shown: Shown): TemplateResult {
  const { model, card, title, status } = shown;
  const words = model.t.imaging.card;
  const { files, received, sentBytes, totalBytes, minutesLeft = null } = card.progress;
  const fraction = totalBytes ? Math.min(sentBytes / totalBytes, 1) : 0;
  return html`<div class="study__foot">
    <div class="study__state">
      <p class="file__status file__status--${status.tone}">${icon(status.icon)}<span>${status.text}</span></p>
      ${
        status.moving
          ? html`<div class="study__progress">
              <progress
                max="1"
                value=${fraction}
                aria-label=${words.progress(title.full)}
                aria-valuetext=${formatPercent(fraction, model.locale)}
              ></progress>
              <span class="small numbers"
                >${words.sent(received, files)}${minutesLeft === null ? nothing : ` · ${leftText(model.t, minutesLeft)}`}</span
              >
            </div>`
          : nothing
      }
    </div>
    <div class="study__actions">${status.actions.map((action) => actionButton(shown, action))}</div>
  </div>`;
}

function cardView(shown: Shown): TemplateResult {
  const { model, card, title, status } = shown;
  const { t, locale } = model;
  const { summary } = card;
  return html`<li
    class="study card study--${card.progress.state} study--${status.tone} ${UNRECORDED}"
    data-key="study:${card.key}"
  >
    <div class="study__head">
      ${picture(shown)}
      <div class="study__names">
        ${heading(model.headingLevel + 2, title.title, { className: 'study__title', focusable: true })}
        <p class="study__facts">
          <span class="numbers"
            >${summary.date ? formatDate(summary.date, locale) : t.imaging.card.unknownDate}</span
          >
          ${summary.institution ? html`· <bdi>${summary.institution}</bdi>` : nothing}
        </p>
        ${
          title.described
            ? html`<p class="study__facts">${t.imaging.card.described} <bdi>${title.described}</bdi></p>`
            : nothing
        }
        ${counts(shown)}
      </div>
    </div>
    <div class="study__more">
      ${remarks(shown)} ${extras(shown)} ${deidentified(shown)} ${studyDetails(t, locale, card, title)}
    </div>
    ${foot(shown)}
  </li>`;
}

export function studyCards(model: StudyCardsModel): TemplateResult | typeof nothing {
  const { t, locale, headingLevel, cards } = model;
  if (cards.length === 0) return nothing;
  const words = t.imaging.studies;
  return html`<section class="studies" aria-labelledby=${STUDIES_TITLE}>
    <div class="stack-tight">
      ${heading(headingLevel + 1, words.title(cards.length), { id: STUDIES_TITLE, className: 'subheading', focusable: true })}
      <p class="muted">${words.lead}</p>
    </div>
    <ul class="studies__list">
      ${repeat(
        cards,
        ({ key }) => key,
        // Made anew only when the study itself has changed: files of another one move many times a second.
        (card) =>
          guard([card, t, locale, headingLevel], () =>
            cardView({
              model,
              card,
              title: studyTitle(t, card.summary, locale),
              facts: studyFacts(card.summary),
              status: studyStatus(t, card.progress),
            }),
          ),
      )}
    </ul>
  </section>`;
}
