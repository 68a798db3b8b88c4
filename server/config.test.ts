import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const TOKEN = 'x'.repeat(32);

function faultsOf(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  return '';
}

describe('the environment', () => {
  test('may be empty: the demo on this machine', () => {
    expect(readConfig({})).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      publicUrl: null,
      pbx: { kind: 'demo' },
    });
  });
  test('names every fault at once', () => {
    const faults = faultsOf({
      PORT: 'eighty',
      PUBLIC_URL: 'relay.example',
      PBX: 'rostelecom',
      OWNER_TOKEN: 'short',
      ROSTELECOM_CA_FILE: '/nowhere.pem',
      ROSTELECOM_WEBHOOK_IPS: '10.0.0.1, elsewhere',
      LOG_LEVEL: 'loud',
    });
    for (const name of [
      'PORT',
      'PUBLIC_URL',
      'OWNER_TOKEN',
      'ROSTELECOM_CLIENT_ID',
      'ROSTELECOM_SIGN_KEY',
      'ROSTELECOM_DOMAIN',
      'ROSTELECOM_CA_FILE',
      'ROSTELECOM_WEBHOOK_IPS',
      'LOG_LEVEL',
    ]) {
      expect(faults).toContain(`${name}: `);
    }
  });
  test('does not let a forgotten PBX make a public relay that rings nobody', () => {
    expect(faultsOf({ HOST: '0.0.0.0' })).toContain('HOST: ');
    expect(faultsOf({ PUBLIC_URL: 'https://relay.example' })).toContain('PUBLIC_URL: ');
    expect(
      faultsOf({ HOST: '0.0.0.0', PUBLIC_URL: 'https://relay.example', DEMO_PUBLIC: '1' }),
    ).toBe('');
  });
  test('takes a blank variable for an absent one', () => {
    expect(readConfig({ PORT: '', OWNER_TOKEN: '' })).toMatchObject({
      port: 8080,
      ownerToken: null,
    });
  });
  test('reads addresses and networks that may send webhooks', () => {
    const { pbx } = readConfig({
      PBX: 'rostelecom',
      OWNER_TOKEN: TOKEN,
      ROSTELECOM_CLIENT_ID: 'c',
      ROSTELECOM_SIGN_KEY: 'k',
      ROSTELECOM_DOMAIN: 'd',
      ROSTELECOM_WEBHOOK_IPS: '188.254.33.0/24, 2001:db8::1',
    });
    const ips = pbx.kind === 'rostelecom' ? pbx.webhookIps : null;
    expect(ips?.check('188.254.33.7')).toBe(true);
    expect(ips?.check('188.254.34.7')).toBe(false);
    expect(ips?.check('2001:db8::1', 'ipv6')).toBe(true);
  });
});
