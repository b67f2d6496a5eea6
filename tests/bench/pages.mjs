// How soon pages are usable, by Chromium's own trace: prints figures beside their bars.
//   node tests/bench/pages.mjs      after `npm ci && npm run build` in plugins/surfaces; the
//                                   environment is that of plugins/surfaces/tests/browser/bureau.mjs
// A page counts as usable once the largest thing on it is painted and no task of more than 50 ms
// follows. The processor is slowed down four times, as for a cheap phone.
import { layOut } from '../../plugins/surfaces/tests/browser/api.mjs';
import { openBureau, phone, signIn } from '../../plugins/surfaces/tests/browser/bureau.mjs';

const runs = 5;
const middle = (figures) => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)];
const tell = (what, figure, bar) =>
  console.log(`${what}: ${Math.round(figure)} ms of ${bar} (${(figure / bar).toFixed(2)})`);

async function traced(page, work) {
  const client = await page.context().newCDPSession(page);
  const events = [];
  client.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await client.send('Tracing.start', {
    traceConfig: { includedCategories: ['loading', 'devtools.timeline', 'blink.user_timing', 'disabled-by-default-devtools.timeline'] },
  });
  await work();
  const whole = new Promise((done) => client.once('Tracing.tracingComplete', done));
  await client.send('Tracing.end');
  await whole;
  return events.toSorted((one, next) => one.ts - next.ts);
}

// Milliseconds from the navigation to a page that answers.
function usableAfter(events, address) {
  const paints = events.filter((one) => one.name === 'largestContentfulPaint::Candidate');
  const paint = paints.at(-1);
  if (!paint) throw new Error('nothing was painted');
  const begin = events.find(
    (one) => one.name === 'navigationStart' && one.args.data.documentLoaderURL === address,
  );
  const tasks = events.filter(
    (one) => one.name === 'RunTask' && one.pid === paint.pid && one.tid === paint.tid,
  );
  const ends = tasks
    .filter((one) => one.dur > 50_000 && one.ts > begin.ts)
    .map((one) => one.ts + one.dur);
  return (Math.max(paint.ts, ...ends) - begin.ts) / 1000;
}

async function measureHome(bureau) {
  const figures = [];
  for (let run = 0; run < runs; run++) {
    const page = await bureau.page(phone);
    const address = `${bureau.address}/`;
    const events = await traced(page, async () => {
      await page.goto(address);
      await page.waitForLoadState('networkidle');
    });
    figures.push(usableAfter(events, address));
    await page.context().close();
  }
  tell('the home page on a phone', middle(figures), 1000);
}

// The first of the list's own rows ten thousand times, so that the page alone is measured.
async function measureList(bureau) {
  await layOut(bureau);
  const page = await bureau.page();
  await signIn(page, bureau.address, 'head1');
  let asked = 0;
  let told;
  await page.route('**/api/v1/counties/*/cases?*', async (route) => {
    asked++;
    told ??= await (await route.fetch()).json();
    const url = new URL(route.request().url());
    const from = Number(url.searchParams.get('cursor')?.split('|')[0] ?? 0);
    const size = Number(url.searchParams.get('limit'));
    const row = (n) => ({ ...told.cases[0], id: `c${n}`, number: `511102-${n}` });
    const cases = Array.from({ length: size }, (_, n) => row(from + n));
    const next_cursor = from + size < 10_000 ? `${from + size}|` : null;
    await route.fulfill({ json: { ...told, cases, count: 10_000, next_cursor } });
  });
  await page.goto(`${bureau.address}/console/cases`);
  await page.getByText('511102-0', { exact: true }).first().waitFor();
  const opened = asked;
  const frames = await page.evaluate(async () => {
    const box = [...document.querySelectorAll('*')]
      .filter((one) => one.scrollHeight > one.clientHeight + 100 && one.clientHeight > 100)
      .at(-1);
    const gaps = [];
    let last = performance.now();
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    for (let n = 0; n < 240; n++) {
      box.scrollTop += 400;
      await frame();
      const now = performance.now();
      gaps.push(now - last);
      last = now;
    }
    return gaps.toSorted((a, b) => a - b);
  });
  console.log(`a list of 10,000 opens with ${opened} request, read on with ${asked - opened}`);
  tell('a frame while it is scrolled (p95)', frames[Math.floor(frames.length * 0.95)], 50);
  await page.context().close();
}

const bureau = await openBureau();
try {
  await measureHome(bureau);
  await measureList(bureau);
} finally {
  await bureau.close();
}
