/** The area that takes files: two real buttons (voice control cannot press a file input), and a camera on phones. */
import { html, nothing, type TemplateResult } from 'lit';
import { Camera, FileText, FolderOpen, Upload, type IconNode } from 'lucide';
import type { FirstMessages } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { heading } from '../../ui/primitives.js';

export interface ChooseModel {
  t: FirstMessages;
  headingLevel: number;
  dragging: boolean;
  /** Files are being listed. */
  reading: boolean;
  /** There are files to look at: choosing more steps back. */
  small: boolean;
  /** Something was chosen, and what looks at it is still being loaded. */
  starting: boolean;
  /** Largest file, formatted; null until known. */
  limit: string | null;
  /** A chooser is being opened. */
  onOpen(): void;
  /** Chooses a folder in another way; null: by the input. */
  onFolder: (() => void) | null;
  /** Below the buttons. */
  more: unknown;
  /** `camera`: just taken. */
  onFiles(files: FileList, camera: boolean): void;
}

/**
 * Another takes the input's place: its list of files stays as it is while they are taken out of it (20,000 at once hold the
 * page up for 20 to 100 ms), and choosing the same file once more is a change too. Made anew, since a copy has a copy of each
 * file in some browsers.
 */
function replaceInput(input: HTMLInputElement): void {
  const fresh = document.createElement('input');
  for (const { name, value } of input.attributes) fresh.setAttribute(name, value);
  input.replaceWith(fresh);
}

export function renderChoose(model: ChooseModel): TemplateResult {
  const { t, dragging, reading, small, limit } = model;
  const words = t.uploader;
  // A finger cannot drop files, and a phone has a camera.
  const touch = matchMedia('(pointer: coarse)').matches;
  const folders = 'webkitdirectory' in HTMLInputElement.prototype;
  const title = dragging ? words.dropNow : touch ? words.chooseTitle : words.dropTitle;
  const picked = ({ target }: Event) => {
    const input = target as HTMLInputElement;
    const { files, id } = input;
    if (!files?.length) return;
    replaceInput(input);
    model.onFiles(files, id === 'photo');
  };
  const open = ({ currentTarget }: Event) => {
    model.onOpen();
    ((currentTarget as HTMLElement).nextElementSibling as HTMLInputElement).click();
  };
  const button = (name: IconNode, label: string, kind = 'button--secondary', press = open) =>
    html`<button type="button" class="button ${kind}" aria-describedby="drop-hint" @click=${press}>
      ${icon(name)} ${label}
    </button>`;
  return html`<section
    part="drop"
    class="drop ${dragging ? 'drop--over' : ''} ${small ? 'drop--small' : ''}"
    aria-labelledby="drop-title"
    aria-busy=${reading ? 'true' : 'false'}
  >
    <span class="drop__icon">${icon(Upload)}</span>
    ${heading(model.headingLevel + 1, title, { id: 'drop-title', className: 'subheading' })}
    <div class="drop__buttons actions" @change=${picked}>
      ${button(FileText, words.chooseFiles, '')}<input type="file" id="files" multiple hidden />
      ${
        folders
          ? html`${button(FolderOpen, words.chooseFolder, undefined, model.onFolder ?? open)}<input
                type="file"
                id="folder"
                webkitdirectory
                multiple
                hidden
              />`
          : nothing
      }
      ${
        touch
          ? html`${button(Camera, words.takePhoto)}<input
                type="file"
                id="photo"
                accept="image/*"
                capture="environment"
                hidden
              />`
          : nothing
      }
    </div>
    ${model.more}
    <p class="drop__hint" id="drop-hint">${words.startsAtOnce}</p>
    <p class="small muted">${words.kinds} ${limit === null ? nothing : words.limit(limit)}</p>
    ${model.starting ? html`<p class="muted">${words.reading}</p>` : nothing}
  </section>`;
}
