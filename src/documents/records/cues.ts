/** What a record's text says of it: its heading, and the sections that only one kind of record has. */
import type { CategoryGuess, NamedCategory } from './category.js';
import { UNKNOWN } from './category.js';
import { fold } from './fold.js';
import { isNotARecord, named } from './lexicon.js';

/** So much of a text is looked at; a record says what it is on its first page. */
const TEXT_CHARACTERS = 12_000;
const HEADING_LINES = 16;
const HEADING_CHARACTERS = 72;
const HEADING_WORDS = 8;

/** Each row is one cue, in the seven languages; at least two rows must be met. */
const CUES: Partial<Record<NamedCategory, readonly string[]>> = {
  'radiology-report': [
    'impression|beurteilung|impresion|conclusion|conclusioni|conclusao|conclusie|conclusiones|impressao',
    'findings|befund|hallazgos|resultats?|reperti|reperto|achados|bevindingen',
    'technique|technik|tecnica|techniek|comparison|vergleich|comparacion|voraufnahmen|protocole',
    'mri|mrt|irm|rmn|ct|tc|tac|radiograph~|radiograf~|x ray|rontgen~|ultrasound|sonograph~|ecograf~|echograph~|resonancia|risonanza|ressonancia|t 1|t 2|gadolin~|contrast agent|kontrastmittel|mezzo di contrasto|contraste|contrastmiddel|hounsfield',
  ],
  'pathology-report': [
    'gross description|macroscop~|makroskop~|macroscopi[ae]|descripcion macroscopica',
    'microscopic description|microscop~|mikroskop~|immunohistochem~|immunhistochem~|inmunohistoquim~|immunohistochim~|immunoistochimic~|imuno histoquim~|imunohistoquim~',
    'specimens?|praparat|untersuchungsmaterial|muestra|espec?imen|prelevement|materiale inviato|amostra|preparaat',
    'resection margins?|margins|resektionsrand~|margenes|marges|margini|margens|pt [0-4]|gleason|ki 67|mitoses|mitosen',
  ],
  'operation-note': [
    'pre ?operative diagnosis|indikation|diagnostico preoperatorio|diagnostic preoperatoire|diagnosi preoperatoria|preoperatieve diagnose',
    'post ?operative diagnosis|diagnostico postoperatorio|diagnostic postoperatoire|diagnosi postoperatoria|postoperatieve diagnose',
    'estimated blood loss|blutverlust|sangrado estimado|pertes sanguines|perdite ematiche|perdas? sanguineas?|bloedverlies',
    'surgeons?|operateur|cirujano|chirurgien|primo operatore|cirurgiao|operateurs?|skin closure|hautnaht|hautschnitt|skin incision|incision cutanea|incision cutanee|incisione cutanea|incisao|huidincisie',
    'anesthesia|anaesthesia|anasthesie|anestesia|anesthesie',
  ],
  'lab-results': [
    'reference (?:range|interval)s?|referenzbereich|normbereich|referenzwert~|valores? de referencia|valeurs? de reference|valori di riferimento|referentiewaarden|ref range',
    'h[ae]moglobin~?|hemoglobina|hemoglobine|emoglobina|hamoglobin|haematocrit|hematocrit~|hematocrito|ematocrito|hamatokrit',
    'creatinine?|creatinina|kreatinin|kreatinine|glucose|glukose|glucosa|glicemia|glycemie|glucosio|glucemia|crp|tsh',
    'leu[ck]ocytes?|leukozyten|leucocitos|leucociti|leukocyten|white blood cells?|wbc|platelets?|thrombozyten|plaquetas|plaquettes|piastrine|trombocyten|erythrozyten|globuli rossi|hematies',
    'mmol l|mg dl|g dl|u l|umol l|giga l|fl|pg',
  ],
  'medication-list': [
    'once daily|twice daily|taglich|einmal taglich|una vez al dia|cada \\d+ horas|par jour|fois par jour|al giorno|por dia|vezes ao dia|maal daags|morgens|mittags|abends|matin|mattina|ochtend',
    'dose|dosage|dosierung|dosis|posologie|posologia|dosagem|dosering|starke|strength',
    'tablets?|tablette[n]?|comprimidos?|comprimes?|compresse|tabletten|capsules?|kapseln',
    'wirkstoff|handelsname|active ingredient|principio activo|principe actif|principio attivo|principio ativo|werkzame stof|medication|medicine name',
  ],
  'discharge-summary': [
    'date of admission|admission date|admitted on|aufnahmedatum|fecha de ingreso|date d (?:entree|admission|hospitalisation)|data (?:di )?ricovero|data de (?:internamento|admissao|internacao)|opnamedatum|stationare[rn]? behandlung',
    'date of discharge|discharge date|discharged on|entlassungsdatum|entlassdatum|fecha de alta|date de sortie|data (?:di )?dimissione|data d[ea] alta|ontslagdatum',
    'hospital course|course in hospital|verlauf|therapie und verlauf|evolucion|evolution|decorso|evolucao clinica|beloop',
    'discharge (?:medications?|diagnos[ie]s|condition|instructions)|entlassungsmedikation|entlassmedikation|tratamiento al alta|traitement de sortie|terapia alla dimissione|medicacao a(?: data da)? alta|ontslagmedicatie',
  ],
  consent: [
    'i (?:hereby )?(?:give my )?(?:consent|agree|authori[sz]e)|ich willige ein|willige ich|doy mi consentimiento|autorizo|je (?:donne mon consentement|consens|soussigne)|acconsento|dou o meu consentimento|geef (?:ik )?toestemming|ik geef toestemming',
    'signature of (?:the )?patient|patient(?:s)? signature|unterschrift|firma del paciente|signature du patient|firma del paziente|assinatura do (?:paciente|doente)|handtekening',
    'risks|risiken|riesgos|risques|rischi|riscos|risico s|withdraw|widerruf~?|revocar|retirer|revocare|revogar|intrekken',
  ],
  referral: [
    'thank you for seeing|i would be grateful if you (?:could|would) see|referred (?:by|to)|mit der bitte um|se solicita valoracion|ruego valoracion|je vous (?:adresse|remercie de (?:recevoir|voir))|si richiede|le invio|solicito avaliacao|encaminho|graag (?:uw )?(?:beoordeling|consult)|verwijs ik',
    'reason for referral|auftrag|verdachtsdiagnose|motivo de (?:consulta|derivacion|interconsulta)|motif (?:de|d) (?:consultation|adressage)|quesito diagnostico|motivo d[eo] encaminhamento|reden van verwijzing|vraagstelling',
  ],
  'treatment-plan': [
    'cycles?|zyklen|zyklus|ciclos?|cicli|ciclo|cures?|kuren|fractions?|fraktionen|fracciones|frazioni|fracoes|fracties',
    'intent|therapieziel|therapieintention|objetivo del tratamiento|objectif du traitement|objectif therapeutique|obiettivo terapeutico|objetivo do tratamento|behandeldoel|goals? of (?:treatment|care)|treatment goals?',
    'proposed treatment|planned treatment|vorgesehene therapie|geplante therapie|tratamiento propuesto|traitement propose|trattamento proposto|tratamento proposto|voorgestelde behandeling|regimen|schema',
  ],
};

const compiled = (Object.entries(CUES) as [NamedCategory, readonly string[]][]).map(([category, rows]) => ({
  category,
  rows: rows.map((row) => new RegExp(` (?:${row.replaceAll('~', '[a-z]*')})(?= )`)),
}));

/** Folded lines short enough to be headings, from the top. */
function headings(text: string): string[] {
  const lines = text.split(/[\r\n\f]+/, HEADING_LINES * 8).filter((line) => line.trim() !== '');
  return lines
    .slice(0, HEADING_LINES)
    .filter((line) => line.length <= HEADING_CHARACTERS)
    .map(fold)
    .filter((line) => line.trim().split(' ').length <= HEADING_WORDS);
}

/**
 * By the heading (the first line near the top that names one kind of record) and by cues. Certain only when both say
 * the same, or three cues and no other category says more; a heading against the cues gives `other`.
 */
export function guessByText(text: string): CategoryGuess {
  if (text === '') return UNKNOWN;
  const head = text.slice(0, TEXT_CHARACTERS);
  const top = headings(head);
  if (top.slice(0, 10).some(isNotARecord)) return UNKNOWN;
  const folded = fold(head);
  const scores = compiled
    .map(({ category, rows }) => ({ category, cues: rows.filter((row) => row.test(folded)).length }))
    .sort((a, b) => b.cues - a.cues);
  const cuesOf = (category: NamedCategory) => scores.find((each) => each.category === category)?.cues ?? 0;
  const most = scores[0]?.cues ?? 0;
  const leaders = scores.filter(({ cues }) => cues === most);

  const titles = top.map((line) => named(line, 'kind')).find((categories) => categories.length > 0);
  if (titles) {
    const [title, other] = titles;
    if (!title || other) return UNKNOWN;
    const agree = cuesOf(title);
    if (most >= 3 && agree + 1 < most) return UNKNOWN;
    return { category: title, certain: true };
  }
  const leader = leaders.length === 1 ? leaders[0]?.category : undefined;
  if (!leader || most < 2) return UNKNOWN;
  const about = top.some((line) => named(line, 'subject').includes(leader));
  if (most >= 3) return { category: leader, certain: most - (scores[1]?.cues ?? 0) >= 2 };
  return about ? { category: leader, certain: false } : UNKNOWN;
}
