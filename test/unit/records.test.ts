/** What records are guessed to be, from their names, texts and codes. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { RecordCategory } from '../../src/contract/index.js';
import {
  guessByCodes,
  guessCategory,
  suggestDate,
  suggestTitle,
  readableText,
} from '../../src/documents/records/index.js';

/** `category`, with `?` where it is not certain. */
const brief = (fileName: string, folder = '', text?: string) => {
  const { category, certain } = guessCategory({ fileName, folder, text });
  return certain || category === 'other' ? category : `${category}?`;
};

const NAMES: Record<string, readonly string[]> = {
  'radiology-report': [
    'Radiology report.pdf',
    'radiology_report_final_2.pdf',
    'MRI brain 2024-03-12.pdf',
    'MRI-Report.pdf',
    'MRIReport2024.pdf',
    'CT_scan_abdomen.pdf',
    'CT chest with contrast.pdf',
    'XRay knee left.pdf',
    'x-ray_report.pdf',
    'Ultrasound liver.pdf',
    'Mammogram 2023.pdf',
    'PET-CT Jan 2024.pdf',
    'bone scan.pdf',
    'imaging report.pdf',
    'MRI brain report.jpg',
    'MR Brain Smith.pdf',
    'informe_radiologia.pdf',
    'Informe radiológico.pdf',
    'resonancia magnética cerebral.pdf',
    'TAC tórax 2024.pdf',
    'ecografia_abdominal.pdf',
    'radiografía de tórax.pdf',
    'RX torax.pdf',
    'MRT-Befund Knie.pdf',
    'MRTBefund_2023.pdf',
    'CT-Befund.pdf',
    'Röntgenbefund.pdf',
    'Roentgen_Thorax.pdf',
    'Radiologiebefund.pdf',
    'Sonographie Abdomen.pdf',
    'Kernspintomographie LWS.pdf',
    'IRM cérébrale.pdf',
    'compte rendu IRM.pdf',
    'CR scanner thoracique.pdf',
    'échographie.pdf',
    'radio pulmonaire compte rendu radiologique.pdf',
    'referto_radiologico.pdf',
    'Referto TAC addome.pdf',
    'risonanza magnetica ginocchio.pdf',
    'RM encefalo.pdf',
    'ressonância magnética.pdf',
    'laudo_RM_joelho.pdf',
    'relatório tomografia computorizada.pdf',
    'Radiologieverslag.pdf',
    'MRI verslag knie.pdf',
    'röntgenfoto borst uitslag.pdf',
  ],
  'pathology-report': [
    'Pathology report.pdf',
    'PathologyReport_Smith.pdf',
    'surgical pathology 2024.pdf',
    'Histology.pdf',
    'biopsy results.pdf',
    'histopathology-report-2.pdf',
    'Cytology report.pdf',
    'Pathologiebefund_2024.pdf',
    'Histologiebefund.pdf',
    'Histologischer Befund Mamma.pdf',
    'Pathologischer Befund.pdf',
    'informe anatomía patológica.pdf',
    'anatomia_patologica.pdf',
    'biopsia próstata.pdf',
    'resultado biopsia.pdf',
    'anatomie pathologique.pdf',
    'compte-rendu-anatomopathologique.pdf',
    'CR anapath.pdf',
    'esame istologico.pdf',
    'referto_istologico.pdf',
    'exame anatomopatológico.pdf',
    'PA-verslag.pdf',
    'pathologieverslag.pdf',
    'uitslag biopt.pdf',
  ],
  'operation-note': [
    'Operation note.pdf',
    'operative_report.pdf',
    'Op Note 12-2023.pdf',
    'surgery report.docx',
    'OP-Bericht.pdf',
    'OPBericht_Hüfte.pdf',
    'Operationsbericht.pdf',
    'informe quirúrgico.pdf',
    'protocolo_operatorio.pdf',
    'compte rendu opératoire.pdf',
    "Compte-rendu d'intervention.pdf",
    'CR opératoire.pdf',
    'verbale operatorio.pdf',
    'relatório cirúrgico.pdf',
    'descrição cirúrgica.pdf',
    'operatieverslag.pdf',
  ],
  'lab-results': [
    'lab results.pdf',
    'Labs_March.pdf',
    'LabReport.pdf',
    'blood test.pdf',
    'bloodwork 2024.pdf',
    'CBC.pdf',
    'Laborwerte.pdf',
    'Laborbefund_2024-01-02.pdf',
    'Blutbild.jpg',
    'analíticas.pdf',
    'analitica sangre.pdf',
    'Análisis de sangre.pdf',
    'resultados laboratorio.pdf',
    'hemograma.pdf',
    'bilan sanguin.pdf',
    'résultats d’analyses.pdf',
    'prise de sang mars.pdf',
    'esami del sangue.pdf',
    'Esami_ematochimici.pdf',
    'emocromo.pdf',
    'análises clínicas.pdf',
    'exames de sangue.pdf',
    'labuitslagen.pdf',
    'bloedonderzoek.pdf',
  ],
  'medication-list': [
    'medication list.pdf',
    'Current Medications.docx',
    'my meds.txt',
    'drug chart.pdf',
    'Medikamentenplan.pdf',
    'Bundeseinheitlicher Medikationsplan.pdf',
    'Medikamente.pdf',
    'lista de medicamentos.pdf',
    'medicación actual.pdf',
    'liste médicaments.pdf',
    'traitement en cours.pdf',
    'lista farmaci.pdf',
    'terapia domiciliare.pdf',
    'lista de medicação.pdf',
    'medicatieoverzicht.pdf',
  ],
  referral: [
    'referral.pdf',
    'Referral letter Dr Jones.pdf',
    'MRI referral.pdf',
    'Überweisung.pdf',
    'Ueberweisungsschein.pdf',
    'Einweisungsschein.pdf',
    'interconsulta.pdf',
    'carta de derivación.pdf',
    "courrier d'adressage.pdf",
    'impegnativa.pdf',
    'carta de encaminhamento.pdf',
    'verwijsbrief.pdf',
    'verwijzing neuroloog.pdf',
  ],
  'discharge-summary': [
    'Discharge summary.pdf',
    'hospital-discharge-letter.pdf',
    'Entlassungsbrief.pdf',
    'Entlassbericht Klinik.pdf',
    'Epikrise.pdf',
    'informe de alta.pdf',
    'Informe_alta_hospitalaria.pdf',
    'compte rendu hospitalisation.pdf',
    'lettre de sortie.pdf',
    'lettera di dimissione.pdf',
    'nota de alta.pdf',
    'ontslagbrief.pdf',
  ],
  consent: [
    'consent.pdf',
    'Informed Consent Surgery.pdf',
    'einwilligung.pdf',
    'Einwilligungserklärung_CT.pdf',
    'consentimiento informado.pdf',
    'consentement éclairé.pdf',
    'consenso informato.pdf',
    'consentimento.pdf',
    'toestemmingsformulier.pdf',
  ],
  'treatment-plan': [
    'treatment plan.pdf',
    'Chemo plan.pdf',
    'Therapieplan.pdf',
    'Behandlungsplan.pdf',
    'plan de tratamiento.pdf',
    'plan de traitement.pdf',
    'piano terapeutico.pdf',
    'plano de tratamento.pdf',
    'behandelplan.pdf',
    'Tumorboard Protokoll.pdf',
  ],
  // Suggested, to be looked at.
  'discharge-summary?': ['Arztbrief.pdf', 'Arztbericht Dr. Weber.pdf'],
  'radiology-report?': ['MRI knee.jpg', 'CT.pdf', 'TAC.pdf', 'Röntgen.HEIC'],
  'lab-results?': ['lab.pdf', 'Labor.pdf'],
  'medication-list?': ['prescription.pdf', 'Rezept.pdf', 'ordonnance.pdf', 'receta.pdf'],
  other: [
    // Nobody named them.
    'scan001.pdf',
    'IMG_1234.jpg',
    'doc.pdf',
    'document (3).pdf',
    '20240312_101112.jpg',
    'CamScanner 03-12-2024.pdf',
    'WhatsApp Image 2024-03-12 at 10.11.12.jpeg',
    'f47ac10b-58cc-4372-a567-0e02b2c3d479.pdf',
    '4c106fbc48.pdf',
    '95b20156fbc77eb0.pdf',
    'a1b2cbc9d8e7.pdf',
    'scanner.pdf',
    '',
    // Words that are near but not it.
    'MR_SMITH.pdf',
    'Bill Smith.pdf',
    'letter.pdf',
    'Rx.pdf',
    'report.pdf',
    'Befund.pdf',
    'informe.pdf',
    'blood pressure diary.pdf',
    'labrador.pdf',
    'cto.pdf',
    'opera.pdf',
    'internal medicine.pdf',
    'radiotherapy.pdf',
    'surgery.pdf',
    'alta velocità.pdf',
    'pathway.pdf',
    'ECG.pdf',
    'pet insurance.pdf',
    'petition.pdf',
    'us hospital.pdf',
    'echo.pdf',
    'photo of my cat.jpg',
    // About care, and no record of it.
    'MRI appointment.pdf',
    'MRI invoice.pdf',
    'Rechnung Labor.pdf',
    'Überweisung Bank.pdf',
    'factura radiografía.pdf',
    'facture IRM.pdf',
    'fattura ecografia.pdf',
    'factuur MRI.pdf',
    'consent guidelines.pdf',
    'colonoscopy prep.pdf',
    'Versicherung.pdf',
    'convocation scanner thoracique.pdf',
    // Asked for, not done.
    'MRI request.pdf',
    'ordonnance IRM genou.pdf',
    'richiesta ecografia.pdf',
    'aanvraag MRI knie.pdf',
    // Two at once.
    'pathology and radiology report.pdf',
    'CT guided biopsy.pdf',
    'MRI and blood test.pdf',
    'Discharge summary and medication list.pdf',
  ],
};

/** Heads of records as they are printed, and what they are. */
const TEXTS: readonly (readonly [expected: string, text: string])[] = [
  [
    'radiology-report',
    'ST MARY HOSPITAL\nDepartment of Radiology\nMRI BRAIN WITHOUT CONTRAST\nTechnique: axial T1 and T2.\nComparison: none.\nFindings: no acute infarct.\nImpression: normal study.',
  ],
  [
    'radiology-report',
    'RADIOLOGY REPORT\nPatient: A. B.\nExam: CT chest\nFindings: clear lungs.\nImpression: normal.',
  ],
  [
    'radiology-report',
    'Institut für Radiologie\nMRT des Schädels nativ\nTechnik: T1, T2, FLAIR\nBefund: keine Ischämie.\nBeurteilung: Altersentsprechend.\nVergleich: keine Voraufnahmen.',
  ],
  [
    'radiology-report',
    'INFORME RADIOLÓGICO\nTAC de tórax con contraste\nTécnica: helicoidal.\nHallazgos: sin nódulos.\nConclusión: normal.',
  ],
  [
    'radiology-report',
    'COMPTE RENDU IRM\nTechnique : séquences T1 et T2.\nRésultats : pas de lésion.\nConclusion : examen normal.',
  ],
  ['radiology-report', 'REFERTO RADIOLOGICO\nRX torace\nReperti: nei limiti.\nConclusioni: negativo.'],
  [
    'radiology-report',
    'Relatório de Ressonância Magnética\nTécnica: T1 e T2.\nAchados: sem alterações.\nConclusão: normal.',
  ],
  [
    'radiology-report',
    'Radiologieverslag\nMRI knie links\nTechniek: T1.\nBevindingen: geen.\nConclusie: normaal.',
  ],
  [
    'pathology-report',
    'SURGICAL PATHOLOGY REPORT\nSpecimen: right breast, core biopsy\nGross description: three cores.\nMicroscopic description: invasive ductal carcinoma.',
  ],
  [
    'pathology-report',
    'Institut für Pathologie\nHistologischer Befund\nUntersuchungsmaterial: Mamma rechts\nMakroskopie: drei Zylinder\nMikroskopie: Karzinom',
  ],
  [
    'pathology-report',
    'Servicio de Anatomía Patológica\nMuestra: próstata\nDescripción macroscópica: cilindros\nDescripción microscópica: adenocarcinoma, Gleason 7',
  ],
  [
    'pathology-report',
    'ESAME ISTOLOGICO\nMateriale inviato: cute\nMacroscopia: losanga\nMicroscopia: nevo\nMargini indenni',
  ],
  [
    'operation-note',
    'OPERATIVE REPORT\nPreoperative diagnosis: cholelithiasis\nPostoperative diagnosis: same\nAnesthesia: general\nEstimated blood loss: 20 ml',
  ],
  [
    'operation-note',
    'Operationsbericht\nOperateur: Dr. Weber\nAnästhesie: ITN\nBlutverlust: 100 ml\nHautschnitt median.',
  ],
  [
    'operation-note',
    'COMPTE RENDU OPÉRATOIRE\nChirurgien : Dr Martin\nAnesthésie générale\nIncision cutanée médiane. Pertes sanguines 100 ml.',
  ],
  ['operation-note', 'Operatieverslag\nOperateur: dr. Jansen\nAnesthesie: algeheel\nBloedverlies: 50 ml'],
  [
    'lab-results',
    'Laboratory Report\nTest Result Units Reference range\nHemoglobin 13.2 g/dL 12-16\nCreatinine 0.9 mg/dL\nWBC 6.1',
  ],
  [
    'lab-results',
    'Laborbefund\nParameter Ergebnis Einheit Referenzbereich\nHämoglobin 13,2 g/dl\nKreatinin 0,9 mg/dl\nLeukozyten 6,1',
  ],
  [
    'lab-results',
    'Análisis clínicos\nHemoglobina 13,2 g/dl\nCreatinina 0,9 mg/dl\nLeucocitos 6,1\nValores de referencia',
  ],
  [
    'lab-results',
    'Laboratoire Dupont\nHémoglobine 13,2 g/dl\nCréatinine 80 µmol/l\nLeucocytes 6,1\nValeurs de référence',
  ],
  ['medication-list', 'MEDICATION LIST\nMetoprolol 50 mg tablet, twice daily\nAspirin 100 mg once daily'],
  [
    'medication-list',
    'Medikationsplan\nWirkstoff Handelsname Stärke morgens mittags abends\nMetoprolol Beloc 47,5 mg Tablette 1 0 0',
  ],
  [
    'discharge-summary',
    'DISCHARGE SUMMARY\nDate of admission: 2024-03-01\nDate of discharge: 2024-03-05\nHospital course: uneventful.\nDischarge medications: aspirin.',
  ],
  [
    'discharge-summary',
    'INFORME DE ALTA\nFecha de ingreso: 01/03/2024\nFecha de alta: 05/03/2024\nEvolución: favorable.\nTratamiento al alta: AAS.',
  ],
  [
    'discharge-summary',
    'Ontslagbrief\nOpnamedatum 1 maart 2024\nOntslagdatum 5 maart 2024\nBeloop: ongestoord.\nOntslagmedicatie: geen',
  ],
  [
    'consent',
    'CONSENT FORM\nI hereby give my consent to the operation. The risks were explained to me.\nSignature of patient',
  ],
  [
    'consent',
    'Einwilligungserklärung\nIch willige ein in die Behandlung. Die Risiken wurden erläutert.\nUnterschrift',
  ],
  [
    'referral',
    'Referral letter\nDear colleague, thank you for seeing this 54-year-old man.\nReason for referral: chest pain.',
  ],
  ['treatment-plan', 'TREATMENT PLAN\nIntent: curative\nRegimen: FOLFOX, 6 cycles'],
  ['treatment-plan', 'Plan de traitement\nObjectif du traitement : curatif\n6 cures'],
  // None of them.
  [
    'other',
    'Dear Sir, please bring your referral letter, your medication list and the pathology report to the clinic.',
  ],
  ['other', 'INVOICE\nMRI brain\nRadiology report\nTotal 300 EUR'],
  ['other', 'Menu of the week\nMonday: soup\nTuesday: fish'],
  ['other', ''],
];

describe('the category of a record', () => {
  for (const [expected, names] of Object.entries(NAMES))
    it(`${expected}: ${names.length} names`, () => {
      for (const name of names) assert.equal(brief(name), expected, name);
    });

  it('names are enough for a fair table', () => {
    const named = Object.values(NAMES).flat();
    assert.ok(named.length >= 150, `${named.length}`);
    assert.equal(new Set(named).size, named.length);
  });

  it('accents written as two characters, as macOS does', () => {
    assert.equal(brief('compte rendu opératoire.pdf'.normalize('NFD')), 'operation-note');
    assert.equal(brief('Überweisung.pdf'.normalize('NFD')), 'referral');
  });

  it('from a text, where the name says nothing', () => {
    for (const [expected, text] of TEXTS)
      assert.equal(brief('scan001.pdf', '', text), expected, text.slice(0, 40));
  });

  it('name and text that contradict each other give no guess', () => {
    const [, radiology] = TEXTS[1] as readonly [string, string];
    assert.equal(brief('Discharge summary.pdf', '', radiology), 'other');
    assert.equal(brief('Radiology report.pdf', '', radiology), 'radiology-report');
    // A hint gives way to what the text is sure of.
    assert.equal(brief('Arztbrief.pdf', '', radiology), 'radiology-report');
  });

  it('a folder suggests, and its own names go before it', () => {
    assert.equal(brief('scan1.pdf', 'Disc/Lab results'), 'lab-results?');
    assert.equal(brief('scan1.pdf', 'Lab results/2024'), 'lab-results?');
    assert.equal(brief('MRI brain.pdf', 'Lab results'), 'radiology-report');
    assert.equal(brief('scan1.pdf', 'Rechnungen'), 'other');
  });

  it('never throws and stays in the list, whatever the name and text', () => {
    const piece = fc.constantFrom(
      'mri',
      ' ',
      '_',
      'report',
      'é',
      '\u202e',
      'Befund',
      '<',
      '{',
      '\n',
      'consent',
      '\ud800',
    );
    const any = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(any, any, any, (fileName, folder, text) => {
        const { category } = guessCategory({ fileName, folder, text });
        assert.ok(RecordCategory.options.includes(category));
        suggestTitle(fileName);
        suggestDate({ fileName, text }, new Date(0));
      }),
      { numRuns: 500 },
    );
  });
});

const cda = (code: string, prefix = '') => {
  const p = prefix && `${prefix}:`;
  return `\ufeff<?xml version="1.0"?><!-- <ClinicalDocument> --><${p}ClinicalDocument xmlns${prefix && `:${prefix}`}="urn:hl7-org:v3"><${p}typeId root="1" extension="POCD_HD000040"/><${p}code
    displayName="&lt;x&gt;" code='${code}' codeSystem="2.16.840.1.113883.6.1"/><${p}component><${p}section><${p}code code="11502-2" codeSystem="2.16.840.1.113883.6.1"/></${p}section></${p}component></${p}ClinicalDocument>`;
};
const coded = (system: string, code: string) => ({ coding: [{ system, code }] });
const LOINC = 'http://loinc.org';
const V2 = 'http://terminology.hl7.org/CodeSystem/v2-0074';
const json = (value: unknown) => JSON.stringify(value);
const bundle = (...resources: unknown[]) =>
  json({ resourceType: 'Bundle', entry: resources.map((resource) => ({ resource })) });
const said = (text: string) => {
  const guess = guessByCodes(text);
  return guess && `${guess.category}${guess.certain ? '' : '?'}`;
};

describe('documents that say by code what they are', () => {
  it('C-CDA, with and without a prefix', () => {
    for (const [code, expected] of [
      ['11502-2', 'lab-results'],
      ['18842-5', 'discharge-summary'],
      ['11526-1', 'pathology-report'],
      ['18748-4', 'radiology-report'],
      ['11504-8', 'operation-note'],
      ['57133-1', 'referral'],
      ['59284-0', 'consent'],
      ['10160-0', 'medication-list'],
      ['18776-5', 'treatment-plan'],
      ['34133-9', 'other'],
      ['99999-9', 'other?'],
    ] as const) {
      assert.equal(said(cda(code)), expected);
      assert.equal(said(cda(code, 'hl7')), expected);
    }
  });

  it('an unknown code leaves the name its say; a known one decides against it', () => {
    assert.equal(brief('Lab results.xml', '', cda('99999-9')), 'lab-results');
    assert.equal(brief('Lab results.xml', '', cda('18842-5')), 'discharge-summary');
    assert.equal(brief('Lab results.xml', '', cda('34133-9')), 'other');
  });

  it('FHIR resources in JSON', () => {
    const report = (...category: unknown[]) => json({ resourceType: 'DiagnosticReport', category });
    assert.equal(said(report(coded(V2, 'RAD'))), 'radiology-report');
    assert.equal(said(report(coded(V2, 'LAB'))), 'lab-results');
    assert.equal(said(report(coded(V2, 'LAB'), coded(V2, 'SP'))), 'pathology-report');
    assert.equal(said(report(coded(LOINC, 'LP29684-5'))), 'radiology-report');
    assert.equal(said(report(coded('urn:x', 'RAD'))), 'other?');
    assert.equal(
      said(json({ resourceType: 'DocumentReference', type: coded(LOINC, '18842-5') })),
      'discharge-summary',
    );
    assert.equal(said(json({ resourceType: 'MedicationStatement' })), 'medication-list');
    assert.equal(said(json({ resourceType: 'Consent' })), 'consent');
    assert.equal(said(json({ resourceType: 'CarePlan' })), 'treatment-plan');
    assert.equal(said(json({ resourceType: 'ServiceRequest' })), 'referral?');
    assert.equal(
      said(json({ resourceType: 'ServiceRequest', category: [coded('http://snomed.info/sct', '3457005')] })),
      'referral',
    );
    assert.equal(said(json({ resourceType: 'Patient' })), 'other?');
    assert.equal(said(json({ a: 1 })), null);
    assert.equal(said('{"resourceType":'), null);
  });

  it('bundles: by their composition, else by what all entries agree on', () => {
    const patient = { resourceType: 'Patient' };
    const observation = { resourceType: 'Observation', code: coded(LOINC, '718-7') };
    const lab = { resourceType: 'DiagnosticReport', category: [coded(V2, 'LAB')] };
    assert.equal(said(bundle(patient, lab, observation)), 'lab-results');
    assert.equal(said(bundle(lab, { ...lab, category: [coded(V2, 'RAD')] })), 'other?');
    assert.equal(
      said(bundle({ resourceType: 'Composition', type: coded(LOINC, '11504-8') }, patient, lab)),
      'operation-note',
    );
    assert.equal(said(bundle({ resourceType: 'Composition', type: coded(LOINC, '60591-5') }, lab)), 'other');
  });

  it('FHIR resources in XML', () => {
    const coding = (element: string, system: string, code: string) =>
      `<${element}><coding><system value="${system}"/><code value="${code}"/></coding></${element}>`;
    const root = (name: string, inner: string) => `<${name} xmlns="http://hl7.org/fhir">${inner}</${name}>`;
    assert.equal(said(root('DiagnosticReport', coding('category', V2, 'RAD'))), 'radiology-report');
    const entry = `<DiagnosticReport>${coding('code', LOINC, '11526-1')}</DiagnosticReport>`;
    assert.equal(said(root('Bundle', `<entry><resource>${entry}</resource></entry>`)), 'pathology-report');
    assert.equal(said('<other xmlns="urn:x"/>'), null);
  });

  it('hostile markup: deep, cut, never closed', () => {
    for (const text of [
      '<a>'.repeat(100_000),
      '<!--'.repeat(100_000),
      '<![CDATA['.repeat(100_000),
      '<a b="'.repeat(100_000),
      `{"resourceType":"Bundle","entry":${'['.repeat(100_000)}`,
      cda('11502-2').slice(0, 150),
    ])
      assert.doesNotThrow(() => guessCategory({ fileName: 'a.xml', folder: '', text }));
  });
});

describe('the date of a record', () => {
  const now = new Date('2026-05-01T12:00:00Z');
  const dateOf = (fileName: string, text?: string) => suggestDate({ fileName, text }, now);

  it('from the name, where no two countries read it differently', () => {
    for (const [name, expected] of [
      ['MRI 2024-03-12.pdf', '2024-03-12'],
      ['MRI_2024_03_12.pdf', '2024-03-12'],
      ['Befund 12.03.2024.pdf', '2024-03-12'],
      ['Labor_20240312.pdf', '2024-03-12'],
      ['Report 25-03-2024.pdf', '2024-03-25'],
      ['Report 03-25-2024.pdf', '2024-03-25'],
      ['Report 05-05-2024.pdf', '2024-05-05'],
      ['letter 12 March 2024.pdf', '2024-03-12'],
      ['letter March 12th, 2024.pdf', '2024-03-12'],
      ['Brief 12. März 2024.pdf', '2024-03-12'],
      ['informe 12 de marzo de 2024.pdf', '2024-03-12'],
      ['CR 1er février 2024.pdf', '2024-02-01'],
      ['referto 12 giugno 2024.pdf', '2024-06-12'],
      ['relatório 12 de março de 2024.pdf', '2024-03-12'],
      ['verslag 12 mei 2024.pdf', '2024-05-12'],
      ['MRI_12Mar2024.pdf', '2024-03-12'],
      // 3 December or 12 March; none; impossible; to come; a birth date; two of them; the photo's own.
      ['Report 03-12-2024.pdf', null],
      ['Report 12/3/24.pdf', null],
      ['Report.pdf', null],
      ['Report 2024-02-30.pdf', null],
      ['Report 2027-01-01.pdf', null],
      ['Smith 19560312.pdf', null],
      ['Smith dob 2010-03-12.pdf', null],
      ['labs 2024-03-12 to 2024-04-01.pdf', null],
      ['IMG_20240312_101112.jpg', null],
      ['Scan 2024-03-12.pdf', null],
      ['case 1234567890.pdf', null],
    ] as const)
      assert.equal(dateOf(name), expected, name);
  });

  it('from the text: the labelled one, never the birth date', () => {
    assert.equal(
      dateOf('scan1.pdf', 'DOB: 2010-04-01\nPrinted 2024-05-05\nDate of exam: 12 March 2024\nText'),
      '2024-03-12',
    );
    assert.equal(dateOf('scan1.pdf', 'geb. am 12.03.2008\nUntersuchung vom 14.04.2024'), '2024-04-14');
    assert.equal(dateOf('scan1.pdf', 'née le 12.03.2008'), null);
    assert.equal(dateOf('scan1.pdf', 'Fecha de nacimiento: 12.03.2008\n14.04.2024'), '2024-04-14');
    assert.equal(dateOf('scan1.pdf', '14.04.2024 and 15.04.2024'), null);
    assert.equal(dateOf('MRI 2023-01-02.pdf', '14.04.2024'), '2023-01-02');
  });
});

describe('the title of a record', () => {
  it('keeps what a person called it', () => {
    for (const [name, expected] of [
      ['Pathology_report_right_breast.pdf', 'Pathology report right breast'],
      ['OP-Bericht.pdf', 'OP-Bericht'],
      ['ct-head-final-2.pdf', 'ct head final 2'],
      ['MRI 2024-03-12.pdf', 'MRI 2024-03-12'],
      ['Brief Dr. Weber.pdf', 'Brief Dr. Weber'],
      ['Report (1).pdf', 'Report'],
      ['Report - Copy (2).pdf', 'Report'],
      ['Befund - Kopie.docx', 'Befund'],
      ['informe%20de%20alta.pdf', 'informe de alta'],
      ['C:\\Users\\me\\Labs.pdf', 'Labs'],
      ['bericht.knie.links.pdf', 'bericht knie links'],
      ['report\u202Efdp.pdf', 'reportfdp'],
      ['Mum’s scan results.pdf', 'Mum’s scan results'],
      ['检查报告.pdf', '检查报告'],
    ] as const)
      assert.equal(suggestTitle(name), expected, name);
  });

  it('drops what a camera, a scanner or a program called it', () => {
    for (const name of [
      'scan0001.pdf',
      'Scan_20240312.pdf',
      'IMG_1234.JPG',
      'IMG_20240312_101112~2.jpg',
      'DSC00012.JPG',
      'PXL_20240312_101112345.jpg',
      'WhatsApp Image 2024-03-12 at 10.11.12 (1).jpeg',
      'Screenshot 2024-03-12.png',
      'Bildschirmfoto 2024-03-12 um 10.11.12.png',
      'Captura de pantalla 2024.png',
      'Captura de ecrã.png',
      'document.pdf',
      'Documento sin título.docx',
      'Unbenannt.pdf',
      'f47ac10b-58cc-4372-a567-0e02b2c3d479.pdf',
      'd41d8cd98f00b204e9800998ecf8427e.pdf',
      '12345.pdf',
      '2024-03-12.pdf',
      '.pdf',
      '',
    ])
      assert.equal(suggestTitle(name), null, name);
  });

  it('is short and has no control or direction characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const title = suggestTitle(name);
        if (title === null) return;
        assert.ok(Array.from(title).length <= 120 && title.trim() !== '');
        assert.doesNotMatch(title, /[\u0000-\u001f\u202a-\u202e]/); // eslint-disable-line no-control-regex -- as above
      }),
    );
  });
});

describe('readable text', () => {
  const read = (content: string | Uint8Array<ArrayBuffer>, type: string) =>
    readableText(new Blob([content]), type);

  it('plain text in the encodings that are met', async () => {
    assert.equal(await read('Überweisung', 'text/plain'), 'Überweisung');
    assert.equal(await read(Uint8Array.of(0xdc, 0x62, 0x65, 0x72), 'text/plain'), 'Über');
    assert.equal(await read(Uint8Array.of(0xff, 0xfe, 0xdc, 0, 0x62, 0), 'text/plain'), 'Üb');
    assert.equal(await read('x', 'application/pdf'), '');
  });

  it('RTF without its tables', async () => {
    const rtf =
      "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\*\\generator Word;}{\\info{\\title Secret}}\\f0 Entlassungs\\'fcbersicht\\par Stra\\u223?e \\{1\\}\\tab 2}";
    assert.equal(await read(rtf, 'application/rtf'), 'Entlassungsübersicht\nStraße {1} 2');
  });

  it('hostile RTF ends', async () => {
    for (const rtf of [
      '{'.repeat(200_000),
      '}'.repeat(200_000),
      '\\u1'.repeat(100_000),
      "\\'".repeat(100_000),
    ])
      assert.equal(typeof (await read(rtf, 'text/rtf')), 'string');
  });
});
