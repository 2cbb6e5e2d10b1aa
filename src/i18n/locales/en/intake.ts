export const intake = {
  title: '',
};
