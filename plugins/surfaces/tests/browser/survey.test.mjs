// A surveyor fills in the record where there is no network: it opens, keeps everything, sends it when
// the network is back, and is recorded once. What others did meanwhile is shown, and nothing is lost.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { openBureau } from './bureau.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const county = '511102';
const form = {
  applicant_name: '乐山市市中区示例小吃店',
  applicant_type: 'individual_biz',
  uscc: '92511102MA0BBB031Y',
  legal_rep_name: '王某示',
  legal_rep_id_type: 'resident_id',
  legal_rep_id: '511102199007219970',
  contact_mobile: '15900000003',
  area_code: county,
  address: '四川省乐山市市中区海棠街道示例巷3号',
  by_agent: false,
  premises: '乐山市市中区海棠街道示例巷3号',
  main_form: 'catering',
  form_suffix: [],
  items: ['hot'],
  site_area: 80,
  processing_area: 30,
  safety_manager: '王某示',
  online: false,
};
const submission = {
  signature: '王某示',
  truth: true,
  service: { ways: ['direct'], address: '海棠街道示例巷3号' },
  consent: { electronic_service: false },
};
const jpeg = (name) => ({
  name,
  mimeType: 'image/jpeg',
  buffer: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(name)]),
});

let bureau;
before(async () => (bureau = await openBureau()));
after(() => bureau?.close());

// Somebody of the bureau at the API, as a program is.
async function at(username) {
  const call = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${bureau.address}/api/v1${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const told = await answer.json();
    assert.ok(answer.ok, JSON.stringify(told));
    return told;
  };
  const { token } = await call('POST', '/session', { county, username, password: 'oneseal-demo' });
  const own = { Authorization: `Bearer ${token}` };
  const cases = `/counties/${county}/cases`;
  return {
    file: (body) => call('POST', cases, body, { ...own, 'Idempotency-Key': randomUUID() }),
    get: (n, part = '') => call('GET', `${cases}/${n}${part}`, undefined, own),
    act: async (n, action, body) => {
      const { version } = await call('GET', `${cases}/${n}`, undefined, own);
      const headers = { ...own, 'If-Match': `"${version}"`, 'Idempotency-Key': randomUUID() };
      return call('POST', `${cases}/${n}/actions/${action}`, body, headers);
    },
  };
}
// A case whose survey is planned: its number and its team.
async function planned() {
  const clerk = await at('intake1');
  const paper = (id, kind = 'original') => ({ id, kind, copies: 1, pages: 2 });
  const materials = [paper('fd01'), paper('fd02', 'copy'), paper('fd03'), paper('fd04')];
  const filing = { matter: 'food_business', variant: 'new', form, materials, submission };
  const { number } = await clerk.file(filing);
  await clerk.act(number, 'accept', {});
  const { reviewer, accepted_on } = await clerk.get(number);
  const plan = { planned_on: accepted_on, place: '海棠街道示例巷3号' };
  const { surveyors } = await (await at(reviewer)).act(number, 'assign_survey', plan);
  return { number, team: surveyors };
}

async function phone() {
  const { page, faults } = await bureau.page({
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    serviceWorkers: 'allow',
    geolocation: { latitude: 29.5521, longitude: 103.7655 },
    permissions: ['geolocation'],
  });
  return { page, faults, context: page.context() };
}
async function signIn(page, username) {
  await page.goto(`${bureau.address}/console/surveys`);
  await page.locator('#username').fill(username);
  await page.locator('#password').fill('oneseal-demo');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '现场核查', level: 1 }).waitFor();
}
async function takeAlong(page, number) {
  await page.getByRole('link', { name: number }).waitFor();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((go) => setTimeout(go, 50));
  });
}
const field = (page, pointer) => page.locator(`[data-pointer="${pointer}"]`);
const now = (page, title) => page.getByRole('button', { name: `${title} 现在` }).click();
const record = (page) => page.getByRole('button', { name: '登记现场核查记录' }).click();

async function sign(page, name) {
  await page.getByRole('button', { name: '签名 申请人签名' }).click();
  await page.getByLabel('签名人姓名').fill(name);
  const glass = await page.locator('canvas').boundingBox();
  await page.mouse.move(glass.x + 40, glass.y + 60);
  await page.mouse.down();
  await page.mouse.move(glass.x + 200, glass.y + 120, { steps: 8 });
  await page.mouse.up();
  await page.getByRole('button', { name: '保存签名' }).click();
  await page.locator('dialog').waitFor({ state: 'detached' });
}
async function fillIn(page) {
  for (const item of await page.locator('fieldset.item').all()) {
    await item.getByLabel('合格', { exact: true }).check();
  }
  await page.locator('fieldset.item').first().getByLabel('实测值').fill('60.5');
  await now(page, '进入时间');
  const photos = page.locator('input[type=file]');
  await photos.first().setInputFiles([jpeg('灶台.jpg'), jpeg('库房.jpg')]);
  await page.locator('.photos li').nth(1).waitFor();
  await page.getByText('29.55210, 103.76550').nth(1).waitFor();
  await sign(page, '王某示');
  await page.locator('fieldset', { hasText: '在场人员' }).getByText('增加一项').first().click();
  await field(page, '/present/0/name').fill('王某示');
  await field(page, '/present/0/right').fill('经营者');
  await field(page, '/ids_shown').first().check();
  await field(page, '/conclusion').fill('现场核查完毕');
  for (const one of await field(page, '/signatures/surveyors').all()) await one.check();
  await now(page, '离开时间');
}
async function fits(page, where) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${where} is ${wide} px too wide`);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }),
  );
  const told = violations.map(
    (one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`,
  );
  assert.deepEqual(told, [], where);
}
async function show(page, name) {
  const folder = process.env.ONESEAL_PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
const kept = (page) =>
  page.evaluate(async () => {
    const opened = await new Promise((done) => {
      const request = indexedDB.open('oneseal.surveys');
      request.onsuccess = () => done(request.result);
    });
    const count = (store) =>
      new Promise((done) => {
        const request = opened.transaction(store).objectStore(store).count();
        request.onsuccess = () => done(request.result);
      });
    return [await count('surveys'), await count('files')];
  });

test('a survey is made without a network', { timeout: 240_000 }, async () => {
  const { number, team } = await planned();
  const { page, faults, context } = await phone();
  await signIn(page, team[0]);
  await takeAlong(page, number);
  await fits(page, 'surveys');
  await show(page, 'surveys');

  await context.setOffline(true);
  await page.goto(`${bureau.address}/console/surveys`);
  await page.getByText('没有网络', { exact: false }).first().waitFor();
  await page.getByRole('link', { name: number }).click();
  await page.getByText('海棠街道示例巷3号').waitFor();
  await record(page);
  await page.getByText(/还有 \d+ 处需要填写/).waitFor();
  await fits(page, 'missing');
  await show(page, 'missing');
  await fillIn(page);
  await page.getByRole('banner').getByText('未上传 3 张').waitFor();
  await page.getByText(/已存在本机 \d\d:\d\d/).waitFor();
  await page.waitForTimeout(500); // what was typed last is being written
  await fits(page, 'filled in');
  await show(page, 'filled');

  await page.reload();
  await page.getByRole('banner').getByText('未上传 3 张').waitFor();
  assert.equal(await field(page, '/conclusion').inputValue(), '现场核查完毕');
  assert.match(await field(page, '/signatures/applicant').inputValue(), /王某示（手写签名，校验值/);
  await record(page);
  await page.getByText('没有网络，填写的内容都存在本机').waitFor();

  // The session has ended meanwhile.
  await context.clearCookies();
  await context.setOffline(false);
  const again = page.getByRole('dialog', { name: /请重新登录/ });
  await again.locator('#password').fill('oneseal-demo');
  await page.keyboard.press('Enter');
  await again.waitFor({ state: 'detached' });
  await page.getByText('未上传').first().waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '开始现场核查' }).click();
  await page.getByRole('button', { name: '开始现场核查' }).waitFor({ state: 'detached' });
  await record(page);
  await page.waitForURL(/\/console\/cases\//);
  assert.deepEqual(await kept(page), [0, 0]);

  const surveyor = await at(team[0]);
  const { survey } = await surveyor.get(number);
  const { attachments } = await surveyor.get(number, '/attachments');
  assert.equal(survey.results.fs01.value, 60.5);
  const names = attachments.map((one) => one.name).sort();
  assert.deepEqual(names, ['库房.jpg', '灶台.jpg', '签名：王某示.png'].sort());
  assert.deepEqual(faults, []);
});

test('what others did is shown, and nothing is lost', { timeout: 240_000 }, async () => {
  const { number, team } = await planned();
  const { page, faults, context } = await phone();
  await signIn(page, team[0]);
  await takeAlong(page, number);
  await page.getByRole('link', { name: number }).click();
  await page.getByText('海棠街道示例巷3号').waitFor();
  await context.setOffline(true);
  await fillIn(page);
  const other = await at(team[1]);
  await other.act(number, 'start_survey', {});

  await context.setOffline(false);
  const notice = page.getByRole('alert').filter({ hasText: '您填写期间，这一件有了变化' });
  await notice.getByText('开始现场核查').waitFor();
  await fits(page, 'changed');
  await show(page, 'changed');
  await notice.getByRole('button', { name: '已看过，继续填写' }).click();
  await notice.waitFor({ state: 'detached' });
  assert.equal(await field(page, '/conclusion').inputValue(), '现场核查完毕');

  // A photo of which the phone does not know the place.
  await context.clearPermissions();
  await page.locator('.photos input[type=file]').setInputFiles([jpeg('门头.jpg')]);
  await page.getByText('没有取得拍摄位置').click();
  await page.getByLabel('纬度（度）').fill('129.5');
  await page.getByLabel('经度（度）').fill('103.7');
  await page.getByRole('button', { name: '保存位置' }).click();
  await page.getByText('不能大于 90。').waitFor();
  await show(page, 'place');
  await page.getByLabel('纬度（度）').fill('29.5');
  await page.getByRole('button', { name: '保存位置' }).click();
  await page.getByText('29.50000, 103.70000').waitFor();

  // Signed out of, and somebody else signs in: they see nothing of it.
  await page.getByText('未上传').first().waitFor({ state: 'detached' });
  await context.clearCookies();
  await page.goto(`${bureau.address}/console/surveys`);
  await signIn(
    page,
    ['surveyor1', 'surveyor2', 'surveyor3'].find((one) => !team.includes(one)),
  );
  await page.getByText('现在没有需要您核查的办件').waitFor();
  assert.deepEqual(await kept(page), [1, 4]);
  await page.goto(`${bureau.address}/console/surveys/${number}`);
  const refused = page.getByText('没有该办件').or(page.getByText('现在不能登记核查'));
  await refused.first().waitFor();
  assert.equal(await page.locator('form').count(), 0);
  await context.clearCookies();
  await signIn(page, team[0]);
  await page.getByRole('link', { name: number }).click();
  assert.equal(await field(page, '/conclusion').inputValue(), '现场核查完毕');

  // Somebody else of the team was first, which only the press of the button tells.
  await field(page, '/conclusion').fill('现场核查完毕，我的记录');
  const minute = new Date().toISOString();
  const { actions } = await other.get(number, '/actions');
  const items = actions.find((one) => one.action === 'record_survey').body.properties.results;
  const value = (item) => (item.properties.value ? { value: 60 } : {});
  await other.act(number, 'record_survey', {
    results: Object.fromEntries(
      Object.entries(items.properties).map(([id, item]) => [
        id,
        { result: 'pass', ...value(item) },
      ]),
    ),
    entry_at: minute,
    exit_at: minute,
    present: [{ name: '王某示', right: '经营者' }],
    ids_shown: true,
    conclusion: '同事的记录',
    signatures: { surveyors: team, applicant: '王某示' },
  });
  await record(page);
  await notice.locator('strong', { hasText: '登记现场核查记录' }).waitFor();
  await show(page, 'too-late');
  assert.equal(await field(page, '/conclusion').inputValue(), '现场核查完毕，我的记录');
  await record(page);
  await page.waitForFunction(() => document.activeElement?.matches('.changed'));
  assert.deepEqual(await kept(page), [1, 4]);
  page.once('dialog', (dialog) => dialog.accept());
  await notice.getByRole('button', { name: '从本机删除' }).click();
  await page.getByText('现在没有需要您核查的办件').waitFor();
  assert.deepEqual(await kept(page), [0, 0]);
  assert.deepEqual(faults, []);
});
