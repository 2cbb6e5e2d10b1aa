/** The whole definition: taken through the schema, then through the checks that the schema cannot say. Pure. */
import { EligibilityDefinition } from '../../contract/eligibility-definition.js';
import { checkDefinition } from '../../eligibility/check.js';

/** Codes and places (RFC 6901) of everything that is wrong, for the site's developer. */
export type Problems = readonly { code: string | undefined; pointer: string }[];

export function readDefinition(
  candidate: unknown,
): { definition: EligibilityDefinition } | { problems: Problems } {
  const parsed = EligibilityDefinition.safeParse(candidate);
  if (!parsed.success)
    return {
      problems: parsed.error.issues.map(({ code, path }) => ({
        code,
        pointer: `/${path.map(String).join('/')}`,
      })),
    };
  const problems = checkDefinition(parsed.data);
  return problems.length > 0 ? { problems } : { definition: parsed.data };
}

/** The day of a moment where the person is, `YYYY-MM-DD`. */
export function dayOn(now: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
