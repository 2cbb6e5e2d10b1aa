import type { FirstMessages } from '../../messages.js';

export const errors: FirstMessages['errors'] = {
  offline: {
    title: 'No tiene conexión a internet',
    next: 'Lo que escribió sigue aquí. Seguiremos solos en cuanto vuelva la conexión.',
  },
  unreachable: {
    title: 'Ahora no podemos comunicarnos con el servidor de la clínica',
    next: 'No es culpa suya. Lo que escribió sigue aquí. Espere un momento e intente de nuevo.',
  },
  'origin-not-allowed': {
    title: 'Este sitio web aún no está conectado con el servidor de la clínica',
    next: 'Es un ajuste que debe cambiar el dueño del sitio. Por favor, llame a la clínica.',
  },
  'not-a-backend': {
    title: 'El servidor de la clínica dio una respuesta que no podemos leer',
    next: 'No es culpa suya. Lo que escribió sigue aquí. Intente más tarde o llame a la clínica.',
  },
  'contract-version': {
    title: 'Esta página y el servidor de la clínica no son compatibles',
    next: 'Vuelva a cargar la página. Si eso no ayuda, llame a la clínica.',
  },
  busy: {
    title: 'El servidor de la clínica está ocupado',
    next: 'Lo que escribió sigue aquí. Intente de nuevo en un minuto.',
  },
  'invalid-request': {
    title: 'No se pudo aceptar algo de lo que se envió',
    next: 'Revise lo que escribió e intente de nuevo.',
  },
  unauthenticated: {
    title: 'Se cerró su sesión',
    next: 'Lo que escribió sigue aquí. Inicie sesión otra vez y continúe.',
  },
  forbidden: {
    title: 'No puede abrir este caso desde aquí',
    next: 'Use el dispositivo o el acceso con el que empezó, o llame a la clínica.',
  },
  'not-found': {
    title: 'Ya no encontramos este caso',
    next: 'Puede que se haya cerrado o eliminado. Por favor, llame a la clínica.',
  },
  conflict: {
    title: 'Esto no corresponde al estado actual de su caso',
    next: 'Cargamos el estado más reciente. Revíselo e intente de nuevo.',
  },
  'idempotency-key-reused': {
    title: 'Esto ya se envió con otro contenido',
    next: 'Por favor, intente de nuevo.',
  },
  'request-in-progress': {
    title: 'Todavía estamos trabajando en esto',
    next: 'Espere un momento e intente de nuevo.',
  },
  'version-mismatch': {
    title: 'Su caso se cambió en otro lugar, quizá en otra pestaña',
    next: 'Cargamos el estado más reciente y guardamos lo que escribió. Revíselo y guarde otra vez.',
  },
  'version-required': {
    title: 'Algo falló de nuestro lado',
    next: 'Lo que escribió sigue aquí. Vuelva a cargar la página.',
  },
  'too-large': {
    title: 'Este archivo es más grande de lo que acepta la clínica',
    next: 'Llame a la clínica para enviarlo de otra forma.',
  },
  'too-many-documents': {
    title: 'Este caso ya tiene todos los archivos que acepta la clínica',
    next: 'Quite los archivos que no hagan falta o llame a la clínica.',
  },
  'unsupported-media-type': {
    title: 'La clínica no acepta este tipo de archivo',
    next: 'Envíelo como PDF o como foto.',
  },
  'digest-mismatch': {
    title: 'El archivo no llegó tal como se envió',
    next: 'No es culpa suya. Por favor, envíelo otra vez.',
  },
  'pieces-missing': {
    title: 'El archivo no llegó completo',
    next: 'No es culpa suya. Por favor, envíelo otra vez.',
  },
  'consent-required': {
    title: 'Primero necesitamos su consentimiento',
    next: 'Lea el texto de consentimiento, acéptelo y continúe.',
  },
  'consent-outdated': {
    title: 'El texto de consentimiento cambió',
    next: 'Lea el texto nuevo, acéptelo y continúe.',
  },
  'definition-outdated': {
    title: 'Las preguntas cambiaron desde que empezó',
    next: 'Responda las preguntas nuevas. Toma unos dos minutos.',
  },
  'upload-expired': {
    title: 'Este envío estuvo en pausa demasiado tiempo',
    next: 'Por favor, elija el archivo otra vez.',
  },
  'report-not-ready': {
    title: 'El informe todavía no está listo',
    next: 'Esta página lo mostrará en cuanto llegue.',
  },
  'link-expired': {
    title: 'Este enlace de descarga ya no es válido',
    next: 'Elija “Descargar el informe” otra vez para obtener uno nuevo.',
  },
  'rate-limited': {
    title: 'Fueron demasiados intentos en poco tiempo',
    next: 'Lo que escribió sigue aquí. Espere un minuto e intente de nuevo.',
  },
  unavailable: {
    title: 'El servidor de la clínica no está disponible ahora',
    next: 'No es culpa suya. Lo que escribió sigue aquí. Intente más tarde.',
  },
  unexpected: {
    title: 'Algo falló de nuestro lado',
    next: 'No es culpa suya. Lo que escribió sigue aquí. Intente de nuevo.',
  },
};
