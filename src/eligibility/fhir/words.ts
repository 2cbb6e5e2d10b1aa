/** The words that a questionnaire does not bring along. */
import type { EligibilityOutcome, LocalisedText } from '../../contract/index.js';

export const noneOfThese: LocalisedText = { en: 'None of these', es: 'Ninguna de estas' };

export const iHaveRead: LocalisedText = { en: 'I have read this', es: 'He leído esto' };

/** Where an imported questionnaire ends: it promises nothing but that somebody reads it. */
export const thanks: { outcome: EligibilityOutcome; reason: LocalisedText } = {
  outcome: {
    id: 'thank-you',
    kind: 'needs-review',
    title: { en: 'Thank you for your answers', es: 'Gracias por sus respuestas' },
    text: { en: 'Our team will look at them.', es: 'Nuestro equipo las revisará.' },
  },
  reason: { en: 'All answers are looked at by our team.', es: 'Nuestro equipo revisa todas las respuestas.' },
};
