// Plain JavaScript on purpose: for the first TypeScript file that is not in the cache, Node loads a
// compiler that keeps 20 MB for as long as the relay runs.
import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('./main.ts');
