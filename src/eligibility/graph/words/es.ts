import type { AgeUnit } from '../../dates.js';
import { list, lowerFirst, plural, type GraphWords } from './words.js';

const esUnits: Record<AgeUnit, [string, string]> = {
  years: ['año', 'años'],
  months: ['mes', 'meses'],
  days: ['día', 'días'],
};
const esUnit = (count: number, unit: AgeUnit) => plural(count, ...esUnits[unit]);

export const es: GraphWords = {
  language: 'es',
  yes: 'Sí',
  no: 'No',
  notSure: 'No lo sé',
  leftOut: 'Sin respuesta',
  ownWords: 'Otra cosa',
  anyText: 'Cualquier texto',
  anyNumber: 'Cualquier número',
  anyDate: 'Cualquier fecha',
  anyAnswer: 'Cualquier respuesta',
  others: (count) => `y ${count} más`,
  kinds: {
    boolean: 'Sí o no',
    'single-choice': 'Una opción',
    'multiple-choice': 'Varias opciones',
    integer: 'Número entero',
    decimal: 'Número',
    date: 'Fecha',
    text: 'Palabras propias',
    note: 'Texto para leer',
  },
  outcomes: {
    eligible: 'Puede pedir una segunda opinión',
    'not-eligible': 'Aquí no es posible',
    'needs-review': 'El equipo lo revisa antes',
    'seek-care-now': 'Emergencia: atención ya',
  },
  between: (from, to) =>
    from === undefined
      ? `Hasta ${to}`
      : to === undefined
        ? `${from} o más`
        : from === to
          ? from
          : `De ${from} a ${to}`,
  atLeastAgo: (age, unit) => {
    if (age < 0) return `Dentro de ${esUnit(age, unit)} o antes`;
    if (age === 0) return 'Hoy o antes';
    return age === 1 && unit === 'days' ? 'Antes de hoy' : `Hace ${esUnit(age, unit)} o más`;
  },
  notYetAgo: (age, unit) => {
    if (age < 0) return `Dentro de más de ${esUnit(age, unit)}`;
    if (age === 0) return 'Después de hoy';
    return age === 1 && unit === 'days' ? 'Hoy o después' : `Hace menos de ${esUnit(age, unit)}`;
  },
  both: (bounds) => bounds.map((each, i) => (i === 0 ? each : lowerFirst(each))).join(' y '),
  number: (position) => `P${position}`,
  conditions: {
    quoted: (text) => `«${text}»`,
    all: (parts) => parts.join(' y '),
    any: (parts) => parts.join(' o '),
    not: (part) => `no (${part})`,
    bounds: (atLeast, atMost) =>
      atLeast === undefined
        ? `${atMost} como máximo`
        : atMost === undefined
          ? `${atLeast} como mínimo`
          : atLeast === atMost
            ? `exactamente ${atLeast}`
            : `de ${atLeast} a ${atMost}`,
    is: (question, values) => `${question} es ${list('es', 'disjunction', values)}`,
    includes: (question, option) => `${question} incluye ${option}`,
    chosen: (question, howMany, among) =>
      among.length > 0
        ? `en ${question} se eligen ${howMany} de ${list('es', 'conjunction', among)}`
        : `en ${question} se eligen ${howMany}`,
    answered: (question, answered) => `${question} ${answered ? 'tiene' : 'no tiene'} respuesta`,
    count: (howMany, parts) => `${howMany} de: ${parts.join('; ')}`,
    score: (questions, howMuch) => `los puntos de ${list('es', 'conjunction', questions)} suman ${howMuch}`,
  },
  next: (questions) => `Sigue: ${list('es', 'disjunction', questions)}`,
  neverEnds: 'Sin resultado: falta una regla',
  version: 'Versión',
  reviewBy: 'revisar antes del',
  asOf: 'fechas al',
  questionCount: (count) => plural(count, 'pregunta', 'preguntas'),
  ends: 'Cómo puede terminar',
  alwaysEnds: 'Termina aquí, responda lo que responda a lo demás',
  mayEnd: 'Puede terminar aquí, según otras respuestas',
  questions: 'Preguntas, en el orden en que se hacen',
  shownIf: (condition) => `Solo se muestra si ${condition}`,
  record: 'Se pregunta siempre que se muestra, para que conste',
  recordOnly: 'No decide. Se pregunta sea cual sea el resultado, salvo en una emergencia.',
  decidesRecord: (questions) => `Solo decide si se muestra ${list('es', 'conjunction', questions)}.`,
  neverAsked: 'Nunca se pregunta: nada depende de ella.',
  anyOrder: 'en el orden que necesita menos preguntas',
  decidesAbout: 'Influye en',
  rules: 'Qué lleva a cada resultado',
  rulesHelp: 'Decide la primera de estas reglas que se cumple.',
  otherwise: 'Si no se cumple ninguna',
  whenUnsure: 'Si un «no lo sé» lo deja abierto',
  tooLarge:
    'Esta definición es demasiado grande para calcular qué respuestas la terminan. El dibujo muestra en qué resultados influye cada pregunta, y nada más.',
  listedOrder: 'Los grupos de orden libre se dibujan en el orden de la lista: hay demasiados caminos.',
};
