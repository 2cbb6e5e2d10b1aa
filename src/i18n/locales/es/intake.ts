import type { FirstMessages } from '../../messages.js';

export const intake: FirstMessages['intake'] = {
  title: 'Pida una segunda opinión',
  introTime: 'Todo dura unos 10 minutos. Puede hacer pausas cuando sus datos estén guardados.',
  haveCase: 'Ya tengo un caso',
  introNeed:
    'Tenga a mano: su correo electrónico y sus registros e imágenes (archivos, fotos o un disco). También puede enviar los registros más tarde.',
  introTurnaround: (min, max) =>
    `El informe llega de ${min} a ${max} días hábiles después de tener todos los registros.`,
  steps: {
    eligibility: 'Unas preguntas',
    details: 'Sus datos',
    consent: 'Su consentimiento',
    documents: 'Registros e imágenes',
    review: 'Revisar y enviar',
  },
  stepsLabel: 'Pasos',
  stepOf: (number, total, name) => `Paso ${number} de ${total}: ${name}`,
  stepDone: 'Hecho',
  stepNow: 'Usted está aquí',
  stepToCome: 'Pendiente',
  contact: (organisation) => `¿Preguntas? Comuníquese con ${organisation}:`,
};
