import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

/** What one page pays: the figure that the README quotes. */
const script = readFileSync('dist/widget/widget.js');
const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
process.stdout.write(`widget.js: ${brotliCompressSync(script, { params }).length} B brotli\n`);
