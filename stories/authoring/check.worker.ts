/** Checks texts off the page's thread: typing stays smooth however long a proof takes. */
import { check, type Asked } from './check.js';

addEventListener('message', ({ data }: MessageEvent<Asked>) => postMessage(check(data)));
