/** The worker that makes thumbnails. Apart from the other, whose script must stay small: decoders come when they are wanted. */
import { serve } from '../calls.js';
import { thumbnailHandlers } from './handlers.js';

serve(thumbnailHandlers);
