import type { Messages } from '../../messages.js';

export const intake: Messages['intake'] = {
  title: '',
};
