/** Not yet reviewed by a clinician who speaks Spanish as a first language. */
import type { Messages } from '../../messages.js';

export const eligibility: Messages['eligibility'] = {
  before: 'Antes de empezar',
  takes: 'Toma unos dos minutos. No necesita sus registros médicos para esto.',
  forWhom: 'Puede responder por usted, por su hijo o hija, o por alguien a quien cuida.',
  cost: (cost) => `Cuánto cuesta: ${cost}`,
  sentAtEnd: (organisation) =>
    `Sus respuestas se quedan en esta página hasta la última pregunta. Luego las enviamos a ${organisation}, sin su nombre.`,
  sentAtEndNoName:
    'Sus respuestas se quedan en esta página hasta la última pregunta. Luego las enviamos a la clínica, sin su nombre.',
  neverSent: 'Sus respuestas se quedan en esta página. No se envían a nadie.',
  close:
    'Puede cerrar esta página cuando quiera. Si la cierra antes de terminar, tendrá que empezar de nuevo.',
  noAdvice: 'Esto no es un consejo médico y no reemplaza a su médico.',
  emergencyTitle: '¿Es una emergencia?',
  emergencyNumber: (number) => `Llame al ${number} ahora. No espere una segunda opinión.`,
  emergencyNoNumber: 'Llame ahora al número de emergencias de su zona. No espere una segunda opinión.',
  call: (number) => `Llamar al ${number}`,
  callLocal: 'Llame ahora al número de emergencias de su zona.',
  contact: (organisation) => `¿Preguntas? Llame a ${organisation}:`,
  start: 'Empezar',
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
  outdatedTitle: 'Las preguntas cambiaron desde que usted empezó',
  outdatedText:
    'Responda, por favor, las preguntas nuevas. Lamentamos tener que preguntarle otra vez. Toma unos dos minutos.',
  problem: {
    choose: 'Elija una respuesta para continuar',
    chooseAny: 'Elija todo lo que corresponda, o la última opción si nada corresponde',
    number: 'Escriba un número entero, por ejemplo 42',
    range: (min, max) => `Escriba un número de ${min} a ${max}`,
    both: 'Escriba un número o elija «No lo sé», pero no las dos cosas',
  },
  notSetUpTitle: 'Todavía no se pueden mostrar las preguntas',
  notSetUpText:
    'Esta parte del sitio web aún no está lista. No es culpa suya. Llame a la clínica o vuelva más tarde.',
  invalidTitle: 'Ahora no se pueden mostrar las preguntas',
  invalidText:
    'Hay un error en la forma en que se prepararon las preguntas. No es culpa suya. Llame a la clínica.',
};
