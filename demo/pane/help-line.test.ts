import { describe, expect, test } from 'vitest';
import type { PhonesView, PhoneView } from '../phones/phone-view.ts';
import { en } from '../texts/en.ts';
import { ru } from '../texts/ru.ts';
import { type CallNews, helpLine } from './help-line.ts';
import { helpWords } from './help-words.ts';

const idle: PhoneView = {
  label: 'Ольга',
  number: '666',
  behaviour: 'answers',
  state: 'idle',
  with: null,
  since: null,
  lastOutcome: null,
};
const phones = (operator: Partial<PhoneView>, visitor: Partial<PhoneView> = {}): PhonesView => ({
  operator: { ...idle, ...operator },
  visitor: { ...idle, ...visitor },
});
const call = (news: Partial<CallNews>): CallNews => ({
  state: 'queued',
  outcome: null,
  reason: null,
  ...news,
});
const widget = (news: CallNews | null, isOpen = false) => ({ call: news, isOpen });
const step = (view: PhonesView | null, news: CallNews | null = null) =>
  helpLine(view, widget(news)).step;

const words = (view: PhonesView, news: CallNews | null = null) =>
  helpWords(helpLine(view, widget(news)), { help: en.help, locale: 'en', operator: 'Olga' });

describe('the main road', () => {
  test.each([
    [phones({}), 'start'],
    [phones({ state: 'ringing' }), 'operator_rings'],
    [phones({ state: 'waiting' }), 'operator_answered'],
    [phones({ state: 'waiting' }, { state: 'ringing' }), 'visitor_rings'],
    [phones({ state: 'talking' }, { state: 'talking' }), 'talking'],
  ] as const)('%#', (view, expected) => {
    expect(step(view)).toBe(expected);
  });

  test('an open form is one press nearer', () => {
    expect(helpLine(phones({}), widget(null, true)).step).toBe('form');
  });

  test('the phones know better than an older report of the call', () => {
    expect(step(phones({ state: 'ringing' }), call({ state: 'ended', outcome: 'completed' }))).toBe(
      'operator_rings',
    );
  });

  test('the end keeps its length', () => {
    const ended = call({ state: 'ended', outcome: 'completed', talkSeconds: 84 });
    expect(helpLine(phones({}), widget(ended))).toMatchObject({
      step: 'completed',
      talkSeconds: 84,
    });
  });
});

describe('what goes wrong', () => {
  test('no relay, no advice', () => {
    expect(step(null, call({}))).toBe('lost');
  });

  test('a silent phone rings in vain', () => {
    expect(step(phones({ state: 'ringing', behaviour: 'silent' }))).toBe('operator_silent');
    expect(step(phones({ state: 'waiting' }, { state: 'ringing', behaviour: 'silent' }))).toBe(
      'visitor_silent',
    );
  });

  test('a phone that is set busy before any call changes nothing', () => {
    expect(step(phones({ state: 'busy', behaviour: 'busy' }))).toBe('start');
  });

  test('a planned retry names its time and the switch that would spoil it', () => {
    const news = call({
      state: 'scheduled',
      reason: 'operator_busy',
      nextAttemptAt: '2026-11-24T14:23:00Z',
    });
    expect(helpLine(phones({ behaviour: 'busy' }), widget(news))).toEqual({
      step: 'operator_busy',
      nextTryAt: '2026-11-24T14:23:00Z',
      mustSwitch: true,
      talkSeconds: null,
    });
    expect(helpLine(phones({}), widget(news)).mustSwitch).toBe(false);
  });

  test('the phone tells declined from missed where the PBX cannot', () => {
    const news = call({ state: 'scheduled', reason: 'operator_no_answer' });
    expect(step(phones({ lastOutcome: 'declined' }), news)).toBe('operator_declined');
    expect(step(phones({}), news)).toBe('operator_missed');
    const busy = call({ state: 'scheduled', reason: 'visitor_busy' });
    expect(step(phones({}, { lastOutcome: 'declined' }), busy)).toBe('visitor_declined');
  });

  test('what the other phone did in an earlier call is not told again', () => {
    const news = call({ state: 'scheduled', reason: 'operator_busy' });
    expect(step(phones({ state: 'busy' }, { lastOutcome: 'declined' }), news)).toBe(
      'operator_busy',
    );
  });

  test('a call that waits in line without a failure', () => {
    expect(step(phones({}), call({ state: 'queued' }))).toBe('asked');
    expect(step(phones({}), call({ state: 'scheduled', reason: 'out_of_hours' }))).toBe('waits');
  });

  test('without the widget the phones alone still explain', () => {
    expect(step(phones({}, { state: 'missed' }))).toBe('visitor_missed');
  });

  test('a page opened after a failure begins at the beginning', () => {
    expect(step(phones({ lastOutcome: 'missed' }, { lastOutcome: 'declined' }))).toBe('start');
  });
});

describe('in words', () => {
  test('the operator is called by name', () => {
    expect(words(phones({ state: 'waiting' }))).toBe(
      'Olga is on the line, the PBX is dialling the visitor',
    );
  });

  test('sentences of a failure stand one after the other', () => {
    const news = call({
      state: 'scheduled',
      reason: 'operator_busy',
      nextAttemptAt: '2026-11-24T14:23:00',
    });
    expect(words(phones({ behaviour: 'busy' }), news)).toBe(
      'The operator is busy. Next try at 14:23. Switch the phone to “Answers”',
    );
  });

  test('the length of the talk is spoken', () => {
    const line = helpLine(
      phones({}),
      widget(call({ state: 'ended', outcome: 'completed', talkSeconds: 84 })),
    );
    expect(helpWords(line, { help: ru.help, locale: 'ru', operator: 'Ольга' })).toMatch(
      /^Готово, звонок длился 1.мин 24.с\./,
    );
  });
});
