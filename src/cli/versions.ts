/** Two versions of a definition, and what is known of their difference. */
import type { EligibilityDefinition } from '../contract/index.js';
import type { DefinitionChange } from '../eligibility/diff.js';
import type { OutcomeDiff } from '../eligibility/outcome-diff.js';
import type { Loaded } from './check-file.js';

export interface Versions {
  old: Loaded & { definition: EligibilityDefinition };
  new: Loaded & { definition: EligibilityDefinition };
  changes: DefinitionChange[];
  /** Left out where a version does not hang together. */
  outcomes?: OutcomeDiff | undefined;
}
