import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Enters into package-lock.json the packages for other platforms that npm left out because the
 * registry it spoke to did not have them. Without their entries `npm ci` refuses the lock, also on
 * machines that would never install them. Run after every `npm install`.
 */
type Locked = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
  os?: string[];
  cpu?: string[];
  libc?: string[];
};
type Lock = { packages: Record<string, Locked> };

const SYSTEMS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'aix',
  'win32',
];
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8')) as Lock;
const added: string[] = [];
for (const { dev, optionalDependencies } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    const system = SYSTEMS.find((one) => name.includes(one));
    if (lock.packages[place] || system === undefined) continue;
    const processor = PROCESSORS.find((one) => name.includes(one));
    lock.packages[place] = {
      version,
      ...(processor ? { cpu: [processor] } : {}),
      ...(dev ? { dev } : {}),
      optional: true,
      os: [system],
      ...libcOf(name),
    };
    added.push(name);
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1)),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added.length} packages of other platforms entered\n`);

function libcOf(name: string): { libc?: string[] } {
  if (name.includes('musl')) return { libc: ['musl'] };
  return name.includes('gnu') ? { libc: ['glibc'] } : {};
}
