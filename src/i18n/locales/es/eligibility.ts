import type { Messages } from '../../messages.js';

export const eligibility: Messages['eligibility'] = {
  title: '',
};
