// Makes shared/generated/openapi.d.ts of the kernel's own document. ONESEAL_OPENAPI names it: a
// file, an address, or the program that prints it (oneseal_contract_dump); without it the program
// of a build of this tree is taken.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const here = fileURLToPath(new URL('..', import.meta.url));
const built = ['dev', 'release', 'asan']
  .map((preset) => join(here, '../../build', preset, 'tests/contract/oneseal_contract_dump'))
  .find(existsSync);
const source = process.env.ONESEAL_OPENAPI ?? built;
if (!source) {
  console.error('No contract: build the target oneseal_contract_dump or set ONESEAL_OPENAPI.');
  process.exit(1);
}

const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

let text;
if (/^https?:/.test(source)) text = await (await fetch(source)).text();
else if (isProgram(source)) text = execFileSync(source, { encoding: 'utf8', maxBuffer: 1 << 26 });
else text = readFileSync(source, 'utf8');

const folder = join(here, 'shared/generated');
const file = join(folder, 'openapi.d.ts');
const types = astToString(await openapiTS(JSON.parse(text)));
mkdirSync(folder, { recursive: true });
if (!existsSync(file) || readFileSync(file, 'utf8') !== types) writeFileSync(file, types);
