/** Not yet reviewed by a clinician who speaks Spanish as a first language. */
import type { FirstMessages } from '../../messages.js';

export const eligibility: FirstMessages['eligibility'] = {
  before: 'Antes de empezar',
  takes: 'Toma unos dos minutos. No necesita sus registros médicos para esto.',
  forWhom: 'Puede responder por usted, por su hijo o hija, o por alguien a quien cuida.',
  cost: (cost) => `Cuánto cuesta: ${cost}`,
  sentAtEnd: (organisation) =>
    `Sus respuestas se quedan en esta página hasta que pida ver su resultado. Luego las enviamos a ${organisation}, sin su nombre.`,
  sentAtEndNoName:
    'Sus respuestas se quedan en esta página hasta que pida ver su resultado. Luego las enviamos a la clínica, sin su nombre.',
  neverSent: 'Sus respuestas se quedan en esta página. No se envían a nadie.',
  close:
    'Puede cerrar esta página cuando quiera. Si la cierra antes de terminar, tendrá que empezar de nuevo.',
  noAdvice: 'Esto no es un consejo médico y no reemplaza a su médico.',
  emergencyTitle: '¿Es una emergencia?',
  emergencyNumber: (number) => `Llame al ${number} ahora. No espere una segunda opinión.`,
  emergencyNoNumber: 'Llame ahora al número de emergencias de su zona. No espere una segunda opinión.',
  start: 'Empezar',
  outdatedTitle: 'Las preguntas cambiaron desde que usted empezó',
  outdatedText:
    'Responda, por favor, las preguntas nuevas. Lamentamos tener que preguntarle otra vez. Toma unos dos minutos.',
  notSetUpTitle: 'Todavía no se pueden mostrar las preguntas',
  notSetUpText:
    'Esta parte del sitio web aún no está lista. No es culpa suya. Llame a la clínica o vuelva más tarde.',
  invalidTitle: 'Ahora no se pueden mostrar las preguntas',
  invalidText:
    'Hay un error en la forma en que se prepararon las preguntas. No es culpa suya. Llame a la clínica.',
};
