/** Not yet reviewed by a clinician who speaks Spanish as a first language. */
import type { MoreMessages } from '../../messages.js';

export const eligibility: MoreMessages['eligibility'] = {
  call: (number) => `Llamar al ${number}`,
  callLocal: 'Llame ahora al número de emergencias de su zona.',
  contact: (organisation) => `¿Preguntas? Llame a ${organisation}:`,
  question: (number) => `Pregunta ${number}`,
  atMost: (count, formatted) =>
    count === 0
      ? 'la última'
      : count === 1
        ? 'como máximo 1 más después de esta'
        : `como máximo ${formatted} más después de esta`,
  numberWithUnit: (answer, unit) => `${answer} ${unit}`,
  mark: {
    eligible: 'Cumple los requisitos',
    'not-eligible': 'No es posible con este servicio',
    'needs-review': 'Lo decidirá una persona',
    'seek-care-now': 'Urgente',
  },
  other: 'Otra respuesta',
  otherLabel: 'Con sus palabras',
  day: 'Día',
  month: 'Mes',
  year: 'Año',
  notAnswered: 'Sin respuesta',
  seeResult: 'Ver el resultado',
  print: 'Imprimir esta página',
  why: 'Por qué',
  next: 'Qué puede hacer ahora',
  otherResult:
    'El sistema de la clínica revisó de nuevo sus respuestas y llegó a este resultado. Vale este y no el que se mostró antes.',
  sameEitherWay:
    'Varias de sus respuestas llevan a este resultado. Las preguntas que omitimos no lo cambiarían.',
  yourAnswers: 'Sus respuestas',
  yourAnswersHint: '¿Algo no es correcto? Cambie una respuesta y calcularemos el resultado de nuevo.',
  goOn: 'Continuar',
  saving: 'Guardando sus respuestas',
  saved: 'Sus respuestas están guardadas.',
  problem: {
    choose: 'Elija una respuesta para continuar',
    chooseAny: 'Elija todo lo que corresponda, o la última opción si nada corresponde',
    other: 'Explique con sus palabras la otra respuesta',
    number: 'Escriba un número entero, por ejemplo 42',
    decimal: (example) => `Escriba un número, por ejemplo ${example}`,
    decimals: (count, formatted) =>
      count === 1
        ? 'Escriba un número con 1 decimal como máximo'
        : `Escriba un número con ${formatted} decimales como máximo`,
    range: (min, max) => `Escriba un número de ${min} a ${max}`,
    date: 'Escriba el día, el mes y el año',
    dateDay: 'Escriba el día como número, por ejemplo 5 o 27',
    dateMonth: 'Escriba el mes como número del 1 al 12',
    dateYear: 'Escriba el año con 4 cifras, por ejemplo 1984',
    dateReal: 'Escriba una fecha que exista en el calendario. Revise el día y el mes',
    dateRange: (min, max) => `Escriba una fecha entre el ${min} y el ${max}`,
    text: 'Escriba su respuesta',
    long: (most) => `Su respuesta es demasiado larga. Acórtela a ${most} caracteres o menos`,
    both: 'Escriba una respuesta o elija «No lo sé», pero no las dos cosas',
  },
};
