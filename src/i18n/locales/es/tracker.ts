import { formatNumber } from '../../format.js';
import type { Messages } from '../../messages.js';

const files = (n: number) => (n === 1 ? '1 archivo' : `${formatNumber(n, 'es')} archivos`);
/** Past participle that agrees with "archivo". */
const done = (n: number, participle: string) => `${files(n)} ${participle}${n === 1 ? '' : 's'}`;

export const tracker: Messages['tracker'] = {
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
  },
  why: {
    draft: 'Termine su solicitud y envíela. Entonces empezamos a trabajar.',
    requests: (n) =>
      n === 1
        ? 'La clínica necesita una cosa de usted. Véala abajo.'
        : `La clínica necesita ${n} cosas de usted. Véalas abajo.`,
    call: 'La clínica espera algo de usted. Llame si no sabe qué es.',
    'third-party':
      'No necesitamos nada de usted, porque los envía el hospital que tiene sus documentos. Si lo llama, puede ir más rápido.',
    checking: 'No necesitamos nada de usted, porque el equipo está leyendo su solicitud.',
    records: 'No necesitamos nada de usted, porque el equipo comprueba que sus documentos estén completos.',
    specialist:
      'No necesitamos nada de usted, porque la clínica está eligiendo a quien más sabe de su enfermedad.',
    review: 'No necesitamos nada de usted, porque el especialista tiene todo lo necesario.',
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
    state: { done: 'Hecho', current: 'Ahora', 'to-come': 'Por venir', 'not-done': 'No se hizo' },
    began: (day) => `Empezó el ${day}`,
  },
  next: {
    title: 'Qué pasa después',
    request: 'La clínica le dirá si puede ayudarle. Después se reúnen sus documentos.',
    records: 'Cuando sus documentos estén completos, la clínica elige a un especialista.',
    specialist: 'El especialista estudia sus documentos e imágenes.',
    review: 'Le avisaremos cuando su informe esté listo. Lo descargará aquí.',
    report: 'Lleve el informe a su propio médico y decidan juntos.',
  },
  estimate: {
    title: 'Cuándo esperar su informe',
    range: (range) => `Probablemente ${range}`,
    late: 'Está tardando más de lo previsto. Usted no hizo nada mal. La clínica sigue trabajando en ello.',
    clock: 'El plazo empieza cuando sus documentos están completos.',
    usual: (min, max) =>
      min === max
        ? `Desde entonces suele tardar ${min} días hábiles.`
        : `Desde entonces suele tardar de ${min} a ${max} días hábiles.`,
  },
  report: {
    title: 'Su informe está listo',
    text: 'Solo se abre cuando usted lo pide.',
    size: (size) => `PDF, ${size}`,
    download: 'Descargar el informe',
    preparing: 'Obteniendo su informe …',
    started: 'La descarga ha empezado. Búsquelo en sus descargas.',
    opened: (when) => `Descargado por primera vez el ${when}.`,
  },
  requests: {
    title: 'Lo que pide la clínica',
    due: (day) => `Envíelo antes de que termine el ${day}`,
    noDate: 'Sin fecha fija. Cuanto antes, mejor.',
    overdue: (day) => `El plazo era el ${day}. Todavía puede enviarlo.`,
    pending: 'Usted respondió. La clínica lo está comprobando.',
    elsewhere: 'No tiene que hacer nada: lo envía el hospital.',
    clinic: 'No tiene que hacer nada: se encarga la clínica.',
    settled: 'Hecho. Gracias.',
    add: 'Añadir el documento',
    thirdParty: 'Lo envía mi hospital',
    cannot: 'No puedo conseguirlo',
    of: (action, title) => `${action}: ${title}`,
    thirdPartyText: 'La clínica espera entonces al hospital y ya no le pregunta más por esto.',
    cannotText: 'No pasa nada. La clínica busca otra manera y se lo dice aquí.',
    noteHospital: 'Qué hospital, si quiere decirlo',
    noteCannot: 'Por qué no, si quiere decirlo',
    send: 'Enviar esta respuesta',
    answered: 'Gracias. La clínica tiene su respuesta.',
    closeUploader: 'Ya lo he añadido todo',
  },
  documents: {
    title: 'Sus documentos',
    none: 'La clínica aún no tiene documentos suyos.',
    more: 'Enviar más documentos',
    count: (n) => files(n),
    all: (n) => `Mostrar ${files(n)}`,
    rest: (n) => `y ${formatNumber(n, 'es')} más`,
    problem: (n) => (n === 1 ? '1 archivo no se pudo usar' : `${files(n)} no se pudieron usar`),
    status: {
      declared: ['Aún no enviado', 'Elija este archivo otra vez para enviarlo.'],
      receiving: ['Enviándose', 'Todavía no está completo.'],
      received: ['Recibido', 'Llegó entero. Ahora lo mira la clínica.'],
      accepted: ['Aceptado', 'La clínica lo ha mirado. Se puede usar.'],
      rejected: ['No se puede usar', ''],
      'delivery-failed': ['Se perdió en nuestro sistema', 'No es culpa suya. Envíelo otra vez.'],
      'not-needed': ['No hace falta', 'La clínica no necesita este.'],
    },
    rejection: {
      'digest-mismatch': 'No llegó tal como se envió. No es culpa suya. Envíelo otra vez.',
      'size-mismatch': 'No llegó entero. No es culpa suya. Envíelo otra vez.',
      'type-mismatch':
        'El archivo es de otro tipo que el que dice su nombre. Guárdelo de nuevo como PDF o foto.',
      unreadable: 'La clínica no pudo abrirlo. Envíe otra copia.',
      malware: 'Un control de seguridad lo detuvo. Pida al hospital una copia nueva.',
      'not-this-patient': 'Parece ser de otra persona. Compruébelo y envíe el correcto.',
      other: 'Envíe otra copia o llame a la clínica.',
    },
  },
  history: {
    title: 'Lo que ha pasado hasta ahora',
    print: 'Imprimir este historial',
    code: {
      created: 'Usted empezó su solicitud',
      consent: 'Usted dio su consentimiento',
      'request-opened': 'La clínica pidió algo',
      'request-answered': 'Usted respondió a lo que pidió la clínica',
      'request-settled': 'Lo que pidió la clínica está resuelto',
      'request-withdrawn': 'La clínica ya no necesita lo que pidió',
      message: 'Se envió un mensaje',
      estimate: 'La clínica fijó cuándo esperar su informe',
      'report-ready': 'Su informe quedó listo',
      'report-opened': 'Se descargó el informe',
      closed: 'Se cerró su caso',
      other: 'Novedades de su caso',
    },
    files: {
      received: (n) => done(n, 'recibido'),
      accepted: (n) => done(n, 'aceptado'),
      rejected: (n) => (n === 1 ? '1 archivo no se pudo usar' : `${files(n)} no se pudieron usar`),
      'delivery-failed': (n) =>
        (n === 1 ? '1 archivo se perdió' : `${files(n)} se perdieron`) + ' en nuestro sistema',
      'not-needed': (n) => `${files(n)} que no ${n === 1 ? 'hace' : 'hacen'} falta`,
      deleted: (n) => `${done(n, 'eliminado')} por usted`,
    },
    about: (event, what) => `${event}: ${what}`,
  },
  close: {
    question: '¿Puedo cerrar esta página?',
    'keep-open': 'Espere, por favor. Todavía se está enviando un archivo.',
    act: 'Sí. Vuelva cuando tenga lo que necesita la clínica. No se pierde nada.',
    yes: 'Sí. Nosotros seguimos trabajando. Vuelva cuando quiera.',
    closed: 'Sí. Aquí ya no pasa nada más.',
  },
  feed: {
    connecting: 'Conectando …',
    live: 'En directo. Las novedades aparecen aquí solas.',
    polling: 'Las novedades aparecen aquí en menos de un minuto.',
    waiting: (time) => `Última noticia a las ${time}. Estamos intentando reconectar.`,
    offline: (time) => `No tiene conexión. Así estaba a las ${time}.`,
    stopped: (time) => `Así estaba a las ${time}.`,
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
  forget: {
    open: 'Olvidar este dispositivo',
    title: '¿Olvidar su caso en este dispositivo?',
    text: 'Después nadie podrá abrir su caso desde este dispositivo, usted tampoco. Su caso sigue adelante. Para verlo otra vez, llame a la clínica.',
    confirm: 'Sí, olvidarlo',
    keep: 'No, conservarlo',
  },
};
