export const tracker = {
  title: '',
};
