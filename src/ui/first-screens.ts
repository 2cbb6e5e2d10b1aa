/**
 * What comes after a first screen is loaded when every widget of the page shows its own, so that none of them waits for
 * what another one may never need.
 */

/** A backend that does not answer holds the others up no longer than this. */
const PATIENCE_MS = 3_000;

const waited = new Set<object>();
let shown: (() => void)[] = [];

/** The widget is on the page, and has not shown anything yet. */
export function awaitFirstScreen(widget: object): void {
  waited.add(widget);
}

/** The widget shows its first screen, or has left. */
export function firstScreenDone(widget: object): void {
  waited.delete(widget);
  if (waited.size > 0) return;
  for (const resolve of shown) resolve();
  shown = [];
}

/** Resolves when no widget of the page is still without its first screen. */
export async function firstScreens(): Promise<void> {
  if (waited.size === 0) return;
  await new Promise<void>((resolve) => {
    shown.push(resolve);
    setTimeout(resolve, PATIENCE_MS);
  });
}
