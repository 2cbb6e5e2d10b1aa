/** The whole journey: the steps after the first. */
import type { MoreMessages } from '../../messages.js';

export const intake: MoreMessages['intake'] = {
  details: {
    title: 'Sus datos',
    lead: 'Los usamos para abrir su caso y para comunicarnos con usted.',
    whoFor: '¿Para quién es la segunda opinión?',
    who: { me: 'Para mí', child: 'Para mi hijo o hija', other: 'Para otra persona' },
    patient: 'Sobre el paciente',
    patientMe: 'Sobre usted',
    givenName: 'Nombre',
    familyName: 'Apellidos',
    birthDate: 'Fecha de nacimiento',
    birthHint: 'Por ejemplo: día 17, mes 5, año 1964',
    day: 'Día',
    month: 'Mes',
    year: 'Año',
    representative: 'Sobre usted',
    representativeHint: 'Usted representa al paciente; por eso necesitamos saber quién es.',
    representativeName: 'Su nombre completo',
    role: '¿Qué relación tiene con el paciente?',
    roles: {
      parent: 'Madre o padre',
      guardian: 'Tutor legal',
      'power-of-attorney': 'Tengo un poder notarial',
      family: 'Familiar',
      other: 'Otra relación',
    },
    authority: 'Tengo permiso para actuar por este paciente en asuntos de salud.',
    contact: 'Cómo comunicarnos con usted',
    email: 'Correo electrónico',
    emailHint: 'Solo le avisamos de que hay noticias. Nunca escribimos datos de salud en un correo.',
    phone: 'Teléfono',
    reason: '¿Por qué desea una segunda opinión?',
    reasonHint: 'Con sus propias palabras. Unas frases ayudan al especialista.',
    problems: {
      'who-for': 'Elija para quién es la segunda opinión',
      'given-name': 'Escriba el nombre del paciente, con 100 letras como máximo',
      'family-name': 'Escriba los apellidos del paciente, con 100 letras como máximo',
      'birth-missing': 'Escriba el día, el mes y el año de nacimiento',
      'birth-not-real': 'Escriba una fecha de nacimiento real, como 17, 5 y 1964 para el 17 de mayo de 1964',
      'birth-future': 'La fecha de nacimiento no puede estar en el futuro',
      'birth-too-old': 'El año de nacimiento debe estar dentro de los últimos 130 años',
      'representative-name': 'Escriba su nombre completo, con 200 letras como máximo',
      'representative-role': 'Elija qué relación tiene con el paciente',
      'representative-authority': 'Confirme que tiene permiso para actuar por este paciente',
      'email-missing': 'Escriba su correo electrónico',
      'email-form': 'Escriba un correo electrónico como nombre@example.com',
      phone: 'Escriba un teléfono con 40 signos como máximo',
      reason: 'Acorte el motivo a 4000 letras como máximo',
    },
  },
  other: {
    title: 'Ya tiene un caso en este dispositivo',
    text: (reference) =>
      `Se empezó en otra pestaña o ventana. Su referencia es ${reference}. Para no abrir un segundo caso, siga con ese.`,
    goOn: 'Seguir con ese caso',
  },
  consent: {
    title: 'Su consentimiento',
    lead: 'Lea el texto, por favor. Si representa a otra persona, acepta en su nombre.',
    version: (version) => `Versión ${version}`,
    otherLanguage:
      'Este texto no está disponible en su idioma. Se muestra en el idioma que ofrece la clínica.',
    agree: 'He leído este texto y acepto',
    agreed: (date) => `Usted aceptó este texto el ${date}`,
    missing: (title) => `Para seguir, marque que acepta: ${title}`,
    none: 'La clínica no ofrece ahora ningún texto de consentimiento. Llame a la clínica, por favor.',
  },
  documents: {
    goOn: 'Continuar',
    later: 'Enviaré los registros más tarde',
    laterHint:
      'También puede enviar registros en cualquier momento después. La revisión empieza cuando estén completos.',
  },
  review: {
    title: 'Revisar y enviar',
    lead: 'Compruebe que todo está bien. Después, envíe su solicitud al equipo médico.',
    patient: 'Paciente',
    birthDate: 'Fecha de nacimiento',
    representative: 'Representa al paciente',
    email: 'Correo electrónico',
    phone: 'Teléfono',
    reason: 'Motivo',
    notGiven: 'Sin indicar',
    consent: 'Consentimiento',
    consentGiven: (title, date) => `${title}: aceptado el ${date}`,
    documents: 'Registros',
    received: (count, formatted) =>
      count === 0
        ? 'Todavía no se ha recibido ningún archivo'
        : count === 1
          ? 'La clínica ha recibido 1 archivo'
          : `La clínica ha recibido ${formatted} archivos`,
    stillSending: (count, formatted) =>
      count === 1
        ? '1 archivo todavía se está enviando. Sigue mientras esta página esté abierta.'
        : `${formatted} archivos todavía se están enviando. Siguen mientras esta página esté abierta.`,
    next: 'Qué pasa después',
    nextCheck: 'El equipo médico mira su solicitud y le pregunta si falta algo.',
    nextReport: (min, max) =>
      `Un especialista revisa su caso. El informe llega de ${min} a ${max} días hábiles después de tener todos los registros.`,
    nextTrack: 'Usted ve cada paso en esta página.',
    cost: (cost) => `Costo: ${cost}`,
    send: 'Enviar al equipo médico',
  },
  sent: {
    title: 'El equipo médico tiene su solicitud',
    text: (reference) => `Su referencia es ${reference}. Abajo ve en qué punto está su caso.`,
  },
  working: 'Guardando',
  sending: 'Enviando',
  welcome: {
    title: 'Le damos la bienvenida de nuevo',
    text: (reference) => `Seguimos con su caso. Su referencia es ${reference}.`,
    notMine: 'Este no es mi caso',
    startOver: 'Empezar de nuevo en este dispositivo',
  },
  forget: {
    title: '¿Empezar de nuevo en este dispositivo?',
    text: 'Este dispositivo olvida el caso. La clínica conserva lo enviado. Ya no podrá abrir el caso desde este dispositivo; para saber de él, llame a la clínica con la referencia.',
    confirm: 'Olvidar el caso y empezar de nuevo',
    failed: 'Este dispositivo no pudo olvidar el caso',
  },
  close: {
    question: '¿Puedo cerrar esta página?',
    unsaved: 'Todavía no hay nada guardado. Si cierra esta página, empieza de nuevo.',
    saved:
      'Sí. Su caso está guardado. Vuelva en este dispositivo dentro de 90 días. Los cambios en esta página con los que no haya continuado no se guardan.',
    savedAccount:
      'Sí. Su caso está guardado. Inicie sesión aquí de nuevo para seguir. Los cambios en esta página con los que no haya continuado no se guardan.',
    sending: 'Deje esta página abierta, por favor: todavía se envían archivos. El caso ya está guardado.',
    working: 'Espere un momento, por favor: estamos guardando.',
  },
};
