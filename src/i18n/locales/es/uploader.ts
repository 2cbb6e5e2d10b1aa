import type { Messages } from '../../messages.js';

export const uploader: Messages['uploader'] = {
  title: '',
};
