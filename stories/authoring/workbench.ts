/** Where an intake lead writes a definition and sees at once what it does: the questions, the proof and the picture. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { direction } from '../../src/i18n/index.js';
import { tokens } from '../../src/ui/tokens.styles.js';
import '../../src/widgets/eligibility-checklist/define.js';
import type { Finding } from '../../src/cli/remark.js';
import type { Sound, Told } from './check.js';
import { Checker } from './checker.js';
import { gallery } from './gallery.js';
import { proofView, stepList } from './proof-view.js';
import { styles } from './workbench.styles.js';

const today = (): string => {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
};

type Checking = 'waiting' | 'told' | 'given-up';

export class AuthoringWorkbench extends LitElement {
  static override styles = [tokens, styles];

  /** File name of the definition to start from. */
  @property() start = 'general.json';

  /** A text to start with instead. */
  @property({ attribute: false }) text: string | null = null;

  @property() language = 'en';

  @state() private findings: readonly Finding[] = [];
  @state() private sound: Sound | undefined;
  @state() private isCurrent = false;
  @state() private checking: Checking = 'waiting';

  @query('textarea') private area!: HTMLTextAreaElement;

  #svgUrl = '';
  #drawn = '';
  readonly #checker = new Checker(
    (told) => this.#take(told),
    () => (this.checking = 'given-up'),
  );

  override firstUpdated(): void {
    this.area.value = this.text ?? gallery.get(this.start) ?? '';
    this.#ask(0);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#checker.stop();
    URL.revokeObjectURL(this.#svgUrl);
    this.#drawn = '';
  }

  #ask(pause?: number): void {
    this.checking = 'waiting';
    this.#checker.ask({ text: this.area.value, on: today(), language: this.language }, pause);
  }

  #take({ findings, sound }: Told): void {
    this.checking = 'told';
    this.findings = findings;
    this.isCurrent = sound !== undefined;
    if (!sound) return;
    // The same definition, written differently, leaves the preview where it is.
    const same = JSON.stringify(this.sound?.definition) === JSON.stringify(sound.definition);
    this.sound = same && this.sound ? { ...sound, definition: this.sound.definition } : sound;
    if (sound.svg === this.#drawn) return;
    URL.revokeObjectURL(this.#svgUrl);
    this.#drawn = sound.svg;
    this.#svgUrl = URL.createObjectURL(new Blob([sound.svg], { type: 'image/svg+xml' }));
  }

  #load(name: string): void {
    this.area.value = gallery.get(name) ?? '';
    this.#ask(0);
  }

  /** Puts the caret where a finding is. */
  #show({ line, column }: Finding): void {
    const lines = this.area.value.split(/\r\n|\r|\n/);
    const at = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
    this.area.focus();
    this.area.setSelectionRange(at, at + 1);
    this.area.scrollTop = (this.area.scrollHeight / lines.length) * Math.max(0, line - 5);
  }

  get #languages(): string[] {
    const { definition } = this.sound ?? {};
    return definition?.languages ?? [...new Set(Object.keys(definition?.title ?? { en: '' }))];
  }

  /** What is announced after every check. */
  get #summary(): string {
    if (this.checking === 'waiting') return 'Checking …';
    if (this.checking === 'given-up')
      return 'Not decided: the check took too long and was given up. What is below is of the last text that was checked.';
    const errors = this.findings.filter(({ severity }) => severity === 'error');
    const [first] = errors;
    const count = `${errors.length} ${errors.length === 1 ? 'thing' : 'things'} to mend`;
    const warnings = this.findings.length - errors.length;
    const also = warnings > 0 ? ` ${warnings} to look at.` : '';
    if (first) return `${count}; the first on line ${first.line}: ${first.message}`;
    if (this.sound && !this.sound.proof.decided) return `Not all is decided within the limit.${also}`;
    return `Proven over every way to answer, with nothing to mend.${also}`;
  }

  protected override render(): TemplateResult {
    return html`
      <div class="bench" lang="en" dir="ltr">
        <section class="editor" aria-label="Definition">${this.#editor()}</section>
        <section class="preview" aria-labelledby="preview">
          <h2 id="preview">What the patient sees</h2>
          ${this.#stale()}
          ${
            this.sound
              ? html`<so-eligibility-checklist
                  .definition=${this.sound.definition}
                  .backend=${null}
                  locale=${this.language}
                  lang=${this.language}
                  dir=${direction(this.language)}
                ></so-eligibility-checklist>`
              : html`<p>Nothing to show yet.</p>`
          }
        </section>
        <section class="proof" aria-labelledby="proof">
          <h2 id="proof">Proof</h2>
          ${this.#stale()} ${this.sound ? proofView(this.sound) : html`<p>Nothing is proven yet.</p>`}
        </section>
        <section class="picture" aria-labelledby="picture">
          <h2 id="picture">Picture</h2>
          ${this.#stale()} ${this.sound ? this.#picture(this.sound) : html`<p>Nothing to draw yet.</p>`}
        </section>
      </div>
    `;
  }

  #stale(): TemplateResult | typeof nothing {
    return this.sound && !this.isCurrent && this.checking === 'told'
      ? html`<p class="stale">This is the last definition that hung together.</p>`
      : nothing;
  }

  #editor(): TemplateResult {
    const isWrong = this.findings.some(({ severity }) => severity === 'error');
    return html`
      <div class="controls">
        <label
          >Start from
          <select @change=${(event: Event) => this.#load((event.target as HTMLSelectElement).value)}>
            ${[...gallery.keys()].map(
              (name) => html`<option value=${name} ?selected=${name === this.start}>${name}</option>`,
            )}
          </select></label
        >
        <label
          >Language of the preview
          <select
            @change=${(event: Event) => {
              this.language = (event.target as HTMLSelectElement).value;
              this.#ask(0);
            }}
          >
            ${this.#languages.map(
              (tag) => html`<option value=${tag} ?selected=${tag === this.language}>${tag}</option>`,
            )}
          </select></label
        >
      </div>
      <label for="text">Definition, as JSON</label>
      <textarea
        id="text"
        dir="ltr"
        rows="22"
        wrap="off"
        spellcheck="false"
        autocomplete="off"
        autocapitalize="off"
        aria-invalid=${isWrong ? 'true' : 'false'}
        aria-describedby="summary"
        @input=${() => this.#ask()}
      ></textarea>
      <div class="findings">
        <p id="summary" role="status" class=${isWrong ? 'wrong' : 'right'}>${this.#summary}</p>
        ${
          this.findings.length > 0
            ? html`<ul>
                ${this.findings.map((each) => this.#finding(each))}
              </ul>`
            : nothing
        }
      </div>
    `;
  }

  #finding(finding: Finding): TemplateResult {
    const { severity, line, column, message, hint, path, pointer } = finding;
    return html`<li class=${severity}>
      <button type="button" @click=${() => this.#show(finding)}>Line ${line}, column ${column}</button>
      ${pointer ? html`<code>${pointer}</code>` : nothing}
      <strong>${severity === 'error' ? 'To mend:' : 'To look at:'}</strong> ${message}
      ${hint ? html`<span class="hint">${hint}</span>` : nothing} ${path ? stepList(path) : nothing}
    </li>`;
  }

  #picture({ definition, svg }: Sound): TemplateResult {
    const description = new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('desc');
    return html`
      <p>
        <a href=${this.#svgUrl} download=${`${definition.id}-${definition.version}.svg`}>Save the picture</a>
      </p>
      <div class="scroller" role="region" tabindex="0" aria-label="Picture of how it decides">
        <img src=${this.#svgUrl} width="900" alt="How this definition decides; in words below." />
      </div>
      <details>
        <summary>The picture in words</summary>
        ${description?.textContent.split('\n').map((each) => html`<p>${each}</p>`)}
      </details>
    `;
  }
}
