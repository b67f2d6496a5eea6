// A bureau of this test's own: the demonstration on a clock that the test sets, serving the built
// surfaces, and a browser on it.
//   ONESEAL           the program, and ONESEAL_PACKAGES the folder of built packages: both of
//                     build/release or build/dev where they are not given
//   ONESEAL_CONFIG    the folder config/ of the sources
//   ONESEAL_TOY       the folder of the package of a department that no surface knows
//   ONESEAL_PICTURES  a folder for pictures of the main pages; without it none are taken
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { says, speaksEnglish } from './tongue.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
export const workspace = join(here, '../..');
const tree = join(workspace, '../..');
const built = ['release', 'dev'].map((one) => join(tree, 'build', one));
const build = built.find((one) => existsSync(join(one, 'bin/oneseal'))) ?? built[0];
const program = process.env.ONESEAL ?? join(build, 'bin/oneseal');
export const packages = process.env.ONESEAL_PACKAGES ?? join(build, 'packages');
// The SDK's template, built as a test of the SDK leaves it.
export const toy =
  process.env.ONESEAL_TOY ?? join(build, 'tests/sdk/department/out_of_tree/build/packages');
export const config = process.env.ONESEAL_CONFIG ?? join(tree, 'config');
const pictures = process.env.ONESEAL_PICTURES;

export const password = 'oneseal-demo';
export const phone = { viewport: { width: 360, height: 740 } };
// A Monday after a week without holidays, in a year whose holidays are published.
const firstMorning = '2026-03-09T09:00:00+08:00';

// Runs the program until it says its address.
function run(args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
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

// The program's clock stands in a file that it looks into.
function makeClock(data) {
  const file = join(data, 'clock');
  const library = join(data, 'set_clock.so');
  const source = join(here, 'set_clock.cpp');
  execFileSync('c++', ['-std=c++20', '-O1', '-shared', '-fPIC', '-o', library, source]);
  let seconds = 0;
  const put = () => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(seconds));
    writeFileSync(file, bytes, { flag: existsSync(file) ? 'r+' : 'w' });
  };
  put();
  return {
    now: () => new Date(Date.now() + seconds * 1000),
    offset: () => seconds * 1000,
    set(at) {
      seconds = Math.round((Date.parse(at) - Date.now()) / 1000);
      put();
    },
    pass(minutes) {
      seconds += minutes * 60;
      put();
    },
    env: {
      ...process.env,
      LD_PRELOAD: library,
      ONESEAL_CLOCK: file,
      ASAN_OPTIONS: `${process.env.ASAN_OPTIONS ?? ''}:verify_asan_link_order=0`,
    },
  };
}

// What the walks need of the settings: the built pages, and that one machine is many people.
function adjust(data, change) {
  const file = join(data, 'oneseal.json');
  const settings = JSON.parse(readFileSync(file, 'utf8'));
  const surfaces = { '/': 'portal', '/console': 'console' };
  settings.surfaces = Object.fromEntries(
    Object.entries(surfaces).map(([at, name]) => [at, join(workspace, name, 'dist')]),
  );
  settings.limits = { ...settings.limits, sign_ins_per_minute: 600, checks_per_minute: 6000 };
  change?.(settings, data);
  writeFileSync(file, JSON.stringify(settings));
  return file;
}

// The browser keeps the bureau's time.
function keepTime(offset) {
  const real = (globalThis.realDate ??= Date);
  globalThis.Date = class extends real {
    constructor(...told) {
      super(...(told.length ? told : [real.now() + offset]));
    }
    static now() {
      return real.now() + offset;
    }
  };
}

// One bureau for all walks of a file, and for all files of one process; gives `walk(name, body)`, a
// test that is handed the bureau and, where it fails, tells what the pages show.
let common;
export function shareBureau({ change, skip } = {}) {
  let bureau;
  if (!skip) {
    before(async () => (bureau = await (change ? openBureau(change) : (common ??= openBureau()))));
    after(() => bureau?.close());
  }
  return (name, body) =>
    test(name, { timeout: 400_000, skip }, async () => {
      try {
        await body(bureau);
        assert.deepEqual(bureau.faults.splice(0), []);
      } catch (fault) {
        await tellPages(bureau);
        throw fault;
      }
    });
}
async function tellPages(bureau) {
  for (const page of bureau.browser.contexts().flatMap((one) => one.pages()))
    console.log(`-- ${page.url()}\n${await page.locator('body').innerText()}`);
}

// `change` may change the installation's settings before it serves.
export async function openBureau(change) {
  const data = mkdtempSync(join(tmpdir(), 'oneseal-browser-'));
  const clock = makeClock(data);
  clock.set(firstMorning);
  const folders = ['--config', config, '--packages', packages, '--data', data];
  const made = await run(['demo', ...folders, '--port', '0', '--empty'], clock.env);
  await end(made.child);
  const file = adjust(data, change);
  let served = await run(['serve', '--settings', file], clock.env);
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--disable-gpu', '--lang=zh-CN'],
  });
  const seats = new Map();

  const bureau = {
    address: served.address,
    browser,
    data,
    clock,
    faults: [], // what no page may do
    // A page with nobody signed in.
    async page(options = {}) {
      const context = await browser.newContext({
        locale: speaksEnglish() ? 'en-GB' : 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        viewport: { width: 1366, height: 768 },
        serviceWorkers: 'block',
        reducedMotion: 'reduce',
        ...options,
      });
      context.setDefaultTimeout(30_000);
      const page = await context.newPage();
      const { faults } = bureau;
      page.on('pageerror', (error) => faults.push(error.message));
      await page.exposeFunction('violated', (what) => faults.push(`policy: ${what}`));
      await page.addInitScript(keepTime, clock.offset());
      await page.addInitScript(() =>
        addEventListener('securitypolicyviolation', (event) =>
          window.violated(`${event.violatedDirective} ${event.blockedURI}`),
        ),
      );
      return page;
    },
    // The page of somebody who works here, signed in once and kept.
    async clerk(username, options = {}) {
      const key = `${username} ${speaksEnglish()} ${JSON.stringify(options)}`;
      if (!seats.has(key)) {
        const page = await bureau.page(options);
        await signIn(page, bureau.address, username);
        seats.set(key, page);
      }
      return seats.get(key);
    },
    async applicant(username, options = phone) {
      const key = `${username} ${JSON.stringify(options)}`;
      if (!seats.has(key)) {
        const page = await bureau.page(options);
        await page.goto(`${bureau.address}/sign-in`);
        await signInPortal(page, username);
        await page.waitForURL((url) => url.pathname !== '/sign-in');
        seats.set(key, page);
      }
      return seats.get(key);
    },
    async leave(page) {
      for (const [key, seat] of seats) if (seat === page) seats.delete(key);
      await page.context().close();
    },
    // It becomes that time; whoever sat at a page comes anew.
    async becomes(at) {
      clock.set(at);
      for (const page of seats.values()) await page.context().close();
      seats.clear();
    },
    // It is shut down and started again at the same address, with other built pages of the console.
    async restart(console_) {
      await end(served.child);
      const settings = JSON.parse(readFileSync(file, 'utf8'));
      settings.listen.port = Number(new URL(bureau.address).port);
      settings.surfaces['/console'] = console_;
      writeFileSync(file, JSON.stringify(settings));
      served = await run(['serve', '--settings', file], clock.env);
    },
    async close() {
      if (!browser.isConnected()) return;
      await browser.close();
      await end(served.child);
      rmSync(data, { recursive: true, force: true });
    },
  };
  return bureau;
}

export async function signIn(page, address, username) {
  await page.goto(`${address}/console/sign-in`);
  await page.getByLabel(says('账户')).fill(username);
  await page.getByLabel(says('密码')).fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('search').waitFor();
}

export async function signInPortal(page, username) {
  await page.getByRole('button', { name: '用账号和密码登录' }).click();
  await page.getByLabel('账号').fill(username);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

export const takesPictures = Boolean(pictures);
// A picture of a main page, for who reads about it; small enough to be read on the way.
export async function picture(page, name) {
  if (!takesPictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.waitForTimeout(1000); // until a paper in its frame is drawn
  const shot = (await page.screenshot()).toString('base64');
  const blank = await page.context().newPage();
  const told = await blank.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.9);
  }, shot);
  await blank.close();
  writeFileSync(join(pictures, `${name}.webp`), Buffer.from(told.split(',')[1], 'base64'));
}
