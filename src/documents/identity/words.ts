/** Words in names that are no names. Folded: lower case, without diacritics. */

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Whatever stands beside them, they say that a name was taken away or never known. */
export const PLACEHOLDERS = words(
  'anonymous anonymus anonym anonymized anonymised anonymize anonymise anonymisiert anonyme anonimo ' +
    'anonimizado anonimizzato anoniem anonimizirano anonimowy removed unknown unbekannt unbek inconnu inconnue ' +
    'desconocido desconhecido sconosciuto onbekend ukjent ukendt okand nieznany neznamy bilinmeyen deidentified ' +
    'pseudonymized pseudonymised redacted withheld deleted',
);

/** Placeholders only where the whole name consists of such: each is somebody's name, too. */
export const WEAK_PLACEHOLDERS = words(
  'anon test tester testing name noname none null na nn no not given available known patient pat patientname ' +
    'subject dummy blank empty hidden de identified lastname firstname last first family id case study',
);

export const TITLES = words(
  'dr drs doctor prof professor mr mrs ms miss mister mme mlle herr frau hr fr med dent vet dipl ing mag sig sra dott dottssa ' +
    'phd md msc bsc mba dds rn esq sir lady rev univ pd priv doz habil',
);

/** Between a name now and a name at birth: `Müller geb. Schmidt`. */
export const BORN = words('geb geboren geborene nee ne born roz');

export const PARTICLES = words(
  'van von vom zu zur zum der den dem des de del della dello delle di da das do dos du la le les el al ul bin ibn ben ' +
    'bint y e i und and et ter ten te af av abu san st',
);

export const GENERATIONS: Readonly<Record<string, string>> = {
  jr: 'jr',
  junior: 'jr',
  sr: 'sr',
  senior: 'sr',
  ii: 'ii',
  iii: 'iii',
  iv: 'iv',
};
