import { CRASH_POINTS } from '../../server/calls/crash-point.ts';
import type { Report } from './run-campaign.ts';

/** Timelines of so many offenders are printed whole. */
const MOST_SHOWN = 5;

/** Says how it went, with the timelines of whatever went wrong. `true` when all is well. */
export function printReport(report: Report, print: (line: string) => void): boolean {
  const { offences, offenders, outcomes, missedSteps } = report;
  for (const { kind, callId, what } of offences) print(`${kind} ${callId ?? ''} ${what}`);
  for (const call of offenders.slice(0, MOST_SHOWN)) print(JSON.stringify(call, null, 1));
  if (missedSteps.length > 0) print(`never died at: ${missedSteps.join(', ')}`);
  const steps = CRASH_POINTS.length - missedSteps.length;
  print(`${report.kills} kills, at ${steps} of ${CRASH_POINTS.length} steps`);
  const times = (kind: string) => offences.filter((offence) => offence.kind === kind).length;
  const each = Object.entries(outcomes).map(([name, count]) => `${count} ${name}`);
  const ended =
    report.ended === report.total ? `${report.total}` : `${report.ended} of ${report.total}`;
  const wrong = times('wrong') > 0 ? `, ${times('wrong')} wrong` : '';
  print(
    `${times('lost')} lost, ${times('doubled')} doubled${wrong}, ${ended} ended (${each.join(', ')})`,
  );
  return offences.length === 0 && missedSteps.length === 0;
}
