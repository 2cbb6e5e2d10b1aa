/** How long the steps of a case usually take. Pure. */
import type { Capabilities } from '../contract/index.js';
import { stepOf, type StepName } from './phases.js';

/** In business days of the organisation. */
export interface Duration {
  min: number;
  max: number;
}

/** A step is its phases one after the other. Null where the backend says nothing about them. */
export function usualDuration(step: StepName, capabilities: Capabilities | null): Duration | null {
  const phases = (capabilities?.turnaround.phases ?? []).filter(
    ({ phase }) => phase !== 'closed' && stepOf(phase) === step,
  );
  if (phases.length === 0) return null;
  return phases.reduce<Duration>(
    (sum, { minBusinessDays, maxBusinessDays }) => ({
      min: sum.min + minBusinessDays,
      max: sum.max + maxBusinessDays,
    }),
    { min: 0, max: 0 },
  );
}
