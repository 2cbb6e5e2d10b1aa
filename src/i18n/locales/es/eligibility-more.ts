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
  skip: 'Prefiero no responder',
  checkTitle: 'Revise sus respuestas',
  checkText: '¿Está todo bien? Puede cambiar cualquier respuesta antes de ver su resultado.',
  checkSends: 'Al continuar, enviamos estas respuestas a la clínica, sin su nombre.',
  seeResult: 'Ver su resultado',
  print: 'Imprimir esta página',
  why: 'Por qué',
  next: 'Qué puede hacer ahora',
  otherResult:
    'El sistema de la clínica revisó de nuevo sus respuestas y llegó a este resultado. Vale este y no el que se mostró antes.',
  sameEitherWay:
    'Varias de sus respuestas llevan a este resultado. Las preguntas que omitimos no lo cambiarían.',
  yourAnswers: 'Sus respuestas',
  yourAnswersHint: '¿Algo no es correcto? Cambie una respuesta y calcularemos el resultado de nuevo.',
  because: 'Este resultado se debe a estas respuestas',
  otherAnswers: 'Sus otras respuestas',
  whatIf: 'Qué cambiaría este resultado',
  whatIfText:
    '¿Alguna respuesta no era correcta, o cambió algo? Cada línea indica una respuesta que llevaría a otro resultado. Por favor, dé solo respuestas que sean ciertas para usted.',
  wouldBe: (question, answers, outcome) =>
    `Si su respuesta a «${question}» fuera ${answers}, el resultado sería «${outcome}».`,
  quoted: (answer) => `«${answer}»`,
  numberRun: {
    between: (from, to) => `de ${from} a ${to}`,
    atLeast: (from) => `${from} o más`,
    atMost: (to) => `${to} o menos`,
    any: 'un número',
  },
  dateRun: {
    between: (from, to) => `del ${from} al ${to}`,
    atLeast: (from) => `${from} o después`,
    atMost: (to) => `${to} o antes`,
    any: 'una fecha',
  },
  keep: {
    title: 'Respuestas en este dispositivo',
    close:
      'Puede cerrar esta página cuando quiera. Puede guardar sus respuestas en este dispositivo y continuar más tarde.',
    offer: (until) =>
      `¿Necesita una pausa? Puede guardar sus respuestas en este dispositivo hasta el ${until}, o hasta que tenga su resultado. Otras personas que usen este dispositivo podrían verlas.`,
    keep: 'Guardar mis respuestas en este dispositivo',
    kept: 'Sus respuestas ahora se guardan en este dispositivo.',
    on: (until) =>
      `Sus respuestas se guardan en este dispositivo hasta el ${until}, o hasta que tenga su resultado. Otras personas que usen este dispositivo podrían verlas.`,
    forget: 'Olvidar mis respuestas',
    forgotten: 'Sus respuestas se borraron de este dispositivo.',
    unavailable:
      'Este navegador no puede guardar sus respuestas. Tal vez sea una ventana privada. Si cierra la página, tendrá que empezar de nuevo.',
    foundTitle: (from) => `Sus respuestas del ${from} están en este dispositivo`,
    foundText: (until) =>
      `Se guardan hasta el ${until}. Otras personas que usen este dispositivo podrían verlas. Puede continuar donde lo dejó.`,
    again: 'Empezar de nuevo (las borra)',
    changedTitle: 'Las preguntas cambiaron desde su última visita',
    changed:
      'Sus respuestas anteriores ya no corresponden y se borraron de este dispositivo. Lamentamos tener que preguntarle otra vez.',
  },
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
