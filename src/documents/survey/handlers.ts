/** A survey for a worker: one at a time, calls in the order in which they come. */
import type { Handler } from '../calls.js';
import type { Patient } from '../../contract/index.js';
import type { SurveyFile, SurveyProgress, SurveyResult, SurveyedInstance } from './found.js';
import { Survey } from './survey.js';

/** One survey; each page and each worker has its own. */
export function surveyHandlers() {
  const survey = new Survey();
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine;
    return mine;
  };
  return {
    /** Before the first slice of what was picked. */
    begin: (() => inTurn(() => Promise.resolve(survey.begin()))) satisfies Handler<null, void>,
    /** What was read since is given up. */
    cancel: (() => inTurn(() => Promise.resolve(survey.cancel()))) satisfies Handler<null, void>,
    /**
     * May be called before those before have been answered: reading goes on meanwhile. Gives the number of the first of
     * these files; the others follow it.
     */
    read: (({ files }, { signal, tell }) => {
      const slice = survey.take(files, signal);
      return inTurn(async () => {
        await survey.look(slice, tell);
        return slice.place.first;
      });
    }) satisfies Handler<{ files: readonly SurveyFile[] }, number, SurveyProgress>,
    finish: (({ patient }, { signal }) => inTurn(() => survey.finish(patient, signal))) satisfies Handler<
      { patient: Patient | null },
      SurveyResult
    >,
    instances: (({ study, from, count }) =>
      inTurn(() => Promise.resolve(survey.instances(study, from, count)))) satisfies Handler<
      { study: string; from: number; count: number },
      readonly SurveyedInstance[]
    >,
    open: (({ file }, { signal }) => survey.blob(file, signal)) satisfies Handler<
      { file: number },
      Blob | 'unreadable' | 'damaged'
    >,
  };
}

export type SurveyHandlers = ReturnType<typeof surveyHandlers>;
