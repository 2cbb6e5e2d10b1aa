/** Registers `<so-document-uploader>`, once. */
import { SoDocumentUploader } from './so-document-uploader.js';

if (!customElements.get('so-document-uploader'))
  customElements.define('so-document-uploader', SoDocumentUploader);
