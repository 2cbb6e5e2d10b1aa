export const uploader = {
  title: '',
};
