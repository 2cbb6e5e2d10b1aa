/** The uploader's first screen. */
import type { FirstMessages } from '../../messages.js';

export const uploader: FirstMessages['uploader'] = {
  title: 'Envíe sus documentos e imágenes',
  forRequest: (what) => `La clínica le pide: ${what}`,
  lead: 'El especialista necesita las imágenes mismas, no solo los informes.',
  dropTitle: 'Arrastre aquí archivos o una carpeta',
  chooseTitle: 'Elija qué quiere enviar',
  dropNow: 'Suelte para enviar',
  startsAtOnce: 'El envío empieza enseguida. No hay que pulsar ningún otro botón.',
  kinds: 'Informes en PDF, fotos, escaneos y todos los archivos de un disco de imágenes (DICOM).',
  limit: (size) => `Cada archivo puede tener hasta ${size}.`,
  chooseFiles: 'Elegir archivos',
  chooseFolder: 'Elegir una carpeta o un disco',
  takePhoto: 'Tomar una foto',
  reading: 'Estamos mirando lo que eligió …',
  close: {
    question: '¿Puedo cerrar esta página?',
    idle: 'Sí. Ahora no se está enviando nada.',
    sending:
      'Por favor, deje esta página abierta. Si se cierra, elija los mismos archivos otra vez y se enviará solo lo que falta.',
    attention: 'Sí, pero algunos archivos no se han enviado. Están en la lista de abajo.',
    done: 'Sí. Se ha recibido todo lo que usted envió.',
  },
  noCase: {
    title: 'Todavía no sabemos a qué solicitud pertenecen estos archivos',
    next: 'Empiece primero su solicitud, o abra esta página en el aparato donde la empezó.',
  },
};
