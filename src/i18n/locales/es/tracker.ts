import type { Messages } from '../../messages.js';

export const tracker: Messages['tracker'] = {
  title: '',
};
