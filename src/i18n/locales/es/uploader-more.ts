/** The uploader: the list of files, the receipt, help. */
import type { MoreMessages } from '../../messages.js';
import { formatNumber } from '../../format.js';

const number = (n: number) => formatNumber(n, 'es');
const files = (n: number) => (n === 1 ? '1 archivo' : `${number(n)} archivos`);

export const uploader: MoreMessages['uploader'] = {
  what: {
    title: '¿Qué debo enviar?',
    items: [
      'El informe que dice qué tiene usted: de patología, de radiología o de una estancia en el hospital',
      'Sus imágenes: tomografía, resonancia, radiografía, ultrasonido o PET. Envíe el disco o la carpeta entera',
      'Los últimos resultados de laboratorio',
      'Cartas de sus médicos y el plan de tratamiento',
      'Una lista de sus medicinas',
    ],
    enough: 'No hace falta que lo tenga todo. Envíe lo que tenga. La clínica le dirá si falta algo.',
  },
  noDisc: {
    title: '¿Y si no puedo leer mi disco?',
    items: [
      'Pida al hospital que hizo las imágenes un enlace para descargarlas. Guarde los archivos y elíjalos aquí.',
      'En muchas bibliotecas, o en casa de un familiar, hay una computadora con lector de discos.',
      'También puede enviar el disco por correo. Guarde una copia si puede.',
    ],
    call: 'Llame a la clínica. Le dirán adónde enviarlo, o lo pedirán al hospital por usted:',
    callOnly: 'Llame a la clínica. Le dirán adónde enviarlo, o lo pedirán al hospital por usted.',
    phone: (phone) => `Teléfono: ${phone}`,
    email: (address) => `Correo electrónico: ${address}`,
  },
  twice: (n) =>
    n === 1
      ? '1 archivo está repetido. Se envió una vez, y con eso basta.'
      : `${files(n)} están repetidos. Cada uno se envió una vez, y con eso basta.`,
  unreadableEntries: (n) =>
    `No se ${n === 1 ? 'pudo' : 'pudieron'} leer ${files(n)}, y no ${n === 1 ? 'está' : 'están'} en la lista de abajo. ¿Sigue puesto el disco o la memoria USB? Elija la carpeta otra vez para volver a intentarlo.`,
  nothingFound: 'No había archivos en lo que eligió. Elija otra carpeta u otro archivo.',
  notTakenBack: (n) =>
    `${n === 1 ? '1 archivo que retiró sigue' : `${number(n)} archivos que retiró siguen`} en la clínica. Llame para que ${n === 1 ? 'lo' : 'los'} borren.`,
  notAsBefore: (n) =>
    n === 1
      ? '1 imagen no es la misma de antes. Se envió como nueva.'
      : `${number(n)} imágenes no son las mismas de antes. Se enviaron como nuevas.`,
  left: {
    underMinute: 'falta menos de un minuto',
    minutes: (n) => (n === 1 ? 'falta alrededor de 1 minuto' : `faltan unos ${number(n)} minutos`),
    hours: (n, half) =>
      n === 1
        ? `falta alrededor de 1 hora${half ? ' y media' : ''}`
        : `faltan unas ${number(n)} horas${half ? ' y media' : ''}`,
    dayOrMore: 'falta un día o más',
  },
  resume: {
    title: 'Todavía no lo ha enviado todo',
    were: (what) => `Estaba enviando ${what}.`,
    images: (n) => (n === 1 ? '1 imagen' : `${number(n)} imágenes`),
    files,
    and: (first, second) => `${first} y ${second}`,
    sized: (what, size) => `${what} (${size})`,
    arrived: (n, all, size) =>
      n === 0
        ? `De eso han llegado ${size}. No se pierde nada de lo que llegó.`
        : `Han llegado ${number(n)} de ${number(all)} (${size}). No se pierde nada de lo que llegó.`,
    noneArrived: 'Todavía no ha llegado nada.',
    of: (dates) => `Imágenes del ${dates}`,
    folder: 'Elija otra vez la misma carpeta: seguimos desde donde se detuvo.',
    chooseFolder: 'Elegir la misma carpeta',
    file: 'Elija otra vez los mismos archivos: seguimos desde donde se detuvo.',
    chooseFiles: 'Elegir los mismos archivos',
    known:
      'Este dispositivo recuerda la carpeta. ¿Está puesto el disco o la memoria USB? Entonces, continúe.',
    goOn: 'Continuar',
    dismiss: 'No continuar',
    dismissed: 'Se quitó de este dispositivo. Lo que llegó se queda en la clínica.',
    notReadable: 'No se pudo abrir la carpeta. Elíjala otra vez.',
    remember: 'Recordar esta carpeta en este dispositivo hasta que todo haya llegado',
  },
  storedImages: {
    title: 'Imágenes de una visita anterior',
    of: (date) => `Imágenes del ${date}`,
    undated: 'Imágenes sin fecha',
    files: (n) => (n === 1 ? '1 archivo' : `${number(n)} archivos`),
    received: (day) => `Recibidas hasta el ${day}`,
    unfinished: (received, n) =>
      `Sin terminar: ${number(received)} de ${n === 1 ? '1 imagen está' : `${number(n)} imágenes están`} aquí`,
    goOn: 'Elija otra vez la misma carpeta para continuar. Se envía solo lo que falta.',
    removeUnfinished: 'Quitar lo que no llegó',
  },
  notDescribed: 'No se pudo guardar en este momento. Inténtelo de nuevo.',
  list: {
    title: 'Sus archivos',
    sending: 'Enviando sus archivos',
    waiting: 'En espera para continuar',
    paused: 'En pausa',
    pausedHint: 'No se envía nada hasta que pulse «Continuar». Lo que llegó está a salvo.',
    pause: 'Pausar',
    attention: 'Algunos archivos necesitan su atención',
    done: 'Se recibieron todos los archivos',
    none: 'Todavía no se ha enviado nada',
    count: (received, total) =>
      `${number(received)} de ${files(total)} ${total === 1 ? 'recibido' : 'recibidos'}`,
    bytes: (sent, total) => `${sent} de ${total} enviados`,
    rate: (size) => `${size} por segundo`,
    progress: 'Todos los archivos',
    groupAttention: (n) => `Necesitan su atención (${number(n)})`,
    groupProgress: (n) => `En camino (${number(n)})`,
    groupReceived: (n) => `Recibidos (${number(n)})`,
    first: (shown, n) => `Los primeros ${number(shown)} de ${files(n)}`,
    showAll: (n) => `Mostrar los ${files(n)}`,
    retryAll: (n) => `Intentar los ${number(n)} de nuevo`,
    clearRefused: (n) => `Quitar ${files(n)} de la lista`,
  },
  state: {
    queued: 'En la fila',
    checking: 'Mirando el archivo',
    uploading: (percent) => `Enviando, ${percent}`,
    waitingNetwork: 'Esperando la conexión. Sigue por sí solo.',
    waitingBusy: 'El servidor de la clínica está ocupado. Sigue por sí solo.',
    waitingToken: 'Iniciando su sesión otra vez. Sigue por sí solo.',
    paused: 'Usted lo puso en pausa. No se pierde nada.',
    verifying: 'Enviado. El servidor de la clínica lo está comprobando.',
    received: 'Recibido',
    alreadyThere: 'Recibido. La clínica ya tenía este archivo, así que no se envió dos veces.',
    accepted: 'Recibido y visto por la clínica',
    notNeeded: 'Recibido. La clínica no lo necesita.',
    refused: 'No enviado',
    rejected: 'La clínica no pudo aceptar este archivo',
    needs: {
      patient: 'Todavía no enviado',
      clinic: 'Todavía no enviado. Primero, la clínica tiene que arreglar algo.',
      site: 'Todavía no enviado. Primero, este sitio web tiene que arreglar algo.',
    },
    nothingLost: 'No se pierde nada. Puede intentarlo más tarde.',
    cancelled: 'Usted lo detuvo. No se pierde nada: puede continuar.',
    unfinished: 'Sin terminar. Elija el mismo archivo otra vez para continuar. Se envía solo lo que falta.',
    deliveryFailed:
      'El sistema de la clínica perdió este archivo después de recibirlo. No es culpa suya. Por favor, envíelo otra vez.',
    cannotRemove: 'Ahora no se pudo quitar.',
  },
  progressOf: (file) => `Enviado de ${file}`,
  actions: {
    retry: 'Intentar de nuevo',
    goOn: 'Continuar',
    cancel: 'Detener',
    remove: 'Quitar',
    of: (action, file) => `${action}: ${file}`,
  },
  types: { dicom: 'Imagen médica', pdf: 'PDF', image: 'Foto', other: 'Archivo' },
  refusals: {
    empty:
      'Este archivo está vacío. Quizá no se guardó hasta el final. Guárdelo otra vez y vuelva a elegirlo.',
    'too-large': (limit) =>
      `Este archivo pasa de ${limit}, lo máximo que la clínica acepta aquí. Su archivo está bien. Llame a la clínica para enviarlo de otra manera.`,
    'case-full': (limit) =>
      `Con este archivo, su solicitud pasaría de ${limit}, lo máximo que la clínica acepta. Llame a la clínica para enviarlo de otra manera.`,
    'too-many': (limit) =>
      `Su solicitud ya tiene ${limit} archivos, lo máximo que la clínica acepta. Quite los que no hagan falta o llame a la clínica.`,
    unreadable:
      'Su aparato no pudo leer este archivo. ¿Sigue puesto el disco o la memoria USB? Póngalo otra vez y vuelva a elegir el archivo.',
    executable:
      'Esto es un programa, no un documento médico. Nunca se envían programas, por su seguridad y la de la clínica.',
    'active-content':
      'Este archivo lleva dentro un pequeño programa (una macro). Guárdelo como PDF sin él y elija el PDF.',
    'unsupported-type':
      'La clínica no puede abrir este tipo de archivo. Envíe un PDF, una foto o las imágenes de su disco.',
    damaged:
      'Este archivo está dañado: le falta una parte. Cópielo otra vez del disco o pida al hospital una copia nueva.',
    'not-a-record': 'Es del programa del disco o de una computadora, no de sus registros. No se envió.',
    'content-differs-from-name':
      'El nombre dice un tipo de archivo, pero dentro hay otra cosa. Ábralo para comprobarlo. Si se abre, guárdelo como PDF y elija el PDF.',
    duplicate: 'El mismo archivo ya está en su lista. No tiene que hacer nada.',
  },
  rejections: {
    'digest-mismatch': 'Cambió en el camino. No es culpa suya. Por favor, envíelo otra vez.',
    'size-mismatch': 'Le falta una parte. No es culpa suya. Por favor, envíelo otra vez.',
    'type-mismatch': 'Contiene otra cosa de lo que dice su nombre. Compruébelo y envíe el archivo correcto.',
    unreadable: 'No se pudo abrir. Pida al hospital una copia nueva o llame a la clínica.',
    malware: 'El control de virus lo detuvo. Pida al hospital una copia nueva o llame a la clínica.',
    'not-this-patient': 'Parece ser de otra persona. Compruébelo. Si es suyo, llame a la clínica.',
    other: 'Llame a la clínica. Le pueden decir por qué.',
  },
  removeDialog: {
    title: '¿Quitar este archivo de su solicitud?',
    text: 'La clínica ya lo recibió. Si lo quita, el especialista no lo verá.',
    confirm: 'Quitar el archivo',
    keep: 'Dejarlo',
  },
  receipt: {
    title: 'Comprobante',
    lead: (n) =>
      n === 1
        ? 'El servidor de la clínica guardó este archivo y comprobó que es idéntico al suyo.'
        : `El servidor de la clínica guardó estos ${files(n)} y comprobó que cada uno es idéntico al suyo.`,
    reference: 'Referencia',
    file: 'Archivo',
    size: 'Tamaño',
    receivedAt: 'Recibido',
    digest: 'Número de control (SHA-256)',
    digestOfPieces: (bytes) =>
      `Número de control (SHA-256 de los SHA-256 de partes de ${number(bytes)} bytes)`,
    twice: (n) =>
      `${files(n)} ${n === 1 ? 'estaba repetido y se envió' : 'estaban repetidos y se enviaron'} una vez.`,
    details: 'Mostrar los números de control completos',
    receivedBy: 'Recibido por',
    more: (n) => `${files(n)} más ${n === 1 ? 'está' : 'están'} en el comprobante que se imprime o guarda.`,
    print: 'Imprimir el comprobante',
    save: 'Guardar el comprobante',
    fileName: (reference) => `comprobante-${reference}.txt`,
    to: (organisation) => `Enviado a ${organisation}`,
  },
  say: {
    started: (n) => `Enviando ${files(n)}. Empezó por sí solo.`,
    refusedOnly: (n) => `No se ${n === 1 ? 'pudo' : 'pudieron'} aceptar ${files(n)}. La lista dice por qué.`,
    problem: (n) =>
      `${files(n)} ${n === 1 ? 'necesita' : 'necesitan'} su atención. La lista dice por qué. Los demás siguen.`,
    waiting: 'El envío está en pausa. Sigue por sí solo.',
    paused: 'En pausa. No se envía nada hasta que usted continúe.',
    done: (n) => (n === 1 ? 'Listo. Se recibió 1 archivo.' : `Listo. Se recibieron los ${files(n)}.`),
    doneWithProblems: (received, total, attention) =>
      `${number(received)} de ${files(total)} ${total === 1 ? 'recibido' : 'recibidos'}. ${files(attention)} ${attention === 1 ? 'necesita' : 'necesitan'} su atención.`,
    removed: 'Se quitó el archivo.',
    stopped: 'Detenido. Puede continuar más tarde.',
  },
};
