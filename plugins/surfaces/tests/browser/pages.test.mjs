// Every page of both surfaces, as their routers list them: fit for everybody (WCAG 2.1 AA, light and
// dark) and for every screen, from a phone to a wide one and at twice the size, without scrolling
// sideways.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { layOut, planSurvey } from './api.mjs';
import { phone, shareBureau, workspace } from './bureau.mjs';
import { faultsOf } from './fit.mjs';

// Where the addresses of each route lead; what stands in braces is laid out before.
const portal = {
  '/': ['/'],
  '/matter/:matter': ['/matter/food_business', '/matter/food_business?variant=new'],
  '/draft/:n/:step?': ['', '/0', '/3', '/materials', '/check', '/sign'].map(
    (step) => `/draft/{draft}${step}`,
  ),
  '/cases': ['/cases'],
  '/case/:n': ['/case/{id}'],
  '/action/:n/:action': ['/action/{id}/withdraw'],
  '/licences': ['/licences'],
  '/handlers': ['/handlers'],
  '/verify/:code?': ['/verify', '/verify/NOSUCHCODE'],
  '/progress/:code?': ['/progress', '/progress/{code}'],
  '/sign-in': ['/sign-in'],
  '/:rest(.*)*': ['/no/such/page'],
};
const console_ = {
  '/sign-in': ['/sign-in'],
  '/': [],
  '': ['/'],
  'lists/:list': ['/lists/to_accept', '/lists/to_decide'],
  cases: ['/cases', '/cases?q=nothing', '/cases?q=食'],
  'cases/:n/:tab?': ['findings', 'application', 'materials', 'papers', 'timeline', 'deadline'].map(
    (tab) => `/cases/{number}/${tab}`,
  ),
  intake: ['/intake', '/intake?draft={mine}'],
  figures: ['/figures'],
  licences: ['/licences'],
  people: ['/people'],
  plugins: ['/plugins'],
  calendar: ['/calendar'],
  laws: ['/laws'],
  'laws/:n': ['/laws/licensing_law'],
  '/surveys': ['/surveys'],
  ':n': ['/surveys/{planned}'],
  ':rest(.*)*': ['/no/such/page'],
};

// The addresses that a router leads away to stand there a second time.
function routesOf(surface) {
  const router = readFileSync(join(workspace, surface, 'src/router.ts'), 'utf8');
  return new Set([...router.matchAll(/\bpath: '([^']*)'/g)].map((one) => one[1]));
}
test('every route of the routers is looked at here', () => {
  assert.deepEqual(routesOf('portal'), new Set(Object.keys(portal)));
  assert.deepEqual(routesOf('console'), new Set(Object.keys(console_)));
});

const walk = shareBureau();

async function look(page, address) {
  await page.goto(address);
  await page.getByRole('heading').first().waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  return (await faultsOf(page)).map((one) => `${new URL(address).pathname}: ${one}`);
}
async function lookAt(page, base, routes, laidOut) {
  const faults = [];
  for (const address of Object.values(routes).flat()) {
    const path = address.replace(/\{(\w+)\}/g, (_, name) => laidOut[name]);
    faults.push(...(await look(page, base + path)));
  }
  assert.deepEqual(faults, []);
}

walk('the pages of the portal', async (bureau) => {
  const { id, query_code: code } = await layOut(bureau);
  const { id: draft } = await layOut(bureau, { draft: true });
  const page = await bureau.applicant('wang', phone);
  await lookAt(page, bureau.address, portal, { id, code, draft });
});

walk('the pages of the console', async (bureau) => {
  const { number } = await layOut(bureau);
  const { id: mine } = await layOut(bureau, { draft: true, username: 'intake1' });
  const clerk = await bureau.clerk('intake1');
  const base = `${bureau.address}/console`;
  const others = { figures: [], plugins: [], ':n': [] };
  await lookAt(clerk, base, { ...console_, ...others }, { number, mine });
  const head = await bureau.clerk('head1');
  await lookAt(head, base, { figures: console_.figures }, {});
  const { number: planned, team } = await planSurvey(bureau);
  const surveyor = await bureau.clerk(team[0], phone);
  const surveys = { '/surveys': console_['/surveys'], ':n': console_[':n'] };
  await lookAt(surveyor, base, surveys, { planned });
  const admin = await bureau.clerk('admin1');
  await lookAt(admin, base, { plugins: console_.plugins }, {});
});

walk('a row says at every width what a clerk needs of a case', async (bureau) => {
  const { number } = await layOut(bureau);
  const page = await bureau.clerk('intake1');
  const { width, height } = page.viewportSize();
  await page.goto(`${bureau.address}/console/lists/to_accept`);
  const row = page.getByRole('row').filter({ hasText: number });
  for (const one of [768, 900, 1024, 1199, 1280, 1920]) {
    await page.setViewportSize({ width: one, height });
    for (const told of ['正常', number, '示例小吃店', '食品经营许可', '待受理', '3月16日'])
      await row.getByText(told).first().waitFor();
    const table = page.getByRole('table').getByRole('rowgroup');
    assert.equal(await table.evaluate((box) => box.scrollWidth - box.clientWidth), 0, `${one} px`);
    const cut = await row
      .locator('.no, .due')
      .evaluateAll((cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).length);
    assert.equal(cut, 0, `cut off at ${one} px`);
  }
  await page.setViewportSize({ width, height });
});

walk('an open case follows the language that is chosen', async (bureau) => {
  const { number } = await layOut(bureau);
  const page = await bureau.clerk('intake1');
  await page.goto(`${bureau.address}/console/cases/${number}`);
  const actions = page.getByRole('complementary');
  await actions.getByRole('button', { name: '受理' }).first().waitFor();
  await page.getByRole('banner').locator('summary').click();
  await page.getByLabel('语言').selectOption('en');
  await actions.getByRole('button', { name: 'Accept' }).first().waitFor();
  await actions
    .getByRole('button', { name: /\p{Script=Han}/u })
    .first()
    .waitFor({ state: 'detached' });
  await page.getByLabel('Language').selectOption('zh-CN');
  await actions.getByRole('button', { name: '受理' }).first().waitFor();
});
