/** Figures of several rounds. */
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
export const round = (value, digits = 1) => Math.round(value * 10 ** digits) / 10 ** digits;
