/**
 * The definition that ships: general second opinion. Criteria as public programmes ask them (Cleveland Clinic,
 * Dana-Farber, Boston Children's, UCSF and others; docs/default-definition.md). No medical advice; grade 6.
 */
import type { EligibilityDefinition } from '../contract/index.js';

export const defaultDefinition: EligibilityDefinition = {
  format: 'eligibility/1',
  id: 'general',
  version: '2026-11',
  title: {
    en: 'Is a second opinion right for you?',
    es: '¿Le conviene una segunda opinión?',
  },
  intro: {
    en: 'A second opinion means that another specialist looks at your diagnosis, your test results or your treatment plan. Asking for one is normal.',
    es: 'Una segunda opinión significa que otro especialista revisa su diagnóstico, sus resultados o su plan de tratamiento. Pedirla es normal.',
  },
  reviewBy: '2027-11-01',
  questions: [
    {
      id: 'warning-signs',
      kind: 'multiple-choice',
      label: {
        en: 'Is any of this happening right now?',
        es: '¿Está pasando algo de esto ahora mismo?',
      },
      help: {
        en: 'Think of the person the second opinion is for. Choose all that apply.',
        es: 'Piense en la persona para quien es la segunda opinión. Elija todo lo que corresponda.',
      },
      options: [
        { id: 'chest-pain', label: { en: 'Chest pain or pressure', es: 'Dolor o presión en el pecho' } },
        { id: 'breathing', label: { en: 'Trouble breathing', es: 'Dificultad para respirar' } },
        {
          id: 'stroke',
          label: {
            en: 'Face drooping, weak arm or leg, or trouble speaking, even if it went away',
            es: 'Cara caída, brazo o pierna débil, o dificultad para hablar, aunque ya haya pasado',
          },
        },
        { id: 'collapse', label: { en: 'Fainting or heavy bleeding', es: 'Desmayo o sangrado fuerte' } },
        {
          id: 'self-harm',
          label: { en: 'Thoughts of suicide or self-harm', es: 'Pensamientos de suicidio o de hacerse daño' },
        },
      ],
      noneLabel: { en: 'None of these', es: 'Nada de esto' },
    },
    {
      id: 'in-hospital',
      kind: 'boolean',
      label: {
        en: 'Is the patient staying in a hospital now?',
        es: '¿El paciente está internado en un hospital ahora?',
      },
      help: {
        en: 'Staying means one or more nights. A planned visit does not count.',
        es: 'Internado significa una noche o más. Una visita programada no cuenta.',
      },
    },
    {
      id: 'who',
      kind: 'single-choice',
      label: { en: 'Who is the second opinion for?', es: '¿Para quién es la segunda opinión?' },
      options: [
        { id: 'me', label: { en: 'For me', es: 'Para mí' } },
        { id: 'child', label: { en: 'For my child', es: 'Para mi hijo o hija' } },
        { id: 'adult', label: { en: 'For another adult', es: 'Para otra persona adulta' } },
      ],
    },
    {
      id: 'age',
      kind: 'integer',
      label: { en: 'How old are you?', es: '¿Qué edad tiene usted?' },
      help: {
        en: 'If you are under 18, a parent or guardian has to ask for you.',
        es: 'Si tiene menos de 18 años, debe pedirla su padre, madre o tutor.',
      },
      min: 0,
      max: 120,
      unit: { en: 'years', es: 'años' },
      visible: { question: 'who', equals: 'me' },
    },
    {
      id: 'may-act',
      kind: 'boolean',
      unsure: true,
      label: {
        en: 'Are you allowed to act for this person?',
        es: '¿Tiene permiso para actuar por esta persona?',
      },
      help: {
        en: 'For example: you are the parent or guardian, or the person has asked you to.',
        es: 'Por ejemplo: es padre, madre o tutor, o la persona se lo ha pedido.',
      },
      visible: { not: { question: 'who', equals: 'me' } },
    },
    {
      id: 'diagnosis',
      kind: 'boolean',
      unsure: true,
      label: {
        en: 'Has a doctor already given a diagnosis or a treatment plan?',
        es: '¿Un médico ya dio un diagnóstico o un plan de tratamiento?',
      },
    },
    {
      id: 'situation',
      kind: 'single-choice',
      unsure: true,
      label: { en: 'What comes closest to the situation?', es: '¿Qué describe mejor la situación?' },
      options: [
        { id: 'cancer', label: { en: 'A cancer diagnosis', es: 'Un diagnóstico de cáncer' } },
        {
          id: 'surgery',
          label: {
            en: 'An operation, or another treatment that cannot be undone',
            es: 'Una operación u otro tratamiento que no se puede deshacer',
          },
        },
        {
          id: 'imaging',
          label: {
            en: 'MRI, CT or X-ray results that are unclear or do not agree',
            es: 'Resultados de resonancia, tomografía o rayos X poco claros o que no coinciden',
          },
        },
        {
          id: 'chronic',
          label: { en: 'Symptoms that stay or get worse', es: 'Síntomas que siguen o empeoran' },
        },
        { id: 'rare', label: { en: 'A rare disease', es: 'Una enfermedad poco común' } },
        {
          id: 'not-working',
          label: { en: 'A treatment that is not working', es: 'Un tratamiento que no funciona' },
        },
        {
          id: 'reassurance',
          label: {
            en: 'I want to be sure, or know my options',
            es: 'Quiero estar seguro o conocer mis opciones',
          },
        },
        {
          id: 'dental',
          label: { en: 'Teeth, or a cosmetic treatment', es: 'Los dientes o un tratamiento estético' },
        },
      ],
      visible: { not: { question: 'diagnosis', equals: false } },
    },
    {
      id: 'location',
      kind: 'single-choice',
      unsure: true,
      label: { en: 'Where is the patient now?', es: '¿Dónde está el paciente ahora?' },
      help: {
        en: 'Doctors need a licence for the place where the patient is.',
        es: 'Los médicos necesitan una licencia para el lugar donde está el paciente.',
      },
      options: [
        { id: 'here', label: { en: 'In this state', es: 'En este estado' } },
        { id: 'other-state', label: { en: 'In another state', es: 'En otro estado' } },
        { id: 'abroad', label: { en: 'In another country', es: 'En otro país' } },
      ],
    },
    {
      id: 'records',
      kind: 'boolean',
      unsure: true,
      label: {
        en: 'Can you get the medical records and images?',
        es: '¿Puede conseguir los registros médicos y las imágenes?',
      },
      help: {
        en: 'For example: reports, lab results, a disc with MRI or CT images. You do not need them right now.',
        es: 'Por ejemplo: informes, análisis, un disco con imágenes de resonancia o tomografía. No los necesita ahora mismo.',
      },
    },
  ],
  outcomes: [
    {
      id: 'emergency',
      kind: 'seek-care-now',
      title: { en: 'Please get medical help now', es: 'Busque ayuda médica ahora' },
      text: {
        en: 'A second opinion takes days. What you told us should be looked at right away. You can come back here at any time.',
        es: 'Una segunda opinión tarda días. Lo que nos dijo debe verse de inmediato. Puede volver aquí cuando quiera.',
      },
      nextSteps: [
        {
          en: 'Call the emergency number, or go to the nearest emergency room.',
          es: 'Llame al número de emergencias o vaya a la sala de emergencias más cercana.',
        },
        { en: 'If you can, do not stay alone.', es: 'Si puede, no se quede a solas.' },
        {
          en: 'In the US you can call or text 988 at any time if you think of suicide.',
          es: 'En EE. UU. puede llamar o enviar un mensaje al 988 a cualquier hora si piensa en el suicidio.',
        },
      ],
    },
    {
      id: 'eligible',
      kind: 'eligible',
      title: { en: 'Yes, you can ask for a second opinion', es: 'Sí, puede pedir una segunda opinión' },
      text: {
        en: 'A specialist can look at this case. Next, tell us who it is for and send the records.',
        es: 'Un especialista puede revisar este caso. Ahora díganos para quién es y envíe los registros.',
      },
      nextSteps: [
        { en: 'Tell us who the patient is.', es: 'Díganos quién es el paciente.' },
        { en: 'Read the consent and agree to it.', es: 'Lea el consentimiento y acéptelo.' },
        { en: 'Send reports and images, now or later.', es: 'Envíe informes e imágenes, ahora o después.' },
      ],
    },
    {
      id: 'review',
      kind: 'needs-review',
      title: { en: 'Our team will look at this first', es: 'Nuestro equipo lo revisará primero' },
      text: {
        en: 'We need a closer look to tell if we can help. You can go on now. We will tell you before anything costs money.',
        es: 'Necesitamos mirarlo con más detalle para saber si podemos ayudar. Puede continuar. Le avisaremos antes de que algo cueste dinero.',
      },
      nextSteps: [
        { en: 'Go on and tell us who the patient is.', es: 'Continúe y díganos quién es el paciente.' },
        {
          en: 'Our team answers within two business days.',
          es: 'Nuestro equipo responde en dos días hábiles.',
        },
      ],
    },
    {
      id: 'no-diagnosis',
      kind: 'not-eligible',
      title: {
        en: 'A second opinion comes after a first one',
        es: 'La segunda opinión viene después de la primera',
      },
      text: {
        en: 'We look at a diagnosis or a plan that another doctor has given. We cannot give the first one online.',
        es: 'Revisamos un diagnóstico o un plan que dio otro médico. No podemos dar el primero en línea.',
      },
      nextSteps: [
        { en: 'Ask your doctor for an appointment.', es: 'Pida una cita con su médico.' },
        {
          en: 'Come back when you have a diagnosis or a plan.',
          es: 'Vuelva cuando tenga un diagnóstico o un plan.',
        },
      ],
    },
    {
      id: 'not-offered',
      kind: 'not-eligible',
      title: { en: 'We can’t help with this online', es: 'No podemos ayudar con esto en línea' },
      text: {
        en: 'This is not about you or how you answered. Our online service is not made for this situation.',
        es: 'No es por usted ni por sus respuestas. Nuestro servicio en línea no está hecho para esta situación.',
      },
      nextSteps: [
        {
          en: 'Ask the doctors who treat the patient now.',
          es: 'Pregunte a los médicos que atienden ahora al paciente.',
        },
        { en: 'Call us if you think that we misunderstood.', es: 'Llámenos si cree que entendimos mal.' },
      ],
    },
  ],
  rules: [
    {
      id: 'emergency-signs',
      outcome: 'emergency',
      priority: 100,
      when: { question: 'warning-signs', selected: { atLeast: 1 } },
      reason: {
        en: 'You chose a sign that may need help right away.',
        es: 'Eligió una señal que puede necesitar ayuda de inmediato.',
      },
    },
    {
      id: 'in-hospital',
      outcome: 'not-offered',
      priority: 50,
      when: { question: 'in-hospital', equals: true },
      reason: {
        en: 'The patient is staying in a hospital. The team there can ask us directly.',
        es: 'El paciente está internado. El equipo del hospital puede consultarnos directamente.',
      },
    },
    {
      id: 'under-age',
      outcome: 'not-offered',
      priority: 50,
      when: { question: 'age', atMost: 17 },
      reason: {
        en: 'You are under 18. A parent or guardian has to ask for you.',
        es: 'Tiene menos de 18 años. Debe pedirla su padre, madre o tutor.',
      },
    },
    {
      id: 'may-not-act',
      outcome: 'not-offered',
      priority: 50,
      when: { question: 'may-act', equals: false },
      reason: {
        en: 'Only the patient, or somebody who may act for the patient, can ask.',
        es: 'Solo puede pedirla el paciente o alguien que pueda actuar por el paciente.',
      },
    },
    {
      id: 'no-first-opinion',
      outcome: 'no-diagnosis',
      priority: 40,
      when: { question: 'diagnosis', equals: false },
      reason: {
        en: 'No doctor has given a diagnosis or a plan yet.',
        es: 'Ningún médico ha dado todavía un diagnóstico o un plan.',
      },
    },
    {
      id: 'dental-or-cosmetic',
      outcome: 'not-offered',
      priority: 50,
      when: { question: 'situation', equals: 'dental' },
      reason: {
        en: 'We do not give second opinions on teeth or cosmetic treatment.',
        es: 'No damos segundas opiniones sobre los dientes ni sobre tratamientos estéticos.',
      },
    },
    {
      id: 'elsewhere',
      outcome: 'review',
      priority: 20,
      when: {
        any: [
          { question: 'location', equals: 'other-state' },
          { question: 'location', equals: 'abroad' },
        ],
      },
      reason: {
        en: 'We must check if our doctors may help where the patient is.',
        es: 'Debemos comprobar si nuestros médicos pueden ayudar en el lugar donde está el paciente.',
      },
    },
    {
      id: 'no-records',
      outcome: 'review',
      priority: 20,
      when: { question: 'records', equals: false },
      reason: {
        en: 'Our specialists need records. We will look for a way to get them with you.',
        es: 'Nuestros especialistas necesitan los registros. Buscaremos con usted cómo conseguirlos.',
      },
    },
    {
      id: 'all-there',
      outcome: 'eligible',
      when: {
        all: [
          { question: 'diagnosis', equals: true },
          { question: 'location', equals: 'here' },
          { question: 'records', equals: true },
          {
            any: [
              { question: 'who', equals: 'me' },
              { question: 'may-act', equals: true },
            ],
          },
          {
            any: ['cancer', 'surgery', 'imaging', 'chronic', 'rare', 'not-working', 'reassurance'].map(
              (equals) => ({ question: 'situation', equals }),
            ),
          },
        ],
      },
      reason: {
        en: 'There is a diagnosis or a plan, our doctors may help where the patient is, and the records can be had.',
        es: 'Hay un diagnóstico o un plan, nuestros médicos pueden ayudar donde está el paciente y los registros se pueden conseguir.',
      },
    },
  ],
  fallback: {
    outcome: 'review',
    reason: {
      en: 'You were not sure about something. That is fine: a person from our team will look at it.',
      es: 'Hubo algo que no sabía. No pasa nada: una persona de nuestro equipo lo mirará.',
    },
  },
};
