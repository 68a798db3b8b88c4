import { readFileSync } from 'node:fs';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { z } from 'zod';

/** The only reader of the environment. */
export type Config = {
  port: number;
  host: string;
  /** How browsers and the PBX reach the relay; `null`: `http://localhost:PORT`. */
  publicUrl: string | null;
  /** Express's trust-proxy value; `false`: the socket's address is the client's. */
  trustProxy: boolean | number | string;
  databaseUrl: string;
  /** `null` in demo mode: one is made up and printed. */
  ownerToken: string | null;
  logLevel: string;
  pbx: { kind: 'demo' } | ({ kind: 'rostelecom' } & RostelecomConfig);
};

export type RostelecomConfig = {
  apiUrl: string;
  clientId: string;
  signKey: string;
  domain: string;
  /** PEM text. */
  ca: string | null;
  /** `null`: any address may send webhooks (they are signed). */
  webhookIps: BlockList | null;
  historyLagMs: number;
  /** From connecting to the last byte of an answer. */
  requestTimeoutMs: number;
  /** Values of `result` that mean "no, and never" for this domain. */
  refusedResults: string[];
};

/** Lists every fault of the environment at once. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const url = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
  .transform((text) => text.replace(/\/+$/, ''));
const trustProxy = z.string().transform((text) => {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^\d+$/.test(text) ? Number(text) : text;
});

const environment = z.object({
  PORT: z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65_535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: url.optional(),
  TRUST_PROXY: trustProxy.optional(),
  DATABASE_URL: z
    .string()
    .regex(/^(file:|postgres(ql)?:\/\/).+/, 'must be file:… or postgres://…')
    .default('file:./data/ringlet.db'),
  OWNER_TOKEN: z.string().min(32, 'must have 32 characters or more').optional(),
  PBX: z.enum(['demo', 'rostelecom'], { error: 'must be demo or rostelecom' }).default('demo'),
  DEMO_PUBLIC: z.enum(['0', '1'], { error: 'must be 0 or 1' }).default('0'),
  ROSTELECOM_API_URL: url.default('https://api.cloudpbx.rt.ru'),
  ROSTELECOM_CLIENT_ID: z.string().min(1).optional(),
  ROSTELECOM_SIGN_KEY: z.string().min(1).optional(),
  ROSTELECOM_DOMAIN: z.string().min(1).optional(),
  ROSTELECOM_CA_FILE: z.string().optional(),
  ROSTELECOM_WEBHOOK_IPS: z.string().optional(),
  ROSTELECOM_HISTORY_LAG_SECONDS: z.coerce.number({ error: 'must be seconds' }).min(0).default(300),
  ROSTELECOM_TIMEOUT_SECONDS: z.coerce
    .number({ error: 'must be seconds' })
    .positive()
    .max(60)
    .default(10),
  ROSTELECOM_REFUSED_RESULTS: z.string().default(''),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be a pino level',
    })
    .default('info'),
});
type Environment = z.infer<typeof environment>;
type Faults = string[];

/** Reads and checks the environment. @throws ConfigError naming every fault */
export function readConfig(env: Record<string, string | undefined>): Config {
  // An empty variable is one that somebody left blank in a file, not a value.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  const faults: Faults = [];
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      faults.push(`${issue.path.join('.')}: ${issue.message}`);
    // The rest is checked as well, so that one start shows all there is to mend.
    const sound = Object.fromEntries(
      Object.entries(given).filter(
        ([name]) => !parsed.error.issues.some(({ path }) => path[0] === name),
      ),
    );
    checkTogether(environment.parse(sound), faults);
    throw new ConfigError(faults.join('\n'));
  }
  const config = checkTogether(parsed.data, faults);
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  return config;
}

function checkTogether(env: Environment, faults: Faults): Config {
  const publicUrl = env.PUBLIC_URL ?? null;
  const isDemo = env.PBX === 'demo';
  if (!isDemo && env.OWNER_TOKEN === undefined)
    faults.push('OWNER_TOKEN: required, 32 characters or more');
  if (isDemo && env.DEMO_PUBLIC !== '1') checkLoopback(env.HOST, publicUrl, faults);
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl,
    trustProxy: env.TRUST_PROXY ?? false,
    databaseUrl: env.DATABASE_URL,
    ownerToken: env.OWNER_TOKEN ?? null,
    logLevel: env.LOG_LEVEL,
    pbx: isDemo ? { kind: 'demo' } : { kind: 'rostelecom', ...rostelecomConfig(env, faults) },
  };
}

/** A forgotten PBX variable must not make a public relay that rings nobody. */
function checkLoopback(host: string, publicUrl: string | null, faults: Faults) {
  const why = 'PBX=demo answers on this machine only; set PBX, or DEMO_PUBLIC=1 to show the demo';
  if (!isLoopback(host)) faults.push(`HOST: ${why}`);
  if (publicUrl !== null && !isLoopback(new URL(publicUrl).hostname))
    faults.push(`PUBLIC_URL: ${why}`);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || host.startsWith('127.');
}

function rostelecomConfig(env: Environment, faults: Faults): RostelecomConfig {
  const required = (name: 'ROSTELECOM_CLIENT_ID' | 'ROSTELECOM_SIGN_KEY' | 'ROSTELECOM_DOMAIN') => {
    const value = env[name];
    if (value === undefined) faults.push(`${name}: required with PBX=rostelecom`);
    return value ?? '';
  };
  return {
    apiUrl: env.ROSTELECOM_API_URL,
    clientId: required('ROSTELECOM_CLIENT_ID'),
    signKey: required('ROSTELECOM_SIGN_KEY'),
    domain: required('ROSTELECOM_DOMAIN'),
    ca: readPem(env.ROSTELECOM_CA_FILE, faults),
    webhookIps: readAddresses(env.ROSTELECOM_WEBHOOK_IPS, faults),
    historyLagMs: env.ROSTELECOM_HISTORY_LAG_SECONDS * 1000,
    requestTimeoutMs: env.ROSTELECOM_TIMEOUT_SECONDS * 1000,
    refusedResults: env.ROSTELECOM_REFUSED_RESULTS.split(',')
      .map((text) => text.trim())
      .filter((text) => text !== ''),
  };
}

function readPem(file: string | undefined, faults: Faults): string | null {
  if (file === undefined) return null;
  try {
    const pem = readFileSync(file, 'utf8');
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem;
    faults.push('ROSTELECOM_CA_FILE: holds no PEM certificate');
  } catch (error) {
    faults.push(`ROSTELECOM_CA_FILE: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  return null;
}

function readAddresses(text: string | undefined, faults: Faults): BlockList | null {
  if (text === undefined) return null;
  const list = new BlockList();
  for (const entry of text.split(',').map((part) => part.trim())) {
    const [address = '', prefix] = entry.split('/');
    const isSound = isIP(address) !== 0 && (prefix === undefined || /^\d{1,3}$/.test(prefix));
    if (!isSound || !addTo(list, address, prefix))
      faults.push(`ROSTELECOM_WEBHOOK_IPS: not an address: ${entry}`);
  }
  return list;
}

function addTo(list: BlockList, address: string, prefix: string | undefined): boolean {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  try {
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
    return true;
  } catch {
    return false;
  }
}
