/** Records that are not imaging, photos of paper, what is still asked for, and the ways without a disc drive. */
import type { Messages } from '../../messages.js';
import { formatNumber } from '../../format.js';

const number = (n: number) => formatNumber(n, 'es');

export const records: Messages['records'] = {
  details: {
    title: '¿Qué es esto?',
    category: 'Tipo de documento',
    guessed: 'Lo supusimos por el archivo. Cámbielo si no es así.',
    name: 'Nombre para este documento',
    nameHint: 'Por ejemplo, «Biopsia de marzo». Solo lo ven usted y la clínica.',
    save: 'Guardar el nombre',
    saved: 'Se guardó el nombre.',
    of: (what, file) => `${what}: ${file}`,
  },
  missing: {
    title: 'La clínica también le pide',
    lead: 'Nada de lo que eligió o envió parece ser esto todavía. No hace falta que lo tenga hoy.',
    due: (day) => `hasta el ${day}`,
  },
  photos: {
    title: 'Sus fotos de papeles',
    lead: 'Se juntan en un solo documento, en este orden.',
    page: (at, of) => `Página ${number(at)} de ${number(of)}`,
    preview: (at) => `Foto de la página ${number(at)}`,
    noPreview: 'Este navegador no puede mostrar la foto. Se envía de todos modos.',
    turned: (degrees) => `Girada ${number(degrees)} grados`,
    rotate: 'Girar',
    earlier: 'Mover antes',
    later: 'Mover después',
    remove: 'Quitar',
    again: 'Tomar otra vez',
    of: (action, at) => `${action}: página ${number(at)}`,
    findings: {
      blurred: 'Esta foto parece borrosa. ¿Puede tomarla otra vez?',
      'too-dark': 'Esta foto está muy oscura. ¿Puede tomarla otra vez con más luz?',
      'too-bright': 'Esta foto está demasiado clara para leerla. ¿Puede tomarla otra vez sin flash?',
      'low-resolution': 'Esta foto es pequeña. ¿Puede tomarla otra vez desde más cerca?',
    },
    add: 'Añadir una página',
    send: (n) =>
      n === 1 ? 'Enviar como documento (1 página)' : `Enviar como un solo documento (${number(n)} páginas)`,
    separate: 'Enviarlas una por una',
    making: 'Juntando las páginas …',
    fileName: 'fotos-de-papeles.pdf',
    say: {
      moved: (at, of) => `Ahora es la página ${number(at)} de ${number(of)}.`,
      turned: (at, degrees) => `Página ${number(at)}: girada ${number(degrees)} grados.`,
      removed: (left) =>
        left === 1 ? 'Quitada. Queda 1 página.' : `Quitada. Quedan ${number(left)} páginas.`,
      added: (at) => `Se añadió la página ${number(at)}.`,
    },
  },
  noDisc: {
    title: '¿No tiene lector de discos?',
    lead: 'Hay otras maneras. Elija la que le convenga.',
    hospital: 'Nombre y ciudad del hospital',
    note: 'Algo que la clínica deba saber',
    ways: {
      'image-link': {
        title: 'Tengo un enlace del hospital',
        text: 'Muchos hospitales muestran las imágenes en un sitio web. Copie de su carta la dirección y el código de acceso. Lo abre el equipo de la clínica. Esta página no lo abre.',
        url: 'Dirección del sitio web',
        urlHint: 'Empieza con https://',
        code: 'Código de acceso',
        codeHint: 'Si la carta trae uno. Solo lo ve el equipo de la clínica.',
        send: 'Dárselo a la clínica',
      },
      post: {
        title: 'Envío el disco por correo',
        text: 'Guarde una copia si puede. Ponga su referencia en el sobre, para que la clínica sepa de quién es el disco.',
        address: 'Envíelo a',
        noAddress: 'La clínica le dice la dirección. Por favor, llame.',
        print: 'Imprimir la etiqueta',
        send: 'Lo enviaré por correo',
      },
      'release-form': {
        title: 'Firmo un formulario y el hospital las envía',
        text: 'Escriba qué hospital tiene sus imágenes. Después imprima el formulario, fírmelo y envíelo o llévelo a ese hospital.',
        print: 'Imprimir el formulario',
        send: 'Lo firmaré y lo entregaré',
      },
      'hospital-sends': {
        title: 'Mi hospital las envía',
        text: 'Usted ya pidió al hospital, o le va a pedir, que envíe sus imágenes a la clínica.',
        send: 'Avisar a la clínica',
      },
    },
    problems: {
      'url-missing': 'Escriba la dirección del sitio web',
      'url-invalid': 'Escriba la dirección entera, por ejemplo https://imagenes.hospital.org/abc',
      'url-not-secure': 'La dirección debe empezar con https://',
      'url-too-long': 'La dirección es demasiado larga. Puede tener hasta 2000 caracteres',
      'code-too-long': 'El código de acceso puede tener hasta 100 caracteres',
      'hospital-missing': 'Escriba el nombre del hospital',
      'hospital-too-long': 'El nombre puede tener hasta 200 caracteres',
      'note-too-long': 'La nota puede tener hasta 500 caracteres',
    },
    sending: 'Avisando a la clínica …',
    sent: {
      'image-link': 'La clínica tiene su enlace',
      post: 'La clínica sabe que viene un disco',
      'release-form': 'La clínica sabe del formulario',
      'hospital-sends': 'La clínica sabe que su hospital las envía',
    },
    next: {
      clinic: 'Ahora le toca al equipo de la clínica. Usted no tiene que hacer nada.',
      patient: 'Ahora le toca a usted: por favor, envíe el disco.',
      'third-party': 'Ahora le toca al hospital. La clínica le avisa cuando lleguen las imágenes.',
    },
    nextForm: 'Ahora le toca a usted: firme el formulario y entréguelo. Después le toca al hospital.',
    from: (hospital) => `Hospital: ${hospital}`,
    label: {
      to: 'Para',
      reference: 'Referencia',
      content: 'Imágenes médicas en disco. Por favor, no doblar.',
    },
    form: {
      title: 'Autorización para entregar imágenes e informes médicos',
      text: [
        'Pido al hospital nombrado abajo que entregue copias de mis imágenes médicas (como archivos DICOM) y de sus informes a la clínica nombrada abajo, para una segunda opinión médica.',
        'Puedo retirar este permiso en cualquier momento, por escrito, para lo que aún no se haya enviado.',
      ],
      patient: 'Paciente',
      born: 'Fecha de nacimiento',
      hospital: 'Hospital',
      clinic: 'Enviar a',
      reference: 'Referencia',
      signedBy: 'Firma por el paciente',
      place: 'Lugar y fecha',
      signature: 'Firma',
    },
  },
};
