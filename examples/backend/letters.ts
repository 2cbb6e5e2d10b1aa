/**
 * The words of e-mails to patients. They say that there is news, never what, and name no case: anybody may read over a
 * shoulder.
 */
import { ORGANISATION } from './clinic.js';
import type { Letter } from './context.js';

const { name, phone } = ORGANISATION;

const WORDS = {
  en: {
    news: {
      subject: 'There is news about your request',
      text: `There is news about your request at ${name}.\n\nPlease open the page where you started to see it. For your privacy, this message does not say more.\n`,
    },
    by: (date: string) => `Please sign in by ${date}.`,
    code: (code: string, minutes: number) => ({
      subject: 'Your code to sign in',
      text: `Your code is ${code}.\n\nEnter it on the page where you asked for it. It is good for ${minutes} minutes, and once. Please do not pass it on: nobody at ${name} will ask you for it.\n\nIf you did not ask for a code, ignore this message.\n`,
    }),
    device: {
      subject: 'Your request was opened on another device',
      text: `Your request at ${name} was opened on another device, with a code that we sent to this address.\n\nIf that was you, there is nothing to do. If it was not, please call us: ${phone}.\n`,
    },
  },
  es: {
    news: {
      subject: 'Hay novedades sobre su solicitud',
      text: `Hay novedades sobre su solicitud en ${name}.\n\nAbra la página donde empezó para verlas. Para proteger su privacidad, este mensaje no dice más.\n`,
    },
    by: (date: string) => `Por favor, inicie sesión a más tardar el ${date}.`,
    code: (code: string, minutes: number) => ({
      subject: 'Su código para iniciar sesión',
      text: `Su código es ${code}.\n\nEscríbalo en la página donde lo pidió. Sirve durante ${minutes} minutos y una sola vez. No se lo dé a nadie: en ${name} nadie se lo va a pedir.\n\nSi usted no pidió ningún código, ignore este mensaje.\n`,
    }),
    device: {
      subject: 'Su solicitud se abrió en otro dispositivo',
      text: `Su solicitud en ${name} se abrió en otro dispositivo, con un código que enviamos a esta dirección.\n\nSi fue usted, no tiene que hacer nada. Si no fue usted, llámenos: ${phone}.\n`,
    },
  },
};

const languageOf = (locale: string): 'en' | 'es' => (/^es\b/i.test(locale) ? 'es' : 'en');

/** In the manner of the locale where it is of the language of the words; a tag may also be one that no Intl takes. */
function dayIn(locale: string, day: string): string {
  const language = languageOf(locale);
  const fits = locale.split('-')[0]?.toLowerCase() === language;
  const options = { dateStyle: 'long', timeZone: 'UTC' } as const;
  try {
    return new Intl.DateTimeFormat(fits ? locale : language, options).format(new Date(day));
  } catch {
    return new Intl.DateTimeFormat(language, options).format(new Date(day));
  }
}

/** `by`: the day by which something is asked for, `YYYY-MM-DD`. */
export function newsLetter(locale: string, by: string | null): Letter {
  const { news, by: please } = WORDS[languageOf(locale)];
  return by === null ? news : { ...news, text: `${news.text}\n${please(dayIn(locale, by))}\n` };
}

export const codeLetter = (locale: string, code: string, minutes: number): Letter =>
  WORDS[languageOf(locale)].code(code, minutes);

export const deviceLetter = (locale: string): Letter => WORDS[languageOf(locale)].device;
