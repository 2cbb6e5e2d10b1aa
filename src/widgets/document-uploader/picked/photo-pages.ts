/** Photos of paper on their way to one document: in order, turned right, readable. All by keyboard, all said in words. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import {
  ArrowLeft,
  ArrowRight,
  Camera,
  FileText,
  Image,
  Plus,
  RotateCw,
  Send,
  Trash2,
  TriangleAlert,
  type IconNode,
} from 'lucide';
import type { Messages } from '../../../i18n/index.js';
import { icon } from '../../../ui/icons.js';
import { heading, UNRECORDED } from '../../../ui/primitives.js';
import type { PhotoPage } from './model.js';

export interface PhotoPagesModel {
  t: Messages;
  headingLevel: number;
  pages: readonly PhotoPage[];
  /** The document is being made. */
  making: boolean;
  onRotate(page: PhotoPage): void;
  /** `by` is -1 or 1. */
  onMove(page: PhotoPage, by: -1 | 1): void;
  onRemove(page: PhotoPage): void;
  /** Another photo in this one's place. */
  onAgain(page: PhotoPage, photo: File): void;
  onAdd(photos: FileList): void;
  onSend(): void;
  /** Each photo as a file of its own. */
  onSeparate(): void;
}

export const PHOTOS_TITLE = 'photos-title';

/** Emptied first, so that choosing the same file once more is a change too. */
function openChooser(event: Event): void {
  const input = (event.currentTarget as HTMLElement).nextElementSibling as HTMLInputElement;
  input.value = '';
  input.click();
}

/** A page that moves takes its buttons along, and a browser takes the focus off what moves. */
function keepingFocus(act: () => void): (event: Event) => void {
  return ({ currentTarget }) => {
    act();
    setTimeout(() => {
      const button = currentTarget as HTMLElement;
      if (button.isConnected) button.focus();
    });
  };
}

function chooser(label: string, several: boolean, onFiles: (files: FileList) => void): TemplateResult {
  return html`<input
    type="file"
    accept="image/*"
    capture=${several ? nothing : 'environment'}
    ?multiple=${several}
    hidden
    aria-label=${label}
    @change=${({ target }: Event) => {
      const { files } = target as HTMLInputElement;
      if (files?.length) onFiles(files);
    }}
  />`;
}

function pageView(model: PhotoPagesModel, page: PhotoPage, index: number): TemplateResult {
  const words = model.t.records.photos;
  const { pages } = model;
  const at = index + 1;
  const button = (name: IconNode, label: string, act: () => void, possible = true, flips = false) =>
    html`<button
      type="button"
      class="button button--quiet ${flips ? 'flips' : ''}"
      aria-label=${words.of(label, at)}
      aria-disabled=${possible ? 'false' : 'true'}
      @click=${keepingFocus(() => possible && act())}
    >
      ${icon(name)} <span>${label}</span>
    </button>`;
  return html`<li class="page ${UNRECORDED}" data-key="page:${page.id}">
    <div class="page__paper">
      ${
        page.preview
          ? html`<img
              class="page__image page__image--${page.rotation}"
              src=${page.preview}
              alt=${words.preview(at)}
            />`
          : icon(Image)
      }
    </div>
    <div class="page__body">
      ${heading(model.headingLevel + 2, words.page(at, pages.length), { className: 'page__title numbers' })}
      ${page.preview ? nothing : html`<p class="small muted">${words.noPreview}</p>`}
      ${page.rotation ? html`<p class="small muted numbers">${words.turned(page.rotation)}</p>` : nothing}
      ${page.findings.map(
        (finding) =>
          html`<p class="page__finding">${icon(TriangleAlert)}<span>${words.findings[finding]}</span></p>`,
      )}
      ${
        page.findings.length
          ? html`<div>
              <button
                type="button"
                class="button button--secondary"
                aria-label=${words.of(words.again, at)}
                @click=${openChooser}
              >
                ${icon(Camera)} ${words.again}</button
              >${chooser(words.of(words.again, at), false, ([photo]) => photo && model.onAgain(page, photo))}
            </div>`
          : nothing
      }
      <div class="page__actions">
        ${button(RotateCw, words.rotate, () => model.onRotate(page))}
        ${
          pages.length > 1
            ? html`${button(ArrowLeft, words.earlier, () => model.onMove(page, -1), index > 0, true)}
              ${button(ArrowRight, words.later, () => model.onMove(page, 1), at < pages.length, true)}`
            : nothing
        }
        ${button(Trash2, words.remove, () => model.onRemove(page))}
      </div>
    </div>
  </li>`;
}

export function photoPages(model: PhotoPagesModel): TemplateResult | typeof nothing {
  const { t, headingLevel, pages, making } = model;
  if (pages.length === 0) return nothing;
  const words = t.records.photos;
  return html`<section
    class="photos card"
    aria-labelledby=${PHOTOS_TITLE}
    aria-busy=${making ? 'true' : 'false'}
  >
    <div class="stack-tight">
      <div class="reading__head">
        ${icon(FileText)}
        ${heading(headingLevel + 1, words.title, { id: PHOTOS_TITLE, className: 'subheading', focusable: true })}
      </div>
      <p class="muted">${words.lead}</p>
    </div>
    <ol class="pages">
      ${repeat(
        pages,
        ({ id }) => id,
        (page, index) => pageView(model, page, index),
      )}
    </ol>
    <div class="row actions">
      <button
        type="button"
        class="button"
        aria-disabled=${making ? 'true' : 'false'}
        @click=${() => !making && model.onSend()}
      >
        ${icon(Send)} ${making ? words.making : words.send(pages.length)}
      </button>
      <button type="button" class="button button--secondary" @click=${openChooser}>
        ${icon(Plus)} ${words.add}</button
      >${chooser(words.add, true, (files) => model.onAdd(files))}
      ${
        pages.length > 1
          ? html`<button type="button" class="button button--quiet" @click=${() => model.onSeparate()}>
              ${words.separate}
            </button>`
          : nothing
      }
    </div>
  </section>`;
}
