import type { PublicSite } from '../../shared/wire.ts';
import { Icon, PHONE } from '../icons.tsx';
import { ltr } from '../say.tsx';

/** Which number will ring: a strange one is the main reason why calls are not picked up. */
export const Caller = ({ site: { callerId, texts } }: { site: PublicSite }) =>
  callerId && (
    <aside>
      <Icon path={PHONE} />
      <span>
        {texts.callerId}
        <br />
        <b>{ltr(callerId.national)}</b>
        {callerId.label && ` · ${callerId.label}`}
      </span>
    </aside>
  );
