import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EligibilityDefinition } from '../../src/contract/index.js';
import { defaultDefinition } from '../../src/eligibility/index.js';
import {
  englishSyllables,
  germanSyllables,
  readingLevels,
  spanishSyllables,
} from '../../src/eligibility/readability.js';

/** Words with their syllables parted by "·". */
const ENGLISH = `can·cer treat·ment doc·tor o·pin·ion sec·ond hos·pi·tal e·mer·gen·cy el·i·gi·ble di·ag·no·sis sur·geon
  sur·ger·y med·i·cine care care·ful·ly named times ta·ble peo·ple trou·ble breathe breath·ing im·ag·es plac·es chang·es
  box·es pag·es ques·tions want·ed need·ed asked called de·cid·ed su·i·cid·al pe·di·at·ric ra·di·a·tion ra·di·ol·o·gist
  pa·tient pa·tients phy·si·cian spe·cial·ist ma·te·ri·al se·ri·ous pre·vi·ous cau·tious ac·tu·al·ly pe·ri·od i·de·a
  vid·e·o cre·ate go·ing try·ing qui·et cli·ent guard·i·an li·cense signed stroke through eight some·times lived us·es
  dis·ease bi·op·sy knees joint tu·mor on·col·o·gy che·mo·ther·a·py doc·u·ment choic·es val·ue is·sue safe·ly han·dled
  does·n't don't you're pa·tient's eyes po·em con·tin·u·ous e·val·u·a·tion ex·pe·ri·ence con·ve·ni·ent suf·fi·cient
  stud·ies tried fam·i·lies busi·ness`;
const SPANISH = `cán·cer mé·di·co o·pi·nión hos·pi·tal diag·nós·ti·co tra·ta·mien·to ci·ru·gí·a dí·a pa·ís a·ños quién guí·a
  a·gua pin·güi·no pa·cien·te es·tu·dios i·má·ge·nes a·ho·ra le·er o·í·do cui·da·do ciu·dad viu·da muy ley le·yes ya
  a·é·re·o a·ho·rro bio·psia ra·dio·lo·gí·a re·a·li·zar lí·ne·a hue·so y o`;
const GERMAN = `arzt ärz·te zwei·te mei·nung o·pe·ra·ti·on kran·ken·haus di·ag·no·se schmer·zen knie ge·lenk wir·bel·säu·le
  fa·mi·li·e häu·ser leu·te eu·ro·pa sie wie ver·si·che·rung pa·ti·en·tin ak·tu·ell ei·er trau·en ty·pisch see i·de·en
  staat qua·li·tät be·quem li·ni·e be·en·den ge·eig·net`;

describe('syllables', () => {
  for (const [language, words, count] of [
    ['English', ENGLISH, englishSyllables],
    ['Spanish', SPANISH, spanishSyllables],
    ['German', GERMAN, germanSyllables],
  ] as const)
    it(`are counted in ${language}`, () => {
      const wrong = words
        .split(/\s+/)
        .filter((word) => count(word.replaceAll('·', '')) !== word.split('·').length);
      assert.deepEqual(wrong, []);
    });
});

describe('reading level', () => {
  const withIntro = (intro: Record<string, string>): EligibilityDefinition => ({
    ...defaultDefinition,
    intro: { en: '', ...intro },
  });
  const hardOf = (language: string, text: string) =>
    readingLevels(withIntro({ [language]: text }))
      .find((each) => each.language === language)!
      .hard.find(({ pointer }) => pointer === '/intro');

  it('follows the formulas, counted by hand', () => {
    // 8 words in 1 sentence, 33 syllables: 0.39 * 8 + 11.8 * 33 / 8 - 15.59.
    const english =
      'Interdisciplinary documentation requires additional individual authorisation before surgery.';
    assert.equal(hardOf('en', english)?.grade, 36.2);
    // 8 words in 1 sentence, 35 syllables: -0.205 * 100 / 8 + 0.049 * 3500 / 8 - 3.407.
    const spanish =
      'La documentación radiológica facilita determinaciones interdisciplinarias muy especializadas.';
    assert.equal(hardOf('es', spanish)?.grade, 15.5);
    // 9 words in 1 sentence; 3 of three syllables or more, 4 of more than six letters, 5 of one syllable:
    // 0.1935 * 33.3 + 0.1672 * 9 + 0.1297 * 44.4 - 0.0327 * 55.6 - 0.875.
    const german = 'Die unabhängige Zweitmeinung hilft bei der Planung von Operationen.';
    assert.equal(hardOf('de', german)?.grade, 11);
  });

  it('is low for plain words, and leaves labels out', () => {
    assert.equal(hardOf('en', 'We look at what you send us. Then we call you.'), undefined);
    assert.equal(hardOf('en', 'Interdisciplinary otorhinolaryngological documentation'), undefined);
  });

  it('measures what it has a formula for, and says so of other languages', () => {
    const levels = readingLevels(withIntro({ pl: 'Druga opinia' }));
    assert.deepEqual(
      levels.map(({ language, grade }) => [language, grade === null ? null : typeof grade]),
      [
        ['en', 'number'],
        ['es', 'number'],
        ['pl', null],
      ],
    );
    for (const { grade } of levels)
      assert.ok(grade === null || grade < 6, 'the default definition is easy to read');
  });
});
