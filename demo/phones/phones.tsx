import { useNarrow } from '../pane/use-narrow.ts';
import { useNow } from '../pane/use-now.ts';
import { PhonePlace } from './phone-place.tsx';
import { PhoneTabs } from './phone-tabs.tsx';
import type { PhonesView } from './phone-view.ts';
import { ringingSide, useShowRinging } from './show-ringing.ts';

/** Both phones side by side, or one at a time under tabs where there is no room for two. */
export function Phones({ phones }: { phones: PhonesView }) {
  const now = useNow();
  const ringing = ringingSide(phones);
  const place = useShowRinging(ringing);
  return (
    <div class="phones-place" ref={place}>
      {useNarrow() ? (
        <PhoneTabs phones={phones} ringing={ringing} now={now} />
      ) : (
        <div class="phones">
          <PhonePlace side="operator" phone={phones.operator} now={now} />
          <PhonePlace side="visitor" phone={phones.visitor} now={now} />
        </div>
      )}
    </div>
  );
}
