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

  async act(caseId: string, action: string, form: Record<string, string> = {}): Promise<void> {
    const response = await fetch(`${this.#base}/staff/cases/${caseId}/${action}`, {
      method: 'POST',
      headers: { Cookie: this.#cookie },
      body: new URLSearchParams(form),
      redirect: 'manual',
    });
    if (response.status !== 303) throw new Error(`staff action ${action} answered ${response.status}`);
  }

  async page(path = '/staff'): Promise<string> {
    return (await fetch(this.#base + path, { headers: { Cookie: this.#cookie } })).text();
  }

  ask = (caseId: string, title: string) => this.act(caseId, 'ask', { title, owner: 'patient' });
  move = (caseId: string, phase: string, reason = '') => this.act(caseId, 'move', { phase, reason });
  release = (caseId: string) => this.act(caseId, 'release-report');
}
