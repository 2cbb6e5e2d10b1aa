/** Parts of studies for a worker, and for a page that has none. */
import type { Handler } from '../calls.js';
import { type MadePart, type PartCall, makePart } from './make-part.js';

export const bundleHandlers = {
  makePart: ((call, { signal }) => makePart(call, signal)) satisfies Handler<PartCall, MadePart>,
};

export type BundleHandlers = typeof bundleHandlers;
