/**
 * How to start our worker wherever the script came from. A worker of another origin cannot be constructed; there a blob
 * imports it. Under Trusted Types both pass through our policy, which lets nothing else pass.
 */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

const own = new Set<string>();
let policy: { createScriptURL(url: string): string } | null = null;

function trusted(url: string): string {
  own.add(url);
  const factory = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!factory) return url;
  policy ??= factory.createPolicy('second-opinion-intake', {
    createScriptURL: (wanted) => {
      if (own.has(wanted)) return wanted;
      throw new TypeError('not a script of second-opinion-intake');
    },
  });
  return policy.createScriptURL(url);
}

/** Throws where workers are forbidden; the caller does the work itself then. */
export function startWorker(scriptUrl: string): { worker: Worker; release: () => void } {
  if (new URL(scriptUrl).origin === location.origin) {
    return { worker: new Worker(trusted(scriptUrl), { type: 'module' }), release: () => {} };
  }
  // Dynamic import: a static one would need the CDN in `worker-src` as well.
  // A script that is not there is told, not thrown: nobody would catch it in there.
  const code = `import(${JSON.stringify(scriptUrl)}).catch(() => postMessage({ failed: true }))`;
  const blob = new Blob([code], { type: 'text/javascript' });
  const url = URL.createObjectURL(blob);
  const worker = new Worker(trusted(url), { type: 'module' });
  return { worker, release: () => URL.revokeObjectURL(url) };
}
