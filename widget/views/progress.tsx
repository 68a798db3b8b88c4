import { reachedAfter, screenOf } from '../call-flow.ts';
import { operatorOf, phoneOf } from '../head.ts';
import { fill, ltr, plural } from '../say.tsx';
import type { Visit } from '../visit.ts';
import { Button } from './button.tsx';
import { Caller } from './caller.tsx';
import { Step } from './step.tsx';
import { Trouble } from './trouble.tsx';

/** Three steps that fill as the PBX reports them; a skipped one fills without a time. */
export function Progress({ visit }: { visit: Visit }) {
  const { seen } = visit;
  const { site, call, draft } = seen;
  const { texts } = site;
  const { steps } = texts;
  const screen = screenOf(seen);
  const rings = screen === 'calling_visitor';
  const ahead = (call?.position ?? 1) - 1;
  const department = site.departments.find(({ id }) => id === draft.department)?.name;
  return (
    <>
      <ol>
        <Step
          done={rings}
          now={!rings}
          after={rings ? reachedAfter(seen, 'calling_operator') : null}
        >
          {rings
            ? steps.calledOperator
            : call?.state === 'queued'
              ? steps.waiting
              : steps.callingOperator}
          {!rings && <small>{ahead ? plural(texts.ahead, ahead, site.locale) : department}</small>}
        </Step>
        <Step done={rings} after={rings ? reachedAfter(seen, screen) : null}>
          {rings
            ? fill(steps.operatorAnswered, { name: operatorOf(seen) })
            : steps.operatorWillAnswer}
        </Step>
        <Step now={rings} rings={rings}>
          {rings ? fill(steps.phoneRings, { phone: phoneOf(seen) }) : steps.phoneWillRing}
        </Step>
      </ol>
      {rings && call?.callerId && site.callerId && (
        <p class="screen">
          {texts.onScreen}
          <b>{ltr(site.callerId.national)}</b>
          {site.callerId.label}
        </p>
      )}
      <Trouble visit={visit} />
      {!call?.cancelRequested && (
        <div class="pin">
          <Button look="second" press={visit.cancel}>
            {texts.buttons.cancel}
          </Button>
        </div>
      )}
      {screen === 'queued' ? (
        <p class="foot">{texts.mayClose}</p>
      ) : (
        !rings && <Caller site={site} />
      )}
    </>
  );
}
