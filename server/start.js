// Plain JavaScript on purpose: for the first TypeScript file that is not in the cache, Node loads a
// compiler that keeps 20 MB for as long as the relay runs.
import { enableCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

enableCompileCache();
await import('./main.ts');

// Starting leaves 25 MB behind that an idle relay would keep: nothing asks for room.
setFlagsFromString('--expose-gc');
runInNewContext('gc')({ type: 'major', flavor: 'last-resort' });
