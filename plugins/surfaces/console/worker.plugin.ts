// Puts the service worker at the top of what is built, with the list of the files that it keeps. Its
// name stays, so that the browser finds the next version at the same address.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

export function serviceWorker(source: string): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const digest = createHash('sha256');
      const files = Object.keys(bundle).sort();
      for (const file of files) {
        const one = bundle[file]!;
        digest.update(file).update(one.type === 'chunk' ? one.code : one.source);
      }
      const kept = { files, digest: digest.digest('hex').slice(0, 16) };
      const code = `const kept = ${JSON.stringify(kept)};\n${readFileSync(source, 'utf8')}`;
      this.emitFile({ type: 'asset', fileName: 'worker.js', source: code });
    },
  };
}
