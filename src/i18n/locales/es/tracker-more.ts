/** The tracker: what stands below and beside where the case is. */
import { formatNumber } from '../../format.js';
import type { MoreMessages } from '../../messages.js';

const files = (n: number) => (n === 1 ? '1 archivo' : `${formatNumber(n, 'es')} archivos`);
/** Past participle that agrees with "archivo". */
const done = (n: number, participle: string) => `${files(n)} ${participle}${n === 1 ? '' : 's'}`;

export const tracker: MoreMessages['tracker'] = {
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
    heading: 'Su informe',
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
      withdrawn: 'Usted retiró su solicitud',
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
  consent: {
    title: 'Lo que usted aceptó',
    untitled: 'Su consentimiento',
    agreed: (day) => `Usted lo aceptó el ${day}.`,
    version: (version) => `Versión ${version}`,
    read: 'Leer el texto',
    loading: 'Obteniendo el texto …',
    gone: 'Este texto no se puede mostrar ahora. La clínica se lo puede enviar.',
    changed: {
      title: 'La clínica cambió lo que usted aceptó',
      text: 'Lea el texto nuevo. Acéptelo si quiere que la clínica siga.',
      agree: 'Acepto el texto nuevo',
      done: 'Gracias. La clínica sabe que usted está de acuerdo.',
    },
  },
  withdraw: {
    open: 'Retirar mi solicitud',
    title: '¿Retirar su solicitud?',
    text: [
      'La clínica para entonces, y usted no recibe ningún informe. Aquí no se puede deshacer.',
      'Lo que pasa con lo que envió está en el texto que usted aceptó. Su médico le sigue tratando como antes.',
    ],
    confirm: 'Sí, retirarla',
    keep: 'No, seguir',
  },
  close: {
    question: '¿Puedo cerrar esta página?',
    'keep-open': 'Espere, por favor. Todavía se está enviando un archivo.',
    act: 'Sí. Vuelva cuando tenga lo que necesita la clínica. No se pierde nada.',
    yes: 'Sí. Nosotros seguimos trabajando. Vuelva cuando quiera.',
    ready: 'Sí. Su informe se queda aquí. Vuelva cuando quiera.',
    closed: 'Sí. Aquí ya no pasa nada más.',
  },
  feed: {
    connecting: 'Conectando …',
    live: 'En directo. Las novedades aparecen aquí solas.',
    polling: 'Las novedades aparecen aquí en menos de un minuto.',
    waiting: (time) => `Última noticia a las ${time}. Estamos intentando reconectar.`,
    offline: (time) => `No tiene conexión. Así estaba a las ${time}.`,
    online: 'Vuelve a tener conexión.',
    stopped: (time) => `Así estaba a las ${time}.`,
  },
  forget: {
    open: 'Olvidar este dispositivo',
    title: '¿Olvidar su caso en este dispositivo?',
    text: 'Después nadie podrá abrir su caso desde este dispositivo, usted tampoco. Su caso sigue adelante. Para verlo otra vez, llame a la clínica.',
    confirm: 'Sí, olvidarlo',
    keep: 'No, conservarlo',
  },
};
