/** Imaging that was picked: reading, studies, whose they are, what is left out, names taken out. */
import type { Messages } from '../../messages.js';
import { formatNumber } from '../../format.js';
import { names } from './imaging-names.js';

const number = (n: number) => formatNumber(n, 'es');
const count = (n: number, one: string, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;
const files = (n: number) => count(n, 'archivo');
const images = (n: number) => count(n, 'imagen', 'imágenes');
const list = (items: readonly string[]) => new Intl.ListFormat('es').format(items);

export const imaging: Messages['imaging'] = {
  ...names,
  list,
  reading: {
    title: (known) => `Estamos mirando lo que eligió: ${files(known)}`,
    unknown: 'Estamos mirando lo que eligió',
    looked: (looked, known) => `${number(looked)} de ${files(known)} vistos`,
    progress: 'Archivos vistos',
    found: (studies) => `Hasta ahora ${count(studies, 'estudio')}`,
    hint: 'Todo se queda en su aparato hasta que usted vea qué es.',
    cancel: 'Dejar de mirar',
  },
  studies: {
    title: (n) => `Sus estudios e imágenes (${number(n)})`,
    lead: 'Esto es lo que encontramos. Quite lo que la clínica no deba ver.',
  },
  card: {
    thumbnail: (title) => `Imagen del centro de este estudio: ${title}`,
    unknownDate: 'Sin fecha',
    described: 'El hospital lo llama:',
    images,
    inSeries: (of, series) => `${of} en ${number(series)} series`,
    clips: (n) => count(n, 'imagen en movimiento', 'imágenes en movimiento'),
    allHere: 'Está todo',
    noGaps: 'No se ven huecos',
    stillLooking: 'Seguimos buscando más',
    missing: (n, which) => `${n === 1 ? 'Falta' : 'Faltan'} ${images(n)}${which && `: ${which}`}`,
    missingIn: (n, series) => `${n === 1 ? 'Falta' : 'Faltan'} ${images(n)}, en ${number(series)} series`,
    numbers: (runs, more) => list([...runs, ...(more ? ['otras'] : [])]),
    run: (first, last) => `${number(first)} a ${number(last)}`,
    missingBy: {
      dicomdir: 'La lista del propio disco nombra más de lo que hay.',
      series: 'Las imágenes mismas dicen cuántas debe haber.',
      numbers: 'Las imágenes están numeradas y hay un hueco.',
      positions: 'Los cortes van uno al lado del otro y hay un hueco.',
    },
    missingNext:
      'Si puede, elija otra vez el disco o la carpeta entera. Si no, envíe lo que tenga. La clínica le pide el resto al hospital si lo necesita.',
    damaged: (n) =>
      n === 1
        ? '1 archivo parece dañado. Se envía como está; la clínica decide.'
        : `${files(n)} parecen dañados. Se envían como están; la clínica decide.`,
    nameless: 'Estas imágenes no dicen a qué estudio pertenecen. Se envían juntas.',
    alsoIn: 'También contiene:',
    kinds: {
      images,
      clip: (n) => count(n, 'imagen en movimiento', 'imágenes en movimiento'),
      'structured-report': (n) => (n === 1 ? 'un informe escrito' : `${number(n)} informes escritos`),
      dose: (n) =>
        n === 1 ? 'una hoja sobre la dosis de radiación' : `${number(n)} hojas sobre la dosis de radiación`,
      document: (n) => (n === 1 ? 'un documento' : `${number(n)} documentos`),
      'key-images': (n) =>
        n === 1
          ? 'una lista de las imágenes más importantes'
          : `${number(n)} listas de las imágenes más importantes`,
      presentation: (n) =>
        n === 1 ? 'dibujos sobre las imágenes' : `dibujos sobre las imágenes, ${number(n)} grupos`,
      segmentation: (n) => (n === 1 ? 'zonas marcadas' : `zonas marcadas, ${number(n)} grupos`),
      radiotherapy: (n) => (n === 1 ? 'un archivo de radioterapia' : `${number(n)} archivos de radioterapia`),
      waveform: (n) => (n === 1 ? 'un registro' : `${number(n)} registros`),
      other: (n) => (n === 1 ? 'otro archivo' : `otros ${number(n)} archivos`),
    },
    progress: (title) => `Enviado de ${title}`,
    sent: (sent, all) => `${number(sent)} de ${number(all)} enviados`,
    state: {
      reading: 'Todavía estamos mirando sus archivos',
      held: 'No enviado. Espera su respuesta de arriba.',
      'left-out': 'Usted lo quitó. No se envía nada de esto.',
      queued: 'En la fila',
      sending: 'Enviando',
      waiting: 'Esperando la conexión. Sigue por sí solo.',
      paused: 'Usted lo puso en pausa. No se envía nada hasta que continúe.',
      stopped: 'Usted lo detuvo. No se pierde nada: puede continuar.',
      attention: (n) => `${files(n)} ${n === 1 ? 'necesita' : 'necesitan'} su atención`,
      received: 'Recibido por la clínica',
    },
    actions: {
      'leave-out': 'No enviar',
      'put-back': 'Incluir otra vez',
      remove: 'Quitar',
      stop: 'Detener',
      'go-on': 'Continuar',
    },
    of: (action, title) => `${action}: ${title}`,
    details: 'Qué contiene',
    detailsOf: (title) => `Qué contiene: ${title}`,
    seriesName: (n) => `Serie ${n}`,
    series: 'Serie',
    content: 'Contenido',
    size: 'Tamaño',
    moreSeries: (n) => `y ${number(n)} series más`,
    remarks: {
      'no-preamble': (n) => `${files(n)} en una forma antigua. Está bien así.`,
      'no-meta': (n) => `${files(n)} en una forma antigua. Está bien así.`,
      truncated: (n) => `${files(n)} que ${n === 1 ? 'termina' : 'terminan'} antes de tiempo.`,
      malformed: (n) => `${files(n)} con partes que no encajan.`,
      'not-inflatable': (n) => `${files(n)} que no pudimos descomprimir.`,
      'no-identity': (n) =>
        `${files(n)} sin el número que dice a qué ${n === 1 ? 'pertenece' : 'pertenecen'}.`,
      'character-set': (n) => `${files(n)} con letras que no pudimos leer.`,
      'pixels-missing': (n) => `${files(n)} en que falta una parte de la imagen.`,
    },
    deidentified: (n) =>
      n === 0
        ? 'Antes de enviar estas imágenes se quitan los nombres.'
        : `Antes de enviar estas imágenes se quitaron los nombres: ${count(n, 'dato')} en cada archivo.`,
    report: 'Ver qué se quitó',
  },
  identity: {
    titleTwo: (n) => `Estas imágenes son de ${number(n)} personas distintas`,
    titleOther: '¿Es usted?',
    titleOtherFor: (name) => `¿Es ${name}?`,
    titleDone: 'Gracias. Ya respondió.',
    lead: 'El nombre o la fecha de nacimiento de algunas imágenes no es igual que en su solicitud. Puede ser un error al escribir, o imágenes de otra persona en el mismo disco.',
    leadTwo:
      'A veces un disco contiene por error imágenes de otras personas. Díganos cuáles pertenecen a esta solicitud.',
    held: 'No se envía nada de esto hasta que usted decida.',
    change: 'Abajo puede cambiar su respuesta.',
    left: (n) => `${n === 1 ? 'Falta' : 'Faltan'} ${number(n)} por decidir`,
    onImages: 'En las imágenes',
    inRequest: 'En su solicitud',
    name: 'Nombre',
    born: 'Nacimiento',
    noName: 'sin nombre',
    noDate: 'sin fecha',
    compare: (title) => `Nombre y fecha de nacimiento: ${title}`,
    mine: 'Son mías',
    theirs: (name) => `Son de ${name}`,
    notMine: 'No son mías, no enviar',
    notTheirs: (name) => `No son de ${name}, no enviar`,
    saidMine: 'Usted dijo: son mías. Se envían.',
    saidTheirs: (name) => `Usted dijo: son de ${name}. Se envían.`,
    saidNot: 'Usted dijo: no son mías. No se envía nada de esto.',
    saidNotTheirs: (name) => `Usted dijo: no son de ${name}. No se envía nada de esto.`,
    reasons: {
      name: 'El nombre es otro.',
      'birth-date': 'La fecha de nacimiento es otra.',
      'day-month-swapped': 'El día y el mes de nacimiento pueden estar cambiados de lugar.',
      sex: 'Las imágenes dicen otro sexo.',
      'other-spelling': 'El nombre está escrito de otra forma.',
      'part-of-name': 'Solo se da una parte del nombre.',
      'name-missing': 'Las imágenes no dicen ningún nombre.',
      placeholder: 'A estas imágenes se les quitó el nombre.',
      'other-script': 'El nombre está escrito con otras letras.',
      'birth-date-missing': 'Las imágenes no dicen la fecha de nacimiento.',
      'same-id': 'El número de paciente es el mismo.',
    },
  },
  leftOut: {
    title: (n) => (n === 1 ? 'No se incluyó 1 archivo' : `No se incluyeron ${files(n)}`),
    count: files,
    more: (n) => `y ${number(n)} más`,
    reasons: {
      viewer: {
        title: 'El programa visor',
        why: 'Solo muestra las imágenes en una computadora. El especialista no lo necesita.',
      },
      'not-a-record': {
        title: 'El programa visor y archivos del sistema',
        why: 'Son del disco o de una computadora, no de sus documentos médicos.',
      },
      'system-file': {
        title: 'Archivos del sistema',
        why: 'Los hizo su computadora. No contienen nada de sus documentos médicos.',
      },
      'disc-directory': {
        title: 'La lista de contenido del disco',
        why: 'La usamos para comprobar que no falte nada. Ya no hace falta.',
      },
      executable: {
        title: 'Programas',
        why: 'Nunca se envían programas, por su seguridad y la de la clínica.',
      },
      'program-in-preamble': {
        title: 'Una imagen con un programa escondido',
        why: 'Podría dañar una computadora, así que nunca se envía. Pida al hospital una copia nueva.',
      },
      'password-protected': {
        title: 'Con contraseña',
        why: 'No podemos mirar dentro. Ábralo con su contraseña, guárdelo sin ella y elíjalo otra vez.',
      },
      'active-content': {
        title: 'Archivos con un pequeño programa dentro',
        why: 'Guárdelo como PDF sin la macro y elija el PDF.',
      },
      encrypted: {
        title: 'Con contraseña',
        why: 'No podemos mirar dentro. Ábralo con su contraseña, guárdelo sin ella y elíjalo otra vez.',
      },
      damaged: {
        title: 'Dañados',
        why: 'Falta una parte. Cópielo otra vez del disco o pida al hospital una copia nueva.',
      },
      empty: {
        title: 'Vacíos',
        why: 'No tienen nada dentro. Quizá no se copiaron hasta el final, o la ruta de su carpeta es demasiado larga para esta computadora.',
      },
      'unsupported-type': {
        title: 'Un tipo de archivo que la clínica no puede abrir',
        why: 'Envíe un PDF, una foto o las imágenes de su disco.',
      },
      'unsupported-method': {
        title: 'Comprimidos de una forma que no podemos abrir',
        why: 'Descomprímalo en su computadora y elija la carpeta.',
      },
      video: {
        title: 'Videos',
        why: 'La clínica no los acepta aquí. Si uno muestra un estudio médico, llame a la clínica.',
      },
      duplicate: { title: 'Repetidos', why: 'Cada uno se envía una vez, y con eso basta.' },
      'content-differs-from-name': {
        title: 'No son lo que dice su nombre',
        why: 'Ábralo para comprobarlo. Si se abre, guárdelo como PDF y elija el PDF.',
      },
      'too-deep': {
        title: 'Comprimidos demasiadas veces',
        why: 'Es un ZIP dentro de otros. Descomprímalo en su computadora y elija la carpeta.',
      },
      bomb: {
        title: 'Un ZIP que no puede estar bien',
        why: 'Al descomprimirlo sería demasiado grande, así que no lo abrimos.',
      },
      'too-much': {
        title: 'Demasiado grande al descomprimirlo',
        why: 'Elija una parte cada vez o llame a la clínica.',
      },
      'too-many-entries': {
        title: 'Demasiados archivos en un ZIP',
        why: 'Descomprímalo en su computadora y elija una parte cada vez.',
      },
      'too-large': {
        title: 'Más grandes de lo que la clínica acepta',
        why: 'No tienen nada malo. Llame a la clínica para enviarlos de otra manera.',
      },
      'case-full': {
        title: 'Ya no caben en su solicitud',
        why: 'Llame a la clínica para enviarlos de otra manera.',
      },
      'too-many': {
        title: 'Más archivos de los que la clínica acepta',
        why: 'Quite los que no hagan falta o llame a la clínica.',
      },
      unreadable: {
        title: 'No se pudieron leer',
        why: '¿Sigue puesto el disco o la memoria USB? Póngalo otra vez y vuelva a elegir la carpeta.',
      },
      other: { title: 'Otros archivos', why: 'No son documentos médicos que conozcamos.' },
    },
  },
  removed: {
    title: 'Qué se quitó antes de enviar',
    lead: (n) =>
      `Este es uno de sus archivos como ejemplo: ${n === 1 ? 'se cambió 1 dato' : `se cambiaron ${number(n)} datos`}. Los demás se trataron igual.`,
    none: 'En este archivo no hubo que cambiar nada.',
    pixelTitle: 'Puede haber nombres dentro de la imagen misma. Ahí no miramos.',
    pixelText:
      'Pasa con los ultrasonidos y con las fotos de una pantalla. Si ve un nombre en una imagen y no quiere enviarlo, no incluya ese estudio.',
    entry: 'Dato',
    action: 'Qué pasó',
    before: 'Antes',
    after: 'Después',
    nothing: 'nada',
    risks: {
      'burned-in': 'El propio archivo dice que hay palabras dentro de la imagen.',
      'secondary-capture': 'Es un escaneo o una foto de una imagen. A menudo lleva nombres.',
      'screen-save': 'Es una foto de una pantalla. A menudo lleva nombres.',
      derived: 'Se hizo a partir de otras imágenes. Puede llevar un nombre en una esquina.',
      ultrasound: 'Es un ultrasonido. A menudo lleva nombres en el borde.',
      'photo-or-document': 'Es una foto o un papel escaneado.',
      'dose-report': 'Es una hoja sobre la dosis de radiación. A menudo lleva nombres.',
      'encapsulated-document':
        'Contenía un documento, que se quitó. Envíe el documento aparte si la clínica lo necesita.',
      'structured-report':
        'Es un informe escrito. Se quitaron los nombres donde dice la norma; nadie leyó el resto.',
      'other-media': 'Contiene sonido, video o un registro. No lo miramos ni lo escuchamos.',
    },
    actions: {
      removed: 'Quitado',
      emptied: 'Vaciado',
      replaced: 'Cambiado',
      cleaned: 'Sin nombres',
      added: 'Añadido',
    },
    standard: (edition) =>
      `Según la norma DICOM, PS3.15 Anexo E, Basic Application Level Confidentiality Profile, edición ${edition}.`,
  },
  say: {
    found: (studies, n) => `Se encontraron ${count(studies, 'estudio')} con ${images(n)}.`,
    nothingFound: 'No se encontraron imágenes médicas en lo que eligió.',
    asked: (n) =>
      `Por favor, decida: ¿son suyas estas imágenes? ${count(n, 'estudio')} ${n === 1 ? 'espera' : 'esperan'} su respuesta.`,
    leftOut: (title) => `No se incluye: ${title}. No se envía nada de esto.`,
    putBack: (title) => `Incluido otra vez: ${title}.`,
    decidedMine: (title) => `Anotado. Se envía: ${title}.`,
    decidedNot: (title) => `Anotado. No se envía: ${title}.`,
    cancelled: 'Detenido. No se envió nada de lo que no habíamos mirado.',
  },
};
