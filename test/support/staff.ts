/** The clinic's side of the reference backend, through its staff page's own forms. */
export class Staff {
  readonly #base: string;
  readonly #cookie: string;

  private constructor(base: string, cookie: string) {
    this.#base = base;
    this.#cookie = cookie;
  }

  static async signIn(staffUrl: string): Promise<Staff> {
    const response = await fetch(staffUrl, { redirect: 'manual' });
    const cookie = response.headers.get('set-cookie')?.split(';')[0];
    if (response.status !== 303 || !cookie) throw new Error(`staff sign-in answered ${response.status}`);
    return new Staff(new URL(staffUrl).origin, cookie);
  }

  /** A form as it is sent: with `FormData`, as a form with a file. */
  send(caseId: string, action: string, form: Record<string, string> | FormData = {}): Promise<Response> {
    return fetch(`${this.#base}/staff/cases/${caseId}/${action}`, {
      method: 'POST',
      headers: { Cookie: this.#cookie },
      body: form instanceof FormData ? form : new URLSearchParams(form),
      redirect: 'manual',
    });
  }

  async act(caseId: string, action: string, form: Record<string, string> | FormData = {}): Promise<void> {
    const response = await this.send(caseId, action, form);
    if (response.status !== 303) throw new Error(`staff action ${action} answered ${response.status}`);
  }

  async page(path = '/staff'): Promise<string> {
    return (await fetch(this.#base + path, { headers: { Cookie: this.#cookie } })).text();
  }

  ask = (caseId: string, title: string) => this.act(caseId, 'ask', { title, owner: 'patient' });
  move = (caseId: string, phase: string, reason = '') => this.act(caseId, 'move', { phase, reason });
  release = (caseId: string) => this.act(caseId, 'release-report');
  releaseAddendum = (caseId: string) => this.act(caseId, 'release-addendum');
  delay = (caseId: string, latest: string, text: string) => this.act(caseId, 'delay', { latest, text });
  write = (caseId: string, text: string, author = 'Ana, case nurse') =>
    this.act(caseId, 'message', { author, text });
}
