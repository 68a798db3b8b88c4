import type { HelpStep } from '../pane/help-line.ts';
import type { Behaviour, Side } from '../phones/phone-view.ts';
import type { GlazeId, ProductId } from '../shop/products.ts';

/** Every word of the demo page in one language; `{name}` marks a value. */
export type DemoTexts = {
  languageName: string;
  shop: {
    name: string;
    nav: { label: string; items: Record<ProductId, string> };
    basket: string;
    phone: string;
    glazes: { label: string; names: Record<GlazeId, string> };
    addToBasket: string;
    addOneMore: string;
    ask: string;
    goesWith: string;
    factsTitle: string;
    madeOf: string;
    facts: [name: string, value: string][];
    footer: [string, string, string];
    products: Record<
      ProductId,
      {
        kind: string;
        material: string;
        name: string;
        madeOf: string;
        text: string;
        delivery: string;
      }
    >;
  };
  /** `{press}` and `{go}` are set in the colours of the launcher and the green key, `{where}…{/where}` shows on wide pages. */
  help: Record<HelpStep, string> & {
    completedAfter: string;
    nextTry: string;
    mustSwitch: string;
  };
  pane: {
    label: string;
    demo: string;
    language: string;
    pbx: string;
    showPhone: string;
    phones: string;
    sides: Record<Side, string>;
    whenCalled: string;
    behaviours: Record<Behaviour, string>;
    faults: string;
    faultsHint: string;
    ownerTitle: string;
    ownerText: string;
    copy: string;
    copied: string;
    local: string;
    cable: Record<'none' | 'ringing' | 'up', string>;
  };
  phone: {
    answer: string;
    decline: string;
    hangUp: string;
    free: string;
    fromSite: string;
    incoming: string;
    dialling: string;
    stayOnLine: string;
    talk: string;
    otherCall: string;
    busyText: string;
    declined: string;
    declinedText: string;
    missed: string;
    missedText: string;
  };
};
