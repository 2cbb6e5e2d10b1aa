/**
 * The prover: decides about a definition over every way to answer it, "not sure" and "left unanswered" included, and on
 * every day until it is reviewed. By decision diagrams, hence exact: what it finds is real and comes with a shortest path;
 * what it does not find is not there. Where a definition needs more nodes than allowed it says what it has not decided.
 */
import type { Claim, Condition, EligibilityDefinition } from '../contract/index.js';
import { checkDefinition } from './check.js';
import { Compiled } from './compile.js';
import { dateOf, dayOf } from './dates.js';
import { patternOn } from './days.js';
import { TooManyNodes } from './diagram.js';
import { Prover, type AssertionResult, type Figures, type Finding } from './prover.js';
import { missingTranslations } from './translations.js';

export type { AssertionResult, Finding, FindingCode } from './prover.js';

export interface Proof extends Partial<Figures> {
  /** False: the definition does not hang together, or {@link undecided} says what needs more nodes than allowed. */
  decided: boolean;
  findings: Finding[];
  /** Those that were decided. */
  assertions: AssertionResult[];
  /** JSON Pointers (RFC 6901) of what could not be settled within the limit; empty when `decided`. */
  undecided: string[];
  /** Last day for which this holds (full date, RFC 3339): `reviewBy`, if it asks for dates. Left out: it holds on any day. */
  until?: string;
}

const DEFAULT_LIMIT = 2_000_000;
/** Reviews that are further away are of the future. */
const MOST_DAYS = 3_653;
/** Patterns of days that are proven, each for itself. */
const MOST_PATTERNS = 40;

/**
 * Proves a definition from a day (full date, RFC 3339) on until its review date. Only definitions that ask for dates look
 * at the day. `limit`: decision diagram nodes for each day that differs.
 */
export function prove(definition: EligibilityDefinition, on: string, limit = DEFAULT_LIMIT): Proof {
  const problems = checkDefinition(definition).filter(({ code }) => code !== 'gap');
  if (problems.length > 0)
    return {
      decided: false,
      findings: problems.map(({ code, pointer, ids = [] }) => ({ code, severity: 'error', pointer, ids })),
      assertions: [],
      undecided: [],
    };
  const claims = claimsOf(definition);
  const proof = proveOn(definition, dayOf(on), claims, limit);
  proof.findings.unshift(...untranslated(definition));
  if (!definition.questions.some(({ kind }) => kind === 'date')) return proof;
  return untilReview(proof, definition, dayOf(on), claims, limit);
}

function untranslated(definition: EligibilityDefinition): Finding[] {
  return missingTranslations(definition).map(({ pointer, languages }) => ({
    code: 'missing-translation',
    severity: 'error',
    pointer,
    ids: languages,
  }));
}

/** What assertions tell apart among the answers, beyond the definition's own conditions. */
function claimsOf({ assertions = [] }: EligibilityDefinition): Condition[] {
  return assertions.flatMap(({ never, always, when }) =>
    [never, always, when].flatMap((claim) => (claim ? conditionsIn(claim) : [])),
  );
}

/** The parts of a claim that do not speak of the outcome. */
function conditionsIn(claim: Claim): Condition[] {
  if ('all' in claim) return claim.all.flatMap(conditionsIn);
  if ('any' in claim) return claim.any.flatMap(conditionsIn);
  if ('not' in claim) return conditionsIn(claim.not);
  return 'outcome' in claim || 'outcomeKind' in claim ? [] : [claim];
}

/** Adds what is found only on later days. */
function untilReview(
  proof: Proof,
  definition: EligibilityDefinition,
  first: number,
  claims: readonly Condition[],
  limit: number,
): Proof {
  const pattern = patternOn(definition, claims);
  const seen = new Set([pattern(first)]);
  const review = definition.reviewBy === undefined ? first : dayOf(definition.reviewBy);
  const last = Math.min(Math.max(review, first), first + MOST_DAYS);
  for (let day = first + 1; day <= last; day++) {
    if (seen.has(pattern(day))) continue;
    if (seen.size >= MOST_PATTERNS) return { ...proof, until: dateOf(day - 1) };
    seen.add(pattern(day));
    addDay(proof, proveOn(definition, day, claims, limit), dateOf(day));
  }
  return { ...proof, until: dateOf(last) };
}

function addDay(proof: Proof, later: Proof, on: string): void {
  const isNew = ({ code, pointer }: Finding) =>
    !proof.findings.some((each) => each.code === code && each.pointer === pointer);
  proof.findings.push(...later.findings.filter(isNew).map((finding) => ({ ...finding, on })));
  proof.assertions = proof.assertions.flatMap((before) => {
    const then = later.assertions.find(({ id }) => id === before.id);
    if (!before.proven) return [before];
    if (!then) return [];
    return [then.proven ? then : { ...then, on }];
  });
  proof.undecided = [...new Set([...proof.undecided, ...later.undecided])];
  proof.decided = proof.undecided.length === 0;
}

function proveOn(
  definition: EligibilityDefinition,
  day: number,
  claims: readonly Condition[],
  limit: number,
): Proof {
  const compile = () => new Compiled(definition, day, limit, claims);
  try {
    const prover = new Prover(compile());
    const findings = [...prover.findings(), ...prover.simpleFindings()];
    const assertions = (definition.assertions ?? []).map((assertion) => prover.assertion(assertion));
    return { decided: true, findings, assertions, undecided: [], ...prover.figures() };
  } catch (error) {
    if (!(error instanceof TooManyNodes)) throw error;
    return provePartly(definition, compile);
  }
}

/** What can be decided without the whole decision, each with nodes of its own. */
function provePartly(definition: EligibilityDefinition, compile: () => Compiled): Proof {
  const undecided: string[] = [];
  const attempt = <T>(pointers: readonly string[], work: () => T[]): T[] => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof TooManyNodes)) throw error;
      undecided.push(...pointers);
      return [];
    }
  };
  const findings = attempt([], () => new Prover(compile()).simpleFindings());
  const assertions = (definition.assertions ?? []).flatMap((assertion, index) =>
    attempt([`/assertions/${index}`], () => [new Prover(compile()).assertionWithin(assertion)]),
  );
  return {
    decided: false,
    findings,
    assertions,
    undecided: ['/rules', '/outcomes', '/questions', ...undecided],
  };
}
