/**
 * What is done with each attribute: the Basic Application Level Confidentiality Profile of DICOM PS3.15 Annex E with
 * the options chosen, resolved to one action per attribute.
 */
import type { ProfileOptions } from './options.js';
import { TABLE } from './table.js';

export type Action =
  | 'remove'
  /** Zero length; a sequence without items. */
  | 'empty'
  /** A dummy value of the VR; a sequence goes on with dummies in its items. */
  | 'dummy'
  | 'uid'
  /** As it stands; of a sequence, its items as the profile says. */
  | 'keep'
  /** A descriptor: {@link ProfileOptions.descriptors}. */
  | 'clean'
  /** UIDs that say what a thing is and not which: SOP classes, transfer syntaxes, coding schemes. */
  | 'class-uid';

export interface Rule {
  /** As PS3.6 has it; what implicit VR does not say. */
  vr: string;
  action: Action;
  name: string;
}

/**
 * One action for a cell that leaves several open, which depend on the attribute's Type in the IOD. A dummy value satisfies
 * Types 1, 2 and 3, an empty one 2 and 3, so whatever the IOD is the result stays valid; none of the choices says more of
 * the patient than another. Sequences of references keep their shape, with new UIDs.
 */
const BASIC: Readonly<Record<string, Action>> = {
  X: 'remove',
  Z: 'empty',
  D: 'dummy',
  U: 'uid',
  'X/Z': 'empty',
  'X/D': 'dummy',
  'Z/D': 'dummy',
  'X/Z/D': 'dummy',
  'X/Z/U*': 'keep',
};

const PROSE = new Set(['ST', 'LT', 'UT', 'UN', 'OB']);

function actionOf(vr: string, basic: Action, letters: string, options: ProfileOptions): Action {
  const has = (letter: string) => letters.includes(letter);
  if (options.uids && has('u')) return 'keep';
  if (options.fullDates && has('d')) return 'keep';
  if (options.deviceIdentity && has('v')) return 'keep';
  if (options.institutionIdentity && has('i')) return 'keep';
  if (options.patientCharacteristics && has('p')) return 'keep';
  if (options.structuredContent && has('s')) return 'keep';
  const clean =
    (options.descriptors && has('c')) ||
    (options.deviceIdentity && has('w')) ||
    (options.patientCharacteristics && has('q'));
  if (clean && !PROSE.has(vr)) return 'clean';
  // A UID of any value would do where the table wants a dummy; a remapped one keeps references together.
  return vr === 'UI' && basic === 'dummy' ? 'uid' : basic;
}

/** What the table does not name, as `tag VR action name`. */
const BESIDE = `
00020002 UI class-uid Media Storage SOP Class UID
00020010 UI class-uid Transfer Syntax UID
00080016 UI class-uid SOP Class UID
0008001a UI class-uid Related General SOP Class UID
0008001b UI class-uid Original Specialized SOP Class UID
00080062 UI class-uid SOP Classes in Study
0008010c UI class-uid Coding Scheme UID
0008010d UI class-uid Context Group Extension Creator UID
00080117 UI class-uid Context UID
00080118 UI class-uid Mapping Resource UID
00081150 UI class-uid Referenced SOP Class UID
0008115a UI class-uid SOP Classes Supported
00083002 UI class-uid Available Transfer Syntax UID
00340003 UI class-uid Flow Transfer Syntax UID
04000010 UI class-uid MAC Calculation Transfer Syntax UID
04000510 UI class-uid Encrypted Content Transfer Syntax UID
30100052 UI class-uid Pertinent SOP Classes in Study
30100053 UI class-uid Pertinent SOP Classes in Series
00081167 UI uid Multi-frame Source SOP Instance UID
00083012 UI uid Radiopharmaceutical Administration Event UID
0018991e UI uid Target Frame of Reference UID
00200242 UI uid SOP Instance UID of Concatenation Source
00209312 UI uid Volume Frame of Reference UID
00209313 UI uid Table Frame of Reference UID
00280304 UI uid Referenced Color Palette Instance UID
0040a021 UI uid Findings Group UID (Trial)
0040a022 UI uid Referenced Findings Group UID (Trial)
00440102 UI uid Assertion UID
00440108 UI uid Referenced Assertion UID
0070031b UI uid Referenced Fiducial UID
00701209 UI uid Volumetric Presentation Input Set UID
300a0675 UI uid Equipment Frame of Reference UID
0040e011 UI remove Retrieve Location UID
0040e030 UI remove Repository Unique ID
0040e031 UI remove Home Community ID
0040e001 ST dummy HL7 Instance Identifier
0040a160 UT dummy Text Value
00140104 PN remove Secondary Reviewer Name
00142006 PN remove Evaluator Name
0040a067 PN remove Document Author (Trial)
00100011 SQ remove Person Names to Use Sequence
00100012 LT remove Name to Use
00100013 LT remove Name to Use Comment
00100014 SQ remove Third Person Pronouns Sequence
00100015 SQ remove Pronoun Code Sequence
00100016 LT remove Pronoun Comment
00100041 SQ remove Gender Identity Sequence
00100042 LT remove Sex Parameters for Clinical Use Category Comment
00100043 SQ remove Sex Parameters for Clinical Use Category Sequence
00100044 SQ remove Gender Identity Code Sequence
00100045 LT remove Gender Identity Comment
00100046 SQ remove Sex Parameters for Clinical Use Category Code Sequence
00100047 UR remove Sex Parameters for Clinical Use Category Reference
`;

export const PRIVATE: Rule = { vr: 'UN', action: 'remove', name: 'Private Attributes' };
const CURVE: Rule = { vr: 'UN', action: 'remove', name: 'Curve Data' };
/** With (60xx,3000) the whole group goes: an overlay plane without its data is not valid (PS3.3 section C.9.2). */
const OVERLAY: Rule = { vr: 'UN', action: 'remove', name: 'Overlay Plane' };
/** Retired (PS3.5 section 7.2), and wrong once anything of the group changes. */
const GROUP_LENGTH: Rule = { vr: 'UL', action: 'remove', name: 'Group Length' };
/** Commands and file meta information have no place in a data set. */
const NO_DATA_SET: Rule = { vr: 'UN', action: 'remove', name: 'Not of a data set' };

export class Profile {
  readonly options: ProfileOptions;
  readonly #rules = new Map<number, Rule>();

  constructor(options: ProfileOptions) {
    this.options = options;
    for (const line of `${TABLE}`.trim().split('\n')) {
      const [tag = '', vr = '', cell = '', letters = '', ...name] = line.split(' ');
      if (!/^[0-9a-f]{8}$/.test(tag)) continue;
      const action = actionOf(vr, BASIC[cell] ?? 'remove', letters, options);
      this.#rules.set(Number.parseInt(tag, 16), { vr, action, name: name.join(' ') });
    }
    for (const line of BESIDE.trim().split('\n')) {
      const [tag = '', vr = '', action = 'remove', ...name] = line.split(' ');
      const resolved = action === 'uid' && options.uids ? 'keep' : (action as Action);
      this.#rules.set(Number.parseInt(tag, 16), { vr, action: resolved, name: name.join(' ') });
    }
  }

  /** Undefined for what the profile does not name: it stays, cleaned of what identifies. */
  rule(tag: number): Rule | undefined {
    const group = Math.floor(tag / 0x10000);
    if (group % 2) return PRIVATE;
    if ((tag & 0xffff) === 0) return GROUP_LENGTH;
    if (group < 8 && group !== 4) return NO_DATA_SET;
    if (group >= 0x5000 && group <= 0x50ff) return CURVE;
    if (group >= 0x6000 && group <= 0x60ff) return OVERLAY;
    return this.#rules.get(tag);
  }
}
