/**
 * One synthetic picture of 37 by 29 pixels ({@link grey}, {@link colour}) in each of the compressions that DICOM uses, as
 * codestreams. Made with DCMTK 3.6.7 (JPEG, JPEG-LS), OpenJPEG 2.5 (JPEG 2000) and libjpeg (baseline).
 */

export const [WIDTH, HEIGHT] = [37, 29];

/** In 8 bits. */
export const grey = (x: number, y: number): number => x * 4 + y * 3 + (((x >> 3) + (y >> 3)) & 1) * 20;
/** In 12 bits: `grey` times 16, with something in the low bits. */
export const grey12 = (x: number, y: number): number => grey(x, y) * 16 + ((x ^ y) & 15);
export const grey16 = (x: number, y: number): number => grey(x, y) * 256 + ((x * y) % 256);
export const colour = (x: number, y: number): [number, number, number] => [
  grey(x, y),
  255 - grey(x, y),
  x * 6,
];

const bytes = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'));

/** 4:2:0, restart markers, YCbCr. */
export const baselineRgb = bytes(
  [
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8Q',
    'EBEQCgwSExIQEw8QEBD/2wBDAQMDAwQDBAgEBAgQCwkLEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ',
    'EBAQEBAQEBD/wAARCAAdACUDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF',
    'BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW',
    'V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi',
    '4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAEC',
    'AxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVm',
    'Z2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq',
    '8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDrZLj3rGkuPeq8lx71LJce9fzrwnR9nyn85cMcPf2XbTm5vlt9/csSXHvWNJce9V5Lj3qW',
    'S496/pvhOjycp/RHDHDv9l205ub5bff3LT3HPWiude4560V+6YfC/uon7LQ4H/dr3vw/4J0klx71iyXHvUEsrVNLK1fwJwnS9nyn',
    '4JwxkMcr5ftc3y2+/uTyXHvWLJce9QSStU0krV/TnCVL2fKf0RwxkMcr5ftc3y2+/uTvcc9aK595GzRX7ph8N+6ifs1DguPs4+/+',
    'H/BP/9k=',
  ].join(''),
);

/** {@link grey12}. */
export const extended12 = bytes(
  [
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsICQoK',
    'CgoKBggLDAsKDAkKCgr/wQALDAAdACUBAREA/8QAFgABAQEAAAAAAAAAAAAAAAAACgwN/8QALRAAAAIIBQMFAAMAAAAAAAAAERQA',
    'CgsSFiEyYQECBCdECAliFyIjJTEDBRX/2gAIAQEAAD8Axi1m4qShGAtoxEtwaabTS0gZuKkoRgLaMRLcGmm00XAzcVJQjAW0YiW4',
    'NNNppaQM3FSUIwFtGIluDTTaaIgVRFJIn24dLl9IHxKe0kDvx57TTL32bipKEYC2jES3BpptNFwM3FSUIwFtGIluDTTaaWkDNxUl',
    'CMBbRiJbg002mi4GbipKEYC2jES3BpptNLGBVEUkifbh0uX0gfEp7SQO/HntNMGfZuKkoRgLaMRLcGmm00tIGbipKEYC2jES3Bpp',
    'tNFwM3FSUIwFtGIluDTTaaWkDNxUlCMBbRiJbg002miIFURSSJ9uHS5fSB8SntJA78ee00y09m3q+fRTo4Ad0AvlnfrsmDoO+U/1',
    'FwM29Xz6KdHADugF8s79dkwdB3yn+paQM29Xz6KdHADugF8s79dkwdB3yn+ouBm3q+fRTo4Ad0AvlnfrsmDoO+U/1LF9VGV9OifQ',
    '9t/R44/1r+GcoGH+fkwAP48/ldP//9k=',
  ].join(''),
);

/** Process 14, predictor 6, {@link grey16}. */
export const lossless16 = bytes(
  [
    '/9j/4AAQSkZJRgABAQAAAQABAAD/wwALEAAdACUBAREA/8QAGgABAQEBAQEBAAAAAAAAAAAACQwKCwgNEP/aAAgBAQAGAAD90AOg',
    'B0AOgB0AOgB0APsAHQA6AHQA6AHQA6AHQA+f/wDQA6AHQA6AHQA6AHQA+wAdADoAdADoAdADoAdAD5//ANADoAdADoAbAGBYJgmD',
    'YNhGEYVhWGYZh2HYhiGJYlimKYti2MYxjWNY5jmPY9kGQZFkWSZJk9gDAsEwTBsGwjCMKwrDMMw7DsQxDEsSxTFMWxbGMYxrGscx',
    'zHseyDIMiyLJMkyewBgWCYJg2DYRhGFYVhmGYdh2IYhiWJYpimLYtjGMY1jWOY5j2PZBkGRZFkmSZPYAwLBMEwbBsIwjCsKwzDMO',
    'w7EMQxLEsUxTFsWxjGMaxrHMcx7HsgyDIsiyTJMnsAYFgmCYNg2EYRhWFYZhmHYdiGIYliWKYpi2LYxjGNY1jmOY9j2QZBkWRZJk',
    'mT2AMCwTBMGwbCMIwrCsMwzDsOxDEMSxLFMUxbFsYxjGsaxzHMex7IMgyLIskyTJ7AGBYJgmDYNhGEYVhWGYZh2HYhiGJYlimKYt',
    'i2MYxjWNY5jmPY9kGQZFkWSZJk/rgFcDXBVwVcHXB1wlcJ8OEnhJ4WeFnhp4aeHnh/vxNcTXFVxVcXXF1xlcZ8OMnjJ42eNnjp46',
    'ePnj/vSNYjWJViVYnsAYFgmCYNg2EYRhWFYZhmHYdiGIYliWKYpi2LYxjGNY1jmOY/0eiCIaEWRZJkmT2AMCwTBMGwbCMIwrCsMw',
    'zDsOxDEMSxLFMUxbFsYxjGsb6OQ5D9B7IMgyLIskyTJ7AGBYJgmDYNhGEYVhWGYZh2HYhiGJYlimKYti2MYz0ahug5jmPY9kGQZF',
    'kWSZJk9gDAsEwTBsGwjCMKwrDMMw7DsQxDEsSxTFMWxfoxDNBrGscxzHseyDIMiyLJMkyewBgWCYJg2DYRhGFYVhmGYdh2IYhiWJ',
    'YpivRaF6DGMY1jWOY5j2PZBkGRZFkmSZPYAwLBMEwbBsIwjCsKwzDMOw7EMQxLEsV6K0FsWxjGMaxrHMcx7HsgyDIsiyTJMnsAYF',
    'gmCYNg2EYRhWFYZhmHYdiGIYlifRWgpi2LYxjGNY1jmOY9j2QZBkWRZL0kifzv8AngJ4GeBngp4KeDng/vwtcLXDVw1cPXD1xFcR',
    '8KInCOATPEzxU8VPFzxf342uNrjq46uPrj65CuQ+FITiE4jwEZ5LYAwLBMEwbBsIwjCsKwzDMOw7EMQxLEsUxTFsWxjGMaxrHMcx',
    '7Hsh6Q0IsiyTJMnsAYFgmCYNg2EYRhWFYZhmHYdiPRGgliWKYpi2LYxjGNY1jmOY/wBHohoQZFkWSZJk9gDAsEwTBsGwjCMKwrDM',
    'Mw7D+iNBDEsSxTFMWxbGMYxrGsd6OQ/QeyDIMiyLJMkyewBgWCYJg2DYRhGFYVhmGYf0PoIYhiWJYpimLYtjGMY1jfR2g5j2PZBk',
    'GRZFkmSZPYAwLBMEwbBsIwjCsKwzDMOw7EMQxLEsUxTFsWxjGMb6N0HMcx7HsgyDIsiyTJMnsAYFgmCYNg2EYRhWFYZhvQ+gdiGI',
    'YliWKYpi2LYxjPRug1jmOY9j2QZBkWRZL0kiewBgWCYJg2DYRhGFYVhmGYdh2IYhiWJYpimLYtjPRmg1jWOY5j2PZBkGRZH0loSZ',
    'P64BXA1wVcFXB1wdcJXCfDhJ4SeFmheANPDTw88P9+Jria4quKri64uqMsDPhxk8ZPGzxs8dPHTx88f96RrEbBKuSrk9gDAsEwTB',
    'sGwjCMKwrDMMw7DsQxDEsSxTFMX6L0GMYxrGscxzHseyHpDQiyLJMkyewBgWCYJg2DYRhGFYX0NoGYdh2IYhiWJYpivRegtjGMY1',
    'jWOY5j2P9IaEGRZFkmSZPYAwLBMEwbBsIwjCsKwzDMOw7EMQxLEsV6K0FsWxjGMaxrHMcx/o/QgyDIsiyTJMnsAYFgmCYNg2EYRh',
    'WFYZhmHYdiGIYliWKYpi2LYxjGNY1jmO9H6D2QZBkWRZJkmT/9k=',
  ].join(''),
);

/** Process 14, first-order prediction. */
export const losslessRgb = bytes(
  [
    '/9j/wwARCAAdACUDABEAAREAAhEA/8QAGQABAQEBAQEAAAAAAAAAAAAAAwUCAAgH/9oADAMAAAEAAgABAADz/wDf/P6GyGyGyGyG',
    'yGyG1iOyGyGyGyGyGyGyG0+gyGyGyGyGyGyGyG1iOyGyGyGyGyGyGyG0+gyGyGyGyG28chshshshshshshtYjshshshshshshsht',
    'PoMhshshshshshshtYjshshshshshshshtPoMhshshshtvHIbIbIbIbIbIbIbWI7IbIbIbIbIbIbIbT6DIbIbIbIbIbIbIbWI7Ib',
    'IbIbIbIbIbIbT6DIbIbIbIbbxyGyGyGyGyGyGyG1iOyGyGyGyGyGyGyG0+gyGyGyGyGyGyGyG1iOyGyGyGyGyGyGyG0+gyGyGyGy',
    'G28chshshshshshshtYjshshshshshshshtPoMhshshshshshshtYjshshshshshshshtPoMhshshshtvHIbIbIbIbIbIbIbWI7I',
    'bIbIbIbIbIbIbT6DIbIbIbIbIbIbIbWI7IbIbIbIbIbIbIbT6DIbIbIbIbbxyGyGyGyGyGyGyG1iOyGyGyGyGyGyGyG0+gyGyGyG',
    'yGyGyGyG1iOyGyGyGyGyGyGyG0+gyGyGyGyG28chshshshshshshtYjshshshshshshshtPoMhshshshshshshtYjshshshshshs',
    'hshtPoMhshshshtXkchshshshshshshtPoMhshshshshshshtYjshshshshshshshtPoMhshshshshshshtYjshshshshtvHIbIb',
    'IbIbIbIbIbT6DIbIbIbIbIbIbIbWI7IbIbIbIbIbIbIbT6DIbIbIbIbIbIbIbWI7IbIbIbIbbxyGyGyGyGyGyGyG0+gyGyGyGyGy',
    'GyGyG1iOyGyGyGyGyGyGyG0+gyGyGyGyGyGyGyG1iOyGyGyGyG28chshshshshshshtPoMhshshshshshshtYjshshshshshshsh',
    'tPoMhshshshshshshtYjshshshshtvHIbIbIbIbIbIbIbT6DIbIbIbIbIbIbIbWI7IbIbIbIbIbIbIbT6DIbIbIbIbIbIbIbWI7I',
    'bIbIbIbbxyGyGyGyGyGyGyG0+gyGyGyGyGyGyGyG1iOyGyGyGyGyGyGyG0+gyGyGyGyGyGyGyG1iOyGyGyGyG28chshshshshshs',
    'htPoMhshshshshshshtYjshshshshshshshtPoMhshshshshshshtYjshshshshtvHIbIbIbIbIbIbIbT6DIbIbIbIbIbIbIbWI7',
    'IbIbIbIbIbIbIbT6DIbIbIbIbIbIbIbWI7IbIbIbIbTqPIbIbIbIbIbIbIbWI7IbIbIbIbIbIbIbT6DIbIbIbIbIbIbIbWI7IbIb',
    'IbIbIbIbIbT6DIbIbIbIbbxyGyGyGyGyGyGyG1iOyGyGyGyGyGyGyG0+gyGyGyGyGyGyGyG1iOyGyGyGyGyGyGyG0+gyGyGyGyG2',
    '8chshshshshshshtYjshshshshshshshtPoMhshshshshshshtYjshshshshshshshtPoMhshshshtvHIbIbIbIbIbIbIbWI7IbI',
    'bIbIbIbIbIbT6DIbIbIbIbIbIbIbWI7IbIbIbIbIbIbIbT6DIbIbIbIbbxyGyGyGyGyGyGyG1iOyGyGyGyGyGyGyG0+gyGyGyGyG',
    'yGyGyG1iOyGyGyGyGyGyGyG0+gyGyGyGyG28chshshshshshshtYjshshshshshshshtPoMhshshshshshshtYjshshshshshshs',
    'htPoMhshshshtvHIbIbIbIbIbIbIbWI7IbIbIbIbIbIbIbT6DIbIbIbIbIbIbIbWI7IbIbIbIbIbIbIbT6DIbIbIbIbbxyGyGyGy',
    'GyGyGyG1iOyGyGyGyGyGyGyG0+gyGyGyGyGyGyGyG1iOyGyGyGyGyGyGyG0+gyGyGyGyG1eRyGyGyGyGyGyGyG0+gyGyGyGyGyGy',
    'GyG1iOyGyGyGyGyGyGyG0+gyGyGyGyGyGyGyG1iOyGyGyGyG28chshshshshshshtPoMhshshshshshshtYjshshshshshshshtP',
    'oMhshshshshshshtYjshshshshtvHIbIbIbIbIbIbIbT6DIbIbIbIbIbIbIbWI7IbIbIbIbIbIbIbT6DIbIbIbIbIbIbIbWI7IbI',
    'bIbIbbxyGyGyGyGyGyGyG0+gyGyGyGyGyGyGyG1iOyGyGyGyGyGyGyG0+gyGyGyGyGyGyGyG1iOyGyGyGyG28chshshshshshsht',
    'PoMhshshshshshshtYjshshshshshshshtPoMhshshshshshshtYjshshshsht//2Q==',
  ].join(''),
);

/** Lossless, {@link grey12}. */
export const jpegLs12 = bytes(
  [
    '/9j/9wALEAAdACUBAREA//gADQH//wASAEMBFABA/9oACAEBAAAAAKQMgZAx/n2QMf1+z3PM73W53G3kyt9ttdps9lsZ4a/Xa3Wa',
    'vq6YZ2no5+bGKL0YJalyrViL0YqlVKdUKVmRdgJjZGFiX2BFyMF1eW1xZWkW4BV1hVRirIzRai5GCYpWlqXpglSrVquVCWYArVOq',
    'FUq1KliXKpSKVTtDEleAM7CxIxVVJUYWRRZqtWsGTAxr2KqwC5gvsS1eqlYtXLzCsXKnALFq6jBavYMiwmUKlVrmDGrpU6owC1ex',
    'KyVMqFUsXMKqkTKfALFrAk6lOpTKEzCnVKy6q6q6mwFV1FlFlMqFFlFlFlLgJqpowVW1hNVaV1Kp1lWTVWFVSYCuqJqqymyMyqpJ',
    'KKqkx4CoopJeokokokoxsqmJWlbFgJWlaVsTIlaVpWw4CVpS4AAAAAAFpBSAn6fL1eJBY9gJAKAIAgEAgHwK7XS5XC3WyQGO4BAI',
    'CAgICAPALV0c0gozQSQxQxYMBDFDKMsLGjKMoyv4CMoyjLAxIyjWpZsV7RkvXsDJetZsVy+wsVyxiwWruBgsVsF6xeYF6tUlyUZV',
    'L0ZXMCMql6Mrq+jKpcjK3gRlSuRq4vJqlWq5WKYnbWBysUxO211ysExO2cDlYJSdtLjlYKRU1NTVjAmpqasraampqvgTU1NWFpNW',
    'saxSurUq2BWpXVqVdZVqV1alVwKlC6pQrLCpQtW1111TAuuuqq6666ngXXXVFZdaoAAAAAAACBTkBAQEBAgQDv7k4uDe3NqfkdwI',
    'ECBAgQDvzY1tTS0M6fEcwIECAkYoUhSFKaqhSFIUp4EZGRlNURkZGUsCMipZUoSrFKhSVFKdKrUp1HAoTpFbCZkpsLKNMLMcC6ya',
    'rZGTZRmLJNTZTWGCamymsGSamymsME1NVK5W0SdwYuVtAnb8HK0gTuDFytIE7fg5WlCqdddewXXXXYLrrr2C6667BdahrKLrKLmC',
    'yi6yi7BVRdVRcvVUXVUW4KqLTtdddcvXXXW4LtatXNa1bg15gAAAAAAAIFA5mVkY2JhXpG8CBAgQIICvrAvry6uLa8I1gggggggK',
    '+La0spATZOE4uLMFxcXFq5cXFxZguLi4tXLi8qKqIsKprMFE0F1E1i1RNBdRNZgomguoksWqJIKhFxBZcV4LiFlxYtXELLivBcQs',
    '8sWvIU6IRCM714EIhGd61hCemd68CE9M71rCE9eA/9k=',
  ].join(''),
);

/** Near-lossless, each sample at most 2 away from {@link grey}. */
export const jpegLsNear = bytes(
  [
    '/9j/9wALCAAdACUBAREA/9oACAEBAAIAAL5eAHm4BdsB/gHapHVu9NeU/yef1P1+r+u/1/c3o/fP+f8//2z/f9/k/v9//3//e/9/',
    '/x//AFKmj7lAs+W/Avbf/zv3/t+/dN93/3f/f/l3/3/eT/fp9/9/du3/f/9//3//X/9//0gP8T8r/N/X8/9//333/3//f/9//3//',
    'f/97/3/z/3//f5//f/9/r/9//3//AH+v839d8nKf/3u//3d//3//f/7vu27/N3/z/3/4/9kA',
  ].join(''),
);

/** Lossless, interleaved by sample. */
export const jpegLsRgb = bytes(
  [
    '/9j/9wARCAAdACUDAREAAhEAAxEA/9oADAMBAAIAAwAAAgBOIQzsV0LeW4LUHOwoEgQ1PN9C/Qv0L9C/Qv1LCh69UnVJ1SdUnVJ1',
    'SdUkGgUnVJ1SdUnVJ1SdUnVJChqdUnVJ1SdUlmrJNqVWvZLJ/3/r8v9//bt//327/1knf/98sv9/+/9//1a//3//f9rv/3+tf/9/',
    '/3//f/9//3/5X/9//3//f/9//3//f/9/9f9//3//f/9//3//f/9//1f/f/9//3//f/9//3//f/9//3//f/9//3//f/9//3/4AAAJ',
    'OAAACTZGpu2WtSNAK/lv/3KABD2t/3011v9//tYq/2Rvua1rWtf+ta1rX+ta3/9//3//f/9//3//f/9//3//f/9//3//f/9//3//',
    'f/9//3//f/9//3//f/9//3//f/9//3//f/9//3//f/9//3//f/9//3//f/9//3//f/9//3//f/9//3//f/9//3//f/9//0AAAEnA',
    'AAf/f/6hN/9/7XW//3/pEX//fKyv/2WmnrWta1/rWta1/1f/f/9//3//f/9//3//f/9//3//f/9//3//f/9//3//f/9//3//f/9/',
    '/3//f/9//3//f/9//3//f/9//3//f/9//3//f/9//3//f/9//3//f/9//3//f/9//3//f/9//3//f/9/4AAAJOAAACTf/3+qqf9/',
    '/yD7/3/qj/9//3xr/yawtrWta1/63/9//3//f/9//3//f/9//3//f/9//3//f/9//3//f/9//3//f/9//3//f/9//3//f/9//3//',
    'f/9/wP/Z',
  ].join(''),
);

/** 5-3, three resolutions, {@link grey12}; bypass, termination of each pass, causal contexts. */
export const jpeg2000 = bytes(
  [
    '/0//UQApAAAAAAAlAAAAHQAAAAAAAAAAAAAAJQAAAB0AAAAAAAAAAAABCwEB/1IADAAAAAEAAgQEDQH/XAAKQGBoaHBoaHD/kAAK',
    'AAAAAARcAAH/k9/kSCimSOSQRyRUQ0Q0Q0Q0QUQSLz+bLZ9/RMcT/JqKYXRsM9yvjb9jEfRNbbuTtKvrv/9/wqRxhSQU6BawP2RV',
    '/3/KeJVCCkBXa0SeDqX/f9kqXkn+WCtewgi01f9/ChAJQC10AgHX19L/fwoySP5uH++w6RaS/39FX8xs5yeNIPtesv9/9V778/we',
    'Bf1g203/f0iF9oX6UMg3yDr/f8D8LDIiQsQkchgighkoH4WGREhWZKxFBFBFJQH4UkREJURKpKxE5E5AFwUZuYXDYQjH59dnbcqP',
    'Axj/f/9/ycD10/9/BRVcu/kiVwqFSE+/jJdUx/9/DuC+vmfNnzqqqqX/fwBmmWaZd5l3mf9/7uzo6OjooaChoP9/1QwUnBTQCCoI',
    'Kv9/DBoV4oJLEp8JHYi/sF+XNU//f/9/0uRLv/9/BUZJGeVqXVmkhtx/skP/fxkZL6+VP1rWB93Y/38AFTsTsT41I1B1/3/kkPaK',
    'qCunEHLV/3//FUMIhCYYVk14Kv9/FdipPVTT2Lrz/3//f/9//39//38WRp/tvsWlTJbfByf/fwMGA88qLouIWEX/f9m9tv8V0Lod',
    '1HVV/38DavYZ2H7VDVX/f/9+71m9fm3G2/9/wPw5QMYIIgIIkI8gI8gI8heQ8KB+HJBjBBDhBEBHkBHkBHkLRnhQH4cYECEEEEEE',
    'EYEEYEfIIFUaECFsB+jN+Mb+nE7n69IIX/QcU7Z/76OPSOiXo24//3//f9B16MsaqZ5f/3//fwIe91+EYnN0P/9/AAAAAAAAAAAA',
    'AAAAAAAACQmYmImJkkX/fwAAAAAAAAAAAAAAAAAAACYm4uIuLueV/38AAAAAAAAAAAAAAAAAAABFRdTUTU3LJQR/QXlqZzWaypBd',
    '6pYAHlHJ7eU68ii/7nd3O7ud3c7u53O7ud3c7u53dzud3c7u53dzu7nHOOcc45wqwYMGDYMGDBsGDBg0IQhK/38AyByj7N92t7c5',
    'QvUf/esMBg8keZ9H8/FVIb//f/9/zOeQAzRVFv9//38Ce3ieh0x0b/9/AAAAAAAAAAAAAAAAAAAVCYmTExAmJir/fwAAAAAAAAAA',
    'AAAAAAAAFS4uLFxcuLiq/38AAAAAAAAAAAAAAAAAABVNTUqamTU1KgGqyFxfS0/HQ7FPUwwBcVhefMDC2HzdfW6+t19br63Ruvrd',
    'fW6+t19bo3X1uvrdfW6+t0a7Xa7XaFChQoQoUKFCFChQoRttKv9/JMY7GFRGJEZHnI/j/39//3//f7v3/3//fxTX/38AAAAAAAAA',
    'AAAAAAD/ev9/AAAAAAAAAAAAAAAAWlUEcNp4Cg3Bd2x2pOwJJ7bYbDYbDYbDYbDYbDYbDYbDYbDYbDYbDYbDYbDYbDYZjMZjMYoR',
    'IgRA/3//f/9//3//f/9//3//f/9//3//f/9//3//f/9//3//f/9//3//f/9//37/f/9//3//f/9//3/6/3//2Q==',
  ].join(''),
);

/** 9-7 with component transform, four tiles, three resolutions, by position, SOP and EPH. */
export const jpeg2000Rgb = bytes(
  [
    '/0//UQAvAAAAAAAlAAAAHQAAAAAAAAAAAAAAGAAAABgAAAAAAAAAAAADBwEBBwEBBwEB/1IADAYCAAEBAgQEAAD/XAARQl9SUAVQ',
    'BVBHV9NX01di/5AACgAAAAAB+wAB/5P/kQAEAADB9g+A/5ITiyeg2OUCjiaDypg+qu+izi+OpbNbQwaa9SsDDHWr/5EABAABx+RQ',
    '/5IRTuHmRUJoIWuDBWSVtyN0sbiaIlo7AhpFLLEvDPPMlXnYch3NMKCP/5EABAACx+RU/5IRHcEqHbhe90LU/vx5BeX0/ndM1o2g',
    'R/JifxOg4ie8HqkUuYJ3KorDPJv/kQAEAAPAPgQgHwIQBwz/khexG7mJHhUAorWCoKLsjncOyh3igk1VEPk00IDoJg59FoSrPrCr',
    '/5EABAAEwHxkYA4uAEr/kixf+79AiXk42Xs1BPY6L+VLDBoV4oJJzFAZid8V2Kk+v/+RAAQABcD5jMD5i8B8YsD/khcFGbmJHhYb',
    'kUhcKPThBNawThMg6+/sQpMMGhXigk1V0ykQgOgniHTNTSv8xGdqTxXYqT6xtnYgRALP/5EABAAGwBxUAcXACUD/kiIYCrL1ivJI',
    'J1sDeCSjjf0TjaeLnyQMq4dB/5EABAAHwB0+AOnQAlD/kiTGOrIjJW3AmTOhvZYIXyTGPtBWLCwr6fg2uonfJMZAb37/kQAEAAjA',
    'fGYgPjMQD4Bw/5IhbAiy9YrySCdVkAqFsaFsI4TruFztI9EAyByjjf0TjaeGEy4AFN/wUTTjLK7iIKskxkBvfywH/5AACgABAAAB',
    'cQAB/5P/kQAEAADA+kqA/5IkfA+aB8zt0WS5/hf8cnjvNoj9Ay//kQAEAAHD7xr/khzy79hZpwohMG7Nm5HIeKREnbYjy+0OPWe/',
    '/5EABAACw+8a/5IfMLDWggQXBtuvx2NKgmrInee4Gev6PMcUSf+RAAQAA8A+AiAfAXAHCP+SFwUbMMDv0tUMGhXikGz/aT0F7xXY',
    '0H//kQAEAATAHDwB0iAEYP+SE/4Eg/K6Lw7KHeKBFHl/FoTP/5EABAAFwPmHQPmHwHxhwP+SF7EdMaoFBeZq7F/TAz8Oyh3ikH+I',
    'aew0sRF9eT8WhNLuzhr7/5EABAAGwBw0AcRACMD/kiFsUHGKxADIG9qA2Q6/JNCx/5EABAAHwB0eAOkwAjD/kiQh+R3W6EMkGJCm',
    'EIwwmd8kHbf/kQAEAAjAfGNgPjIwD4BA/5IiGFJxir2+aLeWlVw/A3gj2oDZEpEnU0mAiLwdpc8kHbmr/5AACgACAAAAwwAB/5P/',
    'kQAEAADB9gWA/5IhEG4z5vEAGAYCu/+RAAQAAcfkHv+SCTHgmmwpXscbT1A8xP9//5EABAACw+8P/5IbmDlnNzLJRVoKEClKgr//',
    'kQAEAAPAPhGA/5IOAhy59F//kQAEAATAfGHA/5Id/3BvdByA/5EABAAFwPmDgP+SDPEvIxMSH/+RAAQABsAcIP+SHPLHf/+RAAQA',
    'B8AdEP+STwRMf/+RAAQACMB8YgD/khvriJpsO+an/5AACgADAAAAagAB/5P/kQAEAACA/5L/kQAEAAHD4BD/kg7YDs//kQAEAALH',
    'RP+SERo6h/+RAAQAA4D/kv+RAAQABID/kv+RAAQABYD/kv+RAAQABoD/kv+RAAQAB4D/kv+RAAQACID/kv/Z',
  ].join(''),
);
