/**
 * The words by which records are named, in English, Spanish, German, French, Italian, Portuguese and Dutch; as regular
 * expressions over {@link fold}ed text. `~` stands for any more letters of the same word.
 */
import type { NamedCategory } from './category.js';

/** `kind` names the document itself, `subject` what it is about, `hint` only makes it likely. */
export type Strength = 'kind' | 'subject' | 'hint';

const any = (...alternatives: readonly string[]) => `(?:${alternatives.join('|')})`;

const REPORT = any(
  'reports?|results?|findings|befund[e]?|bericht[e]?|ergebnis~|informes?|reportes?|resultados?|rapports?',
  'comptes? rendus?|cr|resultats?|referti?|referto|risultat[oi]|relatorios?|laudos?|verslag(?:en)?|uitslag(?:en)?',
);
/** Small words between a report and what it is of. */
const OF = '(?:of |de |del |de la |d |du |des |di |della |do |da |der |van |sur |l |tipo ){0,2}';

const BODY = any(
  'head|brain|cranial~|crane|cranien~|cranio~|skull|cerebr~|encef~|kopf|schadel|schaedel|gehirn|hirn|cabeza|testa',
  'encefalo|cabeca|hoofd|hersenen|schedel|neck|hals|cuello|cou|collo|pescoco|nek|spine|spinal|hws|bws|lws',
  'wirbelsaule|wirbelsaeule|columna|rachis|colonna|rachide|coluna|wervelkolom|cervical~|dorsal|lumba~|lombai~|lombar~',
  'lomb[oa]~|thora~|torax|torac~|chest|brust~|abdom~|addom~|bauch|buik|pelvi~|becken|bacino|bacia|bekken|tap|knee',
  'knie|rodilla|genou|ginocchio|joelho|hip|hufte|huefte|cadera|hanche|anca|quadril|heup|shoulder|schulter|hombro',
  'epaule|spalla|ombro|schouder|hand|foot|fuss|pied?|piede|voet|ankle|sprunggelenk|tobillo|cheville|caviglia',
  'tornozelo|enkel|wrist|handgelenk|muneca|poignet|polso|punho|pols|elbow|ellbogen|ellenbogen|codo|coude|gomito',
  'breasts?|mamas?|mamar~|sein|seno|borst|liver|leber|higado|foie|hepat~|fegato|kidneys?|renal|nieren?|rinon|prosta~',
  'sinus~|lungs?|lunge|lungen|pulmo~|poumons?|polmon~|longen|tiroid~|thyroid~|schilddruse|thyroide|schildklier',
);
/** Too short or too common to name an imaging study on their own: Mr Brain is rare, Mr Smith is not. */
const SHORT_MODALITY = any('ct|pet|mr|rm|rx|tc|tac|eco|echo|us|radio|scanner|angio|sono|petct');
const MODALITY = any(
  'mri|mrt|irm|rmn|mrcp|resonancias?|risonanza|ressonancia|kernspin~|magnetresonan~|magnetische resonantie',
  'x ?rays?|x foto|rontgen~|roentgen~|radiografias?|radiographies?|radiographs?|raios? x|rayos x|raggi x',
  'mammogra~|mamogra~|ultrasounds?|ultrasonogra~|ultraschall~|sonographie|sonografie|ecografi~|echographies?|echografie',
  'ultrassom|ultrassonografia|tomografi~|tomographie|tomodensitometrie|cbct',
  'scintigra~|szintigra~|gammagrafia|cintilografia|scintigrafia|densitometri~',
  '(?:ct|cat|pet|pet ct|bone|dexa|mr) scans?|pet ct|petct|ct pet|pet tc|ct angiogra~',
  `${SHORT_MODALITY} (?:de |del |der |des |du |della |do |da |la |las |los |van ){0,2}${BODY}`,
  `${BODY} (?:ct|mr|rx|tac|tc)`,
);
const PATHOLOGY = any(
  'patholog(?:y|ie|isch~|ique)|histolog~|histopatholog~|cytolog~|zytolog~|citolog~|istolog~|histopatolog~|anapath',
  'biops(?:y|ies|ie|ia|ias)|bioptic[oi]|biopt|patologia|patologic[oa]|anatomopatolog~|anatomo ?patholog~',
);
const IMAGING = any('radiolog~', 'imaging', 'imagen', 'imagem', 'imagerie', 'beeldvorming', MODALITY);

type Words = Record<Strength, readonly string[]>;

export const LEXICON: Record<NamedCategory, Words> = {
  'radiology-report': {
    kind: [
      `${IMAGING} (?:[a-z]+ )?${REPORT}|${REPORT} ${OF}${IMAGING}|${REPORT} ${OF}(?:ct|tc|rm|tac|pet|rx|scanner)`,
      `${any('ct', 'pet', 'tac', 'tc', 'rm')} ${any('report', 'befund', 'bericht', 'referto', 'laudo', 'verslag', 'informe')}`,
      '(?:radiolog~?|rontgen|roentgen|mrt|ct|mr|mri|sonografie|sonographie|ultraschall|mammografie)(?:befund|bericht)e?',
      '(?:radiologie|rontgen|mri|echo)verslag|diagnostic imaging',
    ],
    // The procedure, told by the radiologist: it stands against the biopsy's own report.
    subject: [MODALITY, 'radiolog(?:y|ie|ia|ico|ica|isch~|ique|iques)|imagerie medicale|guided biops~'],
    hint: ['ct|irm|tac'],
  },
  'pathology-report': {
    kind: [
      `${PATHOLOGY} ${REPORT}|${REPORT} ${OF}${PATHOLOGY}|esame istologico|exame histologico|surgical pathology`,
      '(?:pathologie|histologie|histo|zytologie|biopsie)(?:befund|bericht)e?|pathologieverslag|pa (?:verslag|uitslag)',
      'anatomia patologica|anatomie patholog~|anatomo ?patholog~|anatomopatologic[oa]|anatomopatholog~|histopathology',
      'weefselonderzoek|exame anatomopatologico|biopsieresultat~',
    ],
    subject: [
      'pathology|histolog(?:y|ie|ia)|istologia|cytology|zytologie|citologia|cytologie|biops(?:y|ies|ie|ia|ias)|biopt',
    ],
    hint: ['pathologie|patologia|anapath'],
  },
  'operation-note': {
    kind: [
      'op ?(?:bericht|notes?|reports?|verslag)|operations?(?:bericht~?| bericht| notes?| reports?| records?)',
      'operative (?:notes?|reports?|records?)|(?:surgical|surgery|surgeons?|theatre) (?:operation )?(?:notes?|reports?)',
      'informe (?:de (?:la )?)?(?:quirurgico|cirugia|operatorio|intervencion quirurgica)|reporte (?:quirurgico|operatorio)',
      '(?:nota|hoja|descripcion) (?:operatoria|quirurgica|postoperatoria)|protocolo (?:operatorio|quirurgico)',
      '(?:comptes? rendus?|cr) (?:operatoires?|chirurgica(?:l|ux)|d operation|de chirurgie|d intervention(?: chirurgicale)?)',
      'protocole operatoire|(?:verbale|registro|referto) operatorio|(?:descrizione|relazione) (?:dell )?intervento',
      'nota cirurgica|relat(?:o|orio) (?:operatorio|cirurgico|de cirurgia|da cirurgia)|operatie ?verslag|ok verslag',
      'descricao (?:cirurgica|operatoria|da cirurgia)|folha operatoria',
    ],
    subject: [],
    hint: ['cro'],
  },
  'lab-results': {
    kind: [
      `(?:labs?|laboratory|labor|labo|laboratorio|laboratoire|laboratorium) ${REPORT}|lab(?:oratory)? (?:work|values|tests?)`,
      `${REPORT} ${OF}(?:labo|labor|laboratorio|laboratoire|laboratorium)`,
      'blood (?:tests?|work|results?|counts?|panel|values)|bloodwork|urinalysis|lipid panel|cbc|fbc|tumou?r markers?',
      'labor(?:befund~?|wert~|bericht~?|ergebnis~|blatt)|blut(?:werte|bild|befund~?|untersuchung~?|test|ergebnis~)|tumormarker',
      'analiticas?|analisis (?:de )?(?:sangre|clinicos?|laboratorio|orina)|resultados? (?:de )?(?:los )?analisis',
      'examen(?:es)? de (?:sangre|laboratorio)|hemograma|marcadores tumorales',
      'bilans? (?:sanguins?|biologiques?)|analyses? (?:de sang|sanguines?|medicales|biologiques?|de laboratoire)|prises? de sang',
      'resultats? (?:d )?analyses?|compte rendu (?:d analyses?|de biologie)|marqueurs tumoraux',
      'esam[ei] (?:del |di |delle )?(?:sangue|laboratorio|ematochimic[io]|ematici|urine)|emocromo|ematochimici',
      'analisi (?:del |di |delle )?(?:sangue|laboratorio|cliniche|urine)|marcatori tumorali',
      'exames? (?:de |do )?(?:sangue|laboratoria(?:l|is)|laboratorio)|analises (?:clinicas|de sangue|ao sangue|laboratoriais)',
      'resultados? laboratoriais?',
      'lab(?:oratorium)? ?(?:uitslag(?:en)?|waarden|onderzoek)|bloed ?(?:uitslag(?:en)?|onderzoek|waarden|test(?:en)?|prikken)',
    ],
    subject: ['labs|laboratory|laboratorio|laboratoriais|bloods|hba 1 c'],
    hint: ['lab|labor|laboratoire|laboratorium|labo'],
  },
  'medication-list': {
    kind: [
      '(?:medications?|medicines?|meds?|drugs?) (?:list|plan|chart|summary|record|schedule|overview)|medlist',
      'list of (?:my |current )?(?:medications?|medicines|drugs|meds)|current (?:medications?|medicines|meds)',
      '(?:medikations|medikamenten|arzneimittel|tabletten|einnahme) ?(?:plan|liste|ubersicht|uebersicht)',
      '(?:lista|listado|hoja|plan|tabela|plano|esquema) (?:de |dei |di |dos |delle |actual de ){0,2}(?:medicamentos|medicacion|medicinas|farmac[io]s?|medicinali|medicacao|remedios|terapia farmacologica)',
      '(?:liste|plan) (?:de |des |de mes |mes )?(?:medicaments?|medication)|traitements? (?:en cours|actuels?|habituels?|medicamenteux)',
      'terapia (?:domiciliare|farmacologica|in atto)|medicatie ?(?:overzicht~?|lijst~?|schema|plan)|medicijn(?:en)?lijst',
      'medicacion actual|medicacao (?:atual|actual|habitual)',
    ],
    subject: [
      'medications?|meds|medikation|medikamente|medicacion|medicamentos|medicaments|farmaci|medicacao|medicatie|medicijnen',
    ],
    hint: [
      'prescriptions?|rezepte?|recetas?(?: medicas?| electronica)?|ordonnances?|ricett[ae]|receitas? medicas?',
    ],
  },
  referral: {
    kind: [
      'referrals?|letter of referral|(?:ueberweisungs|uberweisungs|einweisungs|zuweisungs)(?:schein|schreiben|brief)e?',
      '(?:carta|hoja|volante|informe|nota) de (?:derivacion|interconsulta|referencia)|interconsulta|volante (?:al |para )?(?:especialista|medico)',
      '(?:lettre|courrier) (?:d )?adressage|lettre au specialiste|lettera di invio|impegnativa|richiesta (?:di )?(?:visita|consulenza)~?',
      '(?:carta|guia|relatorio) de (?:encaminhamento|referenciacao)|encaminhamento|verwijs(?:brief|ing|ingen)|verwijzing~?|doorverwijzing',
    ],
    // In German also a bank transfer; that one is mostly named with more words, which stand in NOT_A_RECORD.
    subject: ['ueberweisung|uberweisung|referenciacao'],
    hint: ['einweisung|zuweisung|derivacion'],
  },
  'discharge-summary': {
    kind: [
      '(?:hospital )?discharge (?:summary|letter|report|note)|entlass(?:ungs)?(?:brief|bericht|schreiben)~?|epikrise|austrittsbericht',
      'informe (?:medico )?(?:de |del )alta|alta hospitalaria|epicris(?:is|e|i)|lettre de (?:sortie|liaison)',
      '(?:comptes? rendus?|cr) (?:d |de )?(?:hospitalisation|sejour|sortie)|(?:lettera|relazione|referto) (?:di |alla )?dimission[ei]',
      'dimissione ospedaliera|(?:nota|relatorio|resumo|sumario|carta|boletim) de alta|alta hospitalar|ontslag ?(?:brief|bericht)~?',
    ],
    subject: ['dimissioni? ospedalier[ae]|crh'],
    hint: ['discharge|arzt(?:brief|bericht)e?|dimissioni?'],
  },
  consent: {
    kind: [
      'consents?|einwilligung~?|einverstandnis~?|einverstaendnis~?|aufklarungs ?bogen|aufklaerungs ?bogen|schweigepflicht~?',
      'consentimientos?|consentements?|consenso informato|modulo (?:di |del )?consenso|consenso al~? [a-z]+|consentimentos?',
      'toestemming|toestemmings(?:formulier|verklaring)|release of information|hipaa (?:authorization|release)',
    ],
    subject: [],
    hint: [],
  },
  'treatment-plan': {
    kind: [
      'treatment plan~?|(?:care|therapy) plan|plan of care|chemo(?:therapy)? (?:plan|protocol|regimen|schedule)|(?:radiotherapy|radiation) plan',
      '(?:therapie|behandlungs|chemotherapie|chemo|bestrahlungs) ?(?:plan|planung|protokoll)',
      'plan (?:de |del )?(?:tratamientos?|traitements?|cuidados)|plan (?:terapeutico|therapeutique)|programme personnalise de soins',
      'piano (?:terapeutico|di (?:cura|cure|trattamento))|plano (?:de tratamento|terapeutico|de cuidados)',
      'behandel ?(?:plan|voorstel)|zorgplan|kuurschema',
    ],
    subject: [
      'tumou?r ?board~?|tumorkonferenz~?|mdt (?:meeting|outcome|summary|report)|reunion de concertation pluridisciplinaire|comite de tumores',
    ],
    hint: [],
  },
};

/** What is about care but no record of it: then the other words say where it comes from, not what it is. */
const NOT_A_RECORD = [
  'appointments?|invoices?|(?:hospital|medical) bills?|billing|bills|receipts?|insurance|claims?|passport|driv(?:er|ers|ing) licen[sc]e|id card',
  'instructions?|prep(?:aration)?|brochures?|leaflets?|flyers?|questionnaires?|quotes?|estimates?|tax|cv|resume|itinerary|jobs?|contract|guidelines?',
  'rechnung(?:en)?|termine?|terminbestatigung|versicherung~?|krankenkasse|bank|beleg|sparkasse|quittung|ausweis|reisepass|merkblatt|infoblatt|anleitung|vertrag|lebenslauf|kostenvoranschlag|fragebogen',
  'facturas?|citas?|recibos?|seguro|poliza|pasaporte|dni|presupuesto|folleto|contrato|cuestionario|instrucciones|preparacion',
  'factures?|rdv|rendez vous|convocation|assurance|mutuelle|passeport|devis|contrat|notice|carte vitale',
  'fattur[ae]|ricevut[ae]|appuntament[oi]|prenotazion[ei]|assicurazione|passaporto|preventivo|istruzioni|preparazione',
  'faturas?|marcacao|agendamento|passaporte|orcamento|convenio|instrucoes|preparo',
  'factuur|facturen|afspra(?:ak|ken)|verzekering~?|paspoort|offerte|rekening|vragenlijst|folder|voorbereiding',
];
/** Asking for an examination is not its result. */
const REQUEST = [
  'requests?|requisition|orders?|prescriptions?|anforderung~?|auftrag|ordonnances?|demandes?|recetas?|solicitud(?:es)?|peticion|volante',
  'ricett[ae]|richiest[ae]|prescrizion[ei]|pedidos?|requisicao|receitas?|aanvra(?:ag|gen)|aanvraagformulier|verordnung|rezept|impegnativa',
];

const compile = (patterns: readonly string[]): RegExp | null =>
  patterns.length === 0 ? null : new RegExp(` (?:${patterns.join('|').replaceAll('~', '[a-z]*')})(?= )`);

const COMPILED = (Object.entries(LEXICON) as [NamedCategory, Words][]).map(([category, words]) => ({
  category,
  kind: compile(words.kind),
  subject: compile(words.subject),
  hint: compile(words.hint),
}));
const notARecord = compile(NOT_A_RECORD) as RegExp;
const request = compile(REQUEST) as RegExp;

/** Categories whose words of that strength stand in the folded text. */
export function named(folded: string, strength: Strength): NamedCategory[] {
  return COMPILED.filter((each) => each[strength]?.test(folded)).map(({ category }) => category);
}

export const isNotARecord = (folded: string) => notARecord.test(folded);
export const isRequest = (folded: string) => request.test(folded);
