/** What opening a container gives, and what is looked at before anything is unpacked. Pure. */
import type { Container, ContainerFinding, ContainerLimits } from './container.js';

export type Opened = { container: Container } | { finding: ContainerFinding | 'unreadable' };

/** How deep a container lies: 1 is one that was picked. Looked at before a byte is read. */
export const tooDeep = (depth: number, limits: ContainerLimits): boolean => depth > limits.maxDepth;

/**
 * A path as it may be shown and compared: `/` between the parts, no drive, no empty part, no `.` and no `..`, no
 * control characters; `_` where nothing is left.
 */
export function harmlessPath(path: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is taken out
  if (!/[\\\0-\x1f]|^\/|^[a-z]:|(^|\/)\.{0,2}(\/|$)/i.test(path)) return path;
  const parts = path
    .replace(/\\/g, '/')
    .replace(/^[a-z]:/i, '')
    // eslint-disable-next-line no-control-regex -- these are what is taken out
    .replace(/[\0-\x1f]/g, '')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts.join('/') || '_';
}
