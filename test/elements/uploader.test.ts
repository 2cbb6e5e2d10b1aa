/** In one page: each page loads hundreds of modules anew. */
import './uploader/element.js';
import './uploader/parts.js';
import './uploader/studies.js';
import './uploader/transfer.js';
