export const eligibility = {
  title: '',
};
