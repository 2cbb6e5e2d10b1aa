/** Lines that go around questions: one lane for all that lead to the same question. */
import type { QuestionPlan } from './plan.js';

export interface Skip {
  /** Position of the question that it leaves, and of the row of its answers. */
  from: number;
  row: number;
  /** Position of the question that it leads to. */
  to: number;
  /** Counted from the questions outwards. */
  lane: number;
  /** Whether these answers always lead there. */
  sure: boolean;
}

/** More than these side by side tell nobody anything; where the line is missing, the words beside the answer say it. */
const MOST_LANES = 6;

export function lanesOf(questions: readonly QuestionPlan[]): Skip[] {
  const deciding = questions.filter(({ rows }) => rows.length > 0);
  const following = new Map(deciding.map(({ index }, i) => [index, deciding[i + 1]?.index]));
  const skips = deciding.flatMap(({ index, rows }) =>
    rows.flatMap(({ targets }, row) =>
      [...targets.questions]
        .filter((to) => to !== following.get(index) && to > index)
        .map((to) => ({
          from: index,
          row,
          to,
          lane: 0,
          sure: targets.questions.size + targets.outcomes.size === 1,
        })),
    ),
  );
  const all = assigned(skips);
  return all.every(({ lane }) => lane < MOST_LANES)
    ? all
    : assigned(skips.filter(({ sure }) => sure)).filter(({ lane }) => lane < MOST_LANES);
}

/** Short ones inside, so that few lines cross. */
function assigned(skips: readonly Skip[]): Skip[] {
  const spans = new Map<number, { to: number; first: number }>();
  for (const { from, to } of skips)
    spans.set(to, { to, first: Math.min(from, spans.get(to)?.first ?? from) });
  const lanes: { to: number; first: number }[][] = [];
  const laneOf = new Map<number, number>();
  for (const span of [...spans.values()].sort((a, b) => a.to - a.first - (b.to - b.first))) {
    let lane = lanes.findIndex((taken) =>
      taken.every((each) => each.to <= span.first || each.first >= span.to),
    );
    if (lane < 0) lane = lanes.push([]) - 1;
    lanes[lane]?.push(span);
    laneOf.set(span.to, lane);
  }
  return skips.map((skip) => ({ ...skip, lane: laneOf.get(skip.to) ?? 0 }));
}
