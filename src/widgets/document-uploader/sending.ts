/** What is loaded with the first file, or when the case already holds some: see `Sending` in the controller. */
import { formStyles } from '../../ui/form.styles.js';
import { fileListStyles } from './file-list.styles.js';
import { helpStyles } from './help.styles.js';
import { pickedStyles } from './picked/picked.styles.js';
import { recordsStyles } from './picked/records.styles.js';
import { sheetStyles } from './picked/sheet.styles.js';

export { PickedPage } from './picked-page.js';
export { Visit } from './visit.js';

export const pageStyles = [helpStyles, fileListStyles, formStyles, pickedStyles, recordsStyles, sheetStyles];
