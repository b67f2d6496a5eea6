// A bureau of this test's own: the demonstration, serving the built surfaces, and a browser on it.
// ONESEAL is the program, ONESEAL_PACKAGES the folder of built packages (both of build/dev or
// build/release where they are not given).
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const workspace = fileURLToPath(new URL('../..', import.meta.url));
const tree = join(workspace, '../..');
const built = ['release', 'dev'].map((one) => join(tree, 'build', one));
const build = built.find((one) => existsSync(join(one, 'bin/oneseal'))) ?? built[0];
const program = process.env.ONESEAL ?? join(build, 'bin/oneseal');
const packages = process.env.ONESEAL_PACKAGES ?? join(build, 'packages');
const config = process.env.ONESEAL_CONFIG ?? join(tree, 'config');

// Runs the program until it says its address.
function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let told = '';
    const hear = (bytes) => {
      told += bytes;
      const address = /(?:OneSeal: |demonstration is up: )(http:\/\/\S+)/.exec(told)?.[1];
      if (address) resolve({ child, address });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('exit', () => reject(new Error(`the server has ended: ${told}`)));
  });
}

function end(child) {
  return new Promise((ended) => {
    child.removeAllListeners('exit');
    child.on('exit', ended);
    child.kill();
  });
}

export async function openBureau() {
  const data = mkdtempSync(join(tmpdir(), 'oneseal-browser-'));
  const make = [
    'demo',
    '--config',
    config,
    '--packages',
    packages,
    '--data',
    data,
    '--port',
    '0',
    '--empty',
  ];
  await end((await run(make)).child);
  const file = join(data, 'oneseal.json');
  const settings = JSON.parse(readFileSync(file, 'utf8'));
  const surfaces = { '/': 'portal', '/console': 'console' };
  settings.surfaces = Object.fromEntries(
    Object.entries(surfaces)
      .map(([at, name]) => [at, join(workspace, name, 'dist')])
      .filter(([, folder]) => existsSync(folder)),
  );
  writeFileSync(file, JSON.stringify(settings));
  const { child, address } = await run(['serve', '--settings', file]);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium' });
  return {
    address,
    // A page with nobody signed in; `faults` gathers what no page may do.
    async page(options = {}) {
      const context = await browser.newContext({
        locale: 'zh-CN',
        viewport: { width: 1366, height: 768 },
        serviceWorkers: 'block',
        ...options,
      });
      const page = await context.newPage();
      const faults = [];
      page.on('pageerror', (error) => faults.push(error.message));
      await page.exposeFunction('violated', (what) => faults.push(`policy: ${what}`));
      await page.addInitScript(() =>
        addEventListener('securitypolicyviolation', (event) =>
          window.violated(`${event.violatedDirective} ${event.blockedURI}`),
        ),
      );
      return { page, faults };
    },
    async close() {
      await browser.close();
      await end(child);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

export async function signIn(page, address, username) {
  await page.goto(`${address}/console/`);
  await page.locator('#username').fill(username);
  await page.locator('#password').fill('oneseal-demo');
  await page.keyboard.press('Enter');
  await page.locator('nav.side').waitFor({ state: 'attached' });
}
