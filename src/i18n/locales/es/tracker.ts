import { formatNumber } from '../../format.js';
import type { FirstMessages } from '../../messages.js';

const files = (n: number) => (n === 1 ? '1 archivo' : `${formatNumber(n, 'es')} archivos`);

export const tracker: FirstMessages['tracker'] = {
  reference: (id) => `Caso ${id}`,
  headline: {
    draft: 'Su solicitud aún no se ha enviado',
    submitted: 'Tenemos su solicitud',
    'checking-eligibility': 'Estamos revisando su solicitud',
    accepted: 'Podemos darle una segunda opinión',
    'collecting-records': 'Estamos reuniendo sus documentos médicos',
    'matching-specialist': 'Estamos eligiendo al especialista adecuado',
    'in-review': 'Un especialista está revisando su caso',
    'writing-report': 'Se está redactando su informe',
    'report-ready': 'Su informe está listo',
    closed: 'Su caso está cerrado',
  },
  inProgress: 'Su caso está en curso',
  since: (day) => `Desde el ${day}`,
  movedBack: 'Su caso volvió a un paso anterior. Es normal y no se ha perdido nada.',
  words: (text) => `La clínica dice: «${text}»`,
  outcome: {
    completed: 'Su segunda opinión está terminada. Aún puede leer su informe.',
    declined: 'La clínica no puede dar una segunda opinión en este caso. Siga adelante con su propio médico.',
    withdrawn: 'Esta solicitud fue retirada. Ya nadie trabaja en ella.',
    failed: 'La clínica no pudo terminar este caso. No es culpa suya. Llame a la clínica.',
  },
  turn: {
    patient: 'Ahora le toca a usted',
    clinic: 'La clínica está trabajando en ello',
    'third-party': 'Otro hospital tiene que enviar algo',
    nobody: 'No hay nada pendiente de usted',
    other: 'Otra persona está trabajando en ello',
    specialist: 'El experto está trabajando en ello',
  },
  why: {
    draft: 'Termine su solicitud y envíela. Entonces empezamos a trabajar.',
    requests: (n) =>
      n === 1 ? 'La clínica necesita una cosa de usted.' : `La clínica necesita ${n} cosas de usted.`,
    call: 'La clínica espera algo de usted. Llame si no sabe qué es.',
    'third-party':
      'No necesitamos nada de usted, porque los envía el hospital que tiene sus documentos. Si lo llama, puede ir más rápido.',
    checking: 'No necesitamos nada de usted, porque el equipo está leyendo su solicitud.',
    records: 'No necesitamos nada de usted, porque el equipo comprueba que sus documentos estén completos.',
    specialist:
      'No necesitamos nada de usted, porque la clínica está eligiendo a quien más sabe de su enfermedad.',
    review: 'No necesitamos nada de usted, porque el experto tiene todo lo que hace falta.',
    report: 'Lea su informe y después hable de él con su propio médico.',
    closed: 'No necesitamos nada más de usted.',
    'in-progress': 'Por ahora no necesitamos nada de usted, porque no hay nada que le hayamos pedido.',
  },
  steps: {
    title: 'Los pasos',
    name: {
      request: 'Su solicitud',
      records: 'Documentos e imágenes',
      specialist: 'Elección del especialista',
      review: 'Revisión e informe',
      report: 'Informe listo',
    },
    what: {
      request: 'La clínica lee lo que usted envió.',
      records: 'La clínica comprueba que no falte nada. Suele ser el paso más largo.',
      specialist: 'La clínica busca al experto adecuado para usted.',
      review: 'El experto estudia sus documentos y redacta el informe.',
      report: 'Usted descarga el informe aquí.',
    },
    state: {
      done: 'Hecho',
      current: 'Ahora',
      'to-come': 'Por venir',
      ended: 'Terminó aquí',
      'not-done': 'No se hizo',
    },
    began: (day) => `Empezó el ${day}`,
  },
  next: {
    title: 'Qué pasa después',
    request: 'La clínica le dirá si puede ayudarle. Después se reúnen sus documentos.',
    records: 'Cuando estén todos sus documentos, la clínica busca al experto adecuado.',
    specialist: 'El especialista estudia sus documentos e imágenes.',
    review: 'Le avisaremos cuando su informe esté listo. Lo descargará aquí.',
    report: 'Lleve el informe a su propio médico y decidan juntos.',
  },
  loading: 'Cargando su caso',
  noCase: {
    title: 'Todavía no hay ningún caso en este dispositivo',
    text: 'Empiece aquí una solicitud, o abra esta página en el dispositivo donde la empezó. Si necesita ayuda, llame a la clínica.',
  },
  forgotten: {
    title: 'Este dispositivo ha olvidado su caso',
    text: 'Su caso sigue a salvo en la clínica.',
  },
  notSetUp: {
    title: 'Esta página aún no está conectada con una clínica',
    text: 'El propietario del sitio web debe configurarlo.',
  },
  below: 'Véalo abajo.',
  seeBelow: 'Vea sus documentos abajo.',
  arrived: (received, all) =>
    received === all
      ? `${files(all)} ${all === 1 ? 'llegó entero' : 'llegaron enteros'}`
      : `${formatNumber(received, 'es')} de ${files(all)} ${received === 1 ? 'llegó entero' : 'llegaron enteros'}`,
  unread: (n) => (n === 1 ? 'Tiene un mensaje nuevo' : `Tiene ${n} mensajes nuevos`),
  unusable: (n) => (n === 1 ? '1 archivo no se pudo usar' : `${files(n)} no se pudieron usar`),
};
