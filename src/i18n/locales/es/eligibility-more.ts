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
  why: 'Por qué',
  next: 'Qué puede hacer ahora',
  otherResult:
    'El sistema de la clínica revisó de nuevo sus respuestas y llegó a este resultado. Vale este y no el que se mostró antes.',
  yourAnswers: 'Sus respuestas',
  yourAnswersHint: '¿Algo no es correcto? Cambie una respuesta y calcularemos el resultado de nuevo.',
  goOn: 'Continuar',
  saving: 'Guardando sus respuestas',
  saved: 'Sus respuestas están guardadas.',
  problem: {
    choose: 'Elija una respuesta para continuar',
    chooseAny: 'Elija todo lo que corresponda, o la última opción si nada corresponde',
    number: 'Escriba un número entero, por ejemplo 42',
    range: (min, max) => `Escriba un número de ${min} a ${max}`,
    both: 'Escriba un número o elija «No lo sé», pero no las dos cosas',
  },
};
