// Whoever works in the county finds the parts of the console that are their own, and is told in
// words that help where they may not go.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { api, cases, county, layOut, planSurvey } from './api.mjs';
import { config, shareBureau } from './bureau.mjs';

const common = ['全部办件', '证照', '放假日历', '法规'];
const people = '人员和岗位'; // but for who is of another authority
// `sees`: the cases of the whole bureau, not only those that one handles.
const roles = {
  intake: {
    username: 'intake2',
    lists: ['待受理', '补正告知待送达', '待分派审查', '决定待送达', '文书待送达'],
    own: ['窗口受理'],
    sees: true,
  },
  reviewer: { username: 'reviewer3', lists: ['待审查'] },
  surveyor: { username: 'surveyor1', lists: ['待现场核查'], own: ['现场核查'] },
  decider: {
    username: 'decider1',
    lists: ['待申请人补正', '待决定'],
    own: ['运行情况'],
    sees: true,
  },
  head: { username: 'head1', lists: ['回避申请待答复'], own: ['运行情况', '部门包'], sees: true },
  seal_keeper: { username: 'seal1', lists: ['待用印'] },
  supervisor: { username: 'supervisor1', own: ['运行情况'], sees: true },
  integrity: { username: 'integrity1', own: ['运行情况'], sees: true },
  legal: { username: 'legal1', own: ['运行情况'], sees: true },
  admin: { username: 'admin1', own: ['部门包'] },
  regulator: { username: 'regulator1', outside: true },
};
const guarded = { 运行情况: 'figures', 部门包: 'plugins' };

test('every role of the county is looked at here', () => {
  const file = join(config, 'counties', `${county}.json`);
  const { people } = JSON.parse(readFileSync(file, 'utf8'));
  const held = new Set(people.flatMap((one) => one.roles));
  assert.deepEqual([...held].sort(), Object.keys(roles).sort());
});

const walk = shareBureau();

let laidOut;
const theCase = async (bureau) => (laidOut ??= await layOut(bureau)).number;

// What the side offers, once it is all there.
async function offers(page, expected) {
  const side = page.getByRole('navigation', { name: '我的待办' });
  let names = [];
  for (let tries = 0; tries < 100; tries++) {
    const links = await side.getByRole('link').allInnerTexts();
    names = links.map((one) => one.split('\n')[0].trim()).sort();
    if (names.join() === expected.join()) return;
    await page.waitForTimeout(200);
  }
  assert.deepEqual(names, expected);
}

for (const [role, { username, lists = [], own = [], ...is }] of Object.entries(roles)) {
  walk(`the console of the role ${role}`, async (bureau) => {
    const number = await theCase(bureau);
    const page = await bureau.clerk(username);
    const main = page.getByRole('main');
    await offers(page, [...lists, ...own, ...common, ...(is.outside ? [] : [people])].sort());
    for (const list of lists) {
      await page.getByRole('link', { name: new RegExp(`^${list}`) }).click();
      await main.getByRole('heading', { name: list }).waitFor();
    }
    for (const [title, path] of Object.entries(guarded)) {
      await page.goto(`${bureau.address}/console/${path}`);
      await main.getByRole('heading', { name: title }).waitFor();
      if (own.includes(title)) {
        await main.getByRole('table').first().waitFor();
      } else {
        const told = main.getByRole('alert');
        await told.getByText('您没有查看或者办理的权限').waitFor();
        await told.getByText(/请由有此岗位的人员办理/).waitFor();
      }
    }
    const foreign = [
      ...(own.includes('窗口受理') ? [] : ['intake']),
      ...(lists.includes('待用印') ? [] : ['lists/to_seal']),
    ];
    for (const path of foreign) {
      await page.goto(`${bureau.address}/console/${path}`);
      await main.getByRole('alert').getByText('您没有查看或者办理的权限').waitFor();
      assert.equal(await main.getByRole('button').count(), 0);
    }
    await page.goto(`${bureau.address}/console/cases/${number}`);
    if (is.sees) await main.getByText(number).first().waitFor();
    else await main.getByText('没有该办件，或者您无权查看。').waitFor();
    await bureau.leave(page);
  });
}

walk('a case opens at the first part that its reader may read', async (bureau) => {
  // Who reviews it may also be drawn to survey it, and sees the findings then.
  const seesFindings = async (number, username) =>
    (await api(bureau, username, { county })).get(`${cases}/${number}/findings`).then(
      () => true,
      () => false,
    );
  let number, surveyor;
  for (let tries = 0; !surveyor && tries < 5; tries++) {
    const planned = await planSurvey(bureau);
    number = planned.number;
    for (const one of planned.team) if (!(await seesFindings(number, one))) surveyor = one;
  }
  const opens = async (username, part) => {
    const page = await bureau.clerk(username);
    await page.goto(`${bureau.address}/console/cases/${number}`);
    const parts = page.getByRole('navigation', { name: '办件的各部分' });
    await parts.locator('[aria-current=page]', { hasText: part }).waitFor();
    assert.equal(await page.getByRole('main').getByRole('alert').count(), 0);
    await bureau.leave(page);
  };
  await opens('intake1', '审查');
  await opens(surveyor, '申请表');
});

walk('an applicant is no clerk', async (bureau) => {
  const page = await bureau.page();
  await page.goto(`${bureau.address}/console/`);
  await page.getByLabel('账户').fill('wang');
  await page.getByLabel('密码').fill('oneseal-demo');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('alert').waitFor();
});

walk('whoever is quicker than the list of counties is let in', async (bureau) => {
  const page = await bureau.page();
  await page.route('**/api/v1/counties', async (route) => {
    await new Promise((go) => setTimeout(go, 1500));
    await route.continue();
  });
  await page.goto(`${bureau.address}/console/sign-in`);
  await page.getByLabel('账户').fill('intake1');
  await page.getByLabel('密码').fill('oneseal-demo');
  await page.keyboard.press('Enter');
  await page.getByRole('search').waitFor();
});
