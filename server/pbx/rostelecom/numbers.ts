/**
 * Who takes part in a call, read from the vendor's many spellings: `sip:+79…@host`,
 * `sip:79…@0.0.0.0`, `sip:user@host`, `user@domain`, `sip:89…`, `sip:111@test@domain`, bare
 * digits, and any of them with `;tgrp=…` behind.
 */
export type Party =
  | { kind: 'phone'; phone: string }
  /** A domain user: a login, or a short internal number (PIN). */
  | { kind: 'user'; user: string }
  | { kind: 'nobody' };

const NOBODY: Party = { kind: 'nobody' };
/** Internal numbers have up to 6 digits; no country has outside numbers that short. */
const LONGEST_PIN = 6;
const E164 = /^\+[1-9]\d{6,14}$/;
const NAMELESS = new Set(['anonymous', 'unknown', 'unavailable', 'restricted']);

export function readParty(text: string | null | undefined): Party {
  const [address = ''] = (text ?? '')
    .trim()
    .replace(/^sips?:/i, '')
    .split(/[@;]/);
  const compact = address.replace(/[\s()-]/g, '');
  if (/^\+?\d+$/.test(compact)) return readDigits(compact);
  return !/[\p{L}\p{N}]/u.test(address) || NAMELESS.has(address.toLowerCase())
    ? NOBODY
    : { kind: 'user', user: address };
}

function readDigits(digits: string): Party {
  if (!digits.startsWith('+') && digits.length <= LONGEST_PIN)
    return { kind: 'user', user: digits };
  const phone = toE164(digits);
  return E164.test(phone) ? { kind: 'phone', phone } : NOBODY;
}

/** Without a plus, what Russian habit says: trunk prefix 8, way out 810, 10 national digits. */
function toE164(digits: string): string {
  if (digits.startsWith('+')) return digits;
  if (digits.startsWith('810') && digits.length >= 13) return `+${digits.slice(3)}`;
  if (digits.startsWith('00')) return `+${digits.slice(2)}`;
  if (digits.length === 11 && digits.startsWith('8')) return `+7${digits.slice(1)}`;
  if (digits.length === 10 && /^[3489]/.test(digits)) return `+7${digits}`;
  return `+${digits}`;
}

/** E.164 of a party, or `null` when it is a user or nobody. */
export function phoneOf(text: string | null | undefined): string | null {
  const party = readParty(text);
  return party.kind === 'phone' ? party.phone : null;
}

/** Login or PIN of a party, or `null` when it is a phone or nobody. */
export function userOf(text: string | null | undefined): string | null {
  const party = readParty(text);
  return party.kind === 'user' ? party.user : null;
}
