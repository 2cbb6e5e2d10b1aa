import type { Case } from '../contract/index.js';

/** Messages of the team that the patient has not read. */
export const unreadOf = ({ messaging }: Case): number => messaging?.unread ?? 0;
