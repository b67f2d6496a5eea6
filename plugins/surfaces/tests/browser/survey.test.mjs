// A surveyor fills in the record where there is no network: it opens, keeps everything, sends it when
// the network is back, and is recorded once. What others did meanwhile is shown, and nothing is lost.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { api, cases, county, planSurvey } from './api.mjs';
import { password, phone, shareBureau, workspace } from './bureau.mjs';
import { fits } from './fit.mjs';

// A bureau of its own: what others have planned there would be taken along too.
const walk = shareBureau({ change: () => {} });
const jpeg = (name) => ({
  name,
  mimeType: 'image/jpeg',
  buffer: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(name)]),
});
const at = (bureau, username) => api(bureau, username, { county });

const openPhone = (bureau) =>
  bureau.page({
    ...phone,
    hasTouch: true,
    serviceWorkers: 'allow',
    geolocation: { latitude: 29.5521, longitude: 103.7655 },
    permissions: ['geolocation'],
  });
async function signIn(bureau, page, username) {
  await page.goto(`${bureau.address}/console/surveys`);
  await page.getByLabel('账户').fill(username);
  await page.getByLabel('密码').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '现场核查', level: 1 }).waitFor();
}
// After the session has ended: signed in again, what waits goes out.
async function enterAgain(page) {
  const again = page.getByRole('dialog', { name: /请重新登录/ });
  await again.locator('#password').fill(password);
  await page.keyboard.press('Enter');
  await again.waitFor({ state: 'detached' });
  await page.getByText('未上传').first().waitFor({ state: 'detached' });
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
  await page.locator('fieldset.item').first().waitFor();
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

let earlier = []; // who has made a record already, which is not to be made again

walk('a survey is made without a network', async (bureau) => {
  const { number, team } = await planSurvey(bureau);
  earlier = team;
  const page = await openPhone(bureau);
  const context = page.context();
  await signIn(bureau, page, team[0]);
  await takeAlong(page, number);
  await fits(page, 'surveys');

  await context.setOffline(true);
  await page.goto(`${bureau.address}/console/surveys`);
  await page.getByText('没有网络', { exact: false }).first().waitFor();
  await page.getByRole('link', { name: number }).click();
  await page.getByText('海棠街道示例巷3号').waitFor();
  await record(page);
  await page.getByText(/还有 \d+ 处需要填写/).waitFor();
  await fits(page, 'missing');
  await fillIn(page);
  await page.getByRole('banner').getByText('未上传 3 张').waitFor();
  await page.getByText(/已存在本机 \d\d:\d\d/).waitFor();
  await page.waitForTimeout(500); // what was typed last is being written
  await fits(page, 'filled in');

  await page.reload();
  await page.getByRole('banner').getByText('未上传 3 张').waitFor();
  assert.equal(await field(page, '/conclusion').inputValue(), '现场核查完毕');
  assert.match(await field(page, '/signatures/applicant').inputValue(), /王某示（手写签名，校验值/);
  await record(page);
  await page.getByText('没有网络，填写的内容都存在本机').waitFor();

  // The session has ended meanwhile.
  await context.clearCookies();
  await context.setOffline(false);
  await enterAgain(page);
  // The step that is possible now looks like the main one.
  const main = page.locator('.button.main');
  await main.filter({ hasText: '开始现场核查' }).waitFor();
  assert.equal(await main.count(), 1);
  await main.click();
  await page.getByRole('button', { name: '开始现场核查' }).waitFor({ state: 'detached' });
  await main.filter({ hasText: '登记现场核查记录' }).waitFor();
  await record(page);
  await page.waitForURL(/\/console\/cases\//);
  await page.getByText('已办好：登记现场核查记录').waitFor();
  assert.deepEqual(await kept(page), [0, 0]);

  const surveyor = await at(bureau, team[0]);
  const { survey } = await surveyor.get(`${cases}/${number}`);
  const { attachments } = await surveyor.get(`${cases}/${number}/attachments`);
  assert.equal(survey.results.fs01.value, 60.5);
  const names = attachments.map((one) => one.name).sort();
  assert.deepEqual(names, ['库房.jpg', '灶台.jpg', '签名：王某示.png'].sort());
  await bureau.leave(page);
});

walk('what others did is shown, and nothing is lost', async (bureau) => {
  const { number, team } = await planSurvey(bureau);
  const [me, colleague] = [...team].sort((one) => (earlier.includes(one) ? -1 : 1));
  const page = await openPhone(bureau);
  const context = page.context();
  await signIn(bureau, page, me);
  await takeAlong(page, number);
  await page.getByRole('link', { name: number }).click();
  await page.getByText('海棠街道示例巷3号').waitFor();
  await context.setOffline(true);
  await fillIn(page);
  const other = await at(bureau, colleague);
  await other.act(number, 'start_survey', {});

  await context.setOffline(false);
  const notice = page.getByRole('alert').filter({ hasText: '您填写期间，这一件有了变化' });
  await notice.getByText('开始现场核查').waitFor();
  await fits(page, 'changed');
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
  await page.getByLabel('纬度（度）').fill('29.5');
  await page.getByRole('button', { name: '保存位置' }).click();
  await page.getByText('29.50000, 103.70000').waitFor();

  // Signed out of, and somebody else signs in: they see nothing of it.
  await page.getByText('未上传').first().waitFor({ state: 'detached' });
  await context.clearCookies();
  await page.goto(`${bureau.address}/console/surveys`);
  await signIn(
    bureau,
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
  await signIn(bureau, page, me);
  await page.getByRole('link', { name: number }).click();
  assert.equal(await field(page, '/conclusion').inputValue(), '现场核查完毕');

  // Somebody else of the team was first, which only the press of the button tells.
  await field(page, '/conclusion').fill('现场核查完毕，我的记录');
  const minute = bureau.clock.now().toISOString();
  const { actions } = await other.get(`${cases}/${number}/actions`);
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
  assert.equal(await field(page, '/conclusion').inputValue(), '现场核查完毕，我的记录');
  await record(page);
  await page.waitForFunction(() => document.activeElement?.matches('.changed'));
  assert.deepEqual(await kept(page), [1, 4]);
  page.once('dialog', (dialog) => dialog.accept());
  await notice.getByRole('button', { name: '从本机删除' }).click();
  await page.getByText('现在没有需要您核查的办件').waitFor();
  assert.deepEqual(await kept(page), [0, 0]);
  await bureau.leave(page);
});

// The console as a next version is built: a file more, another page around it, another digest.
function nextBuild(bureau) {
  const folder = join(bureau.data, 'next');
  cpSync(join(workspace, 'console/dist'), folder, { recursive: true });
  const change = (name, how) => {
    const file = join(folder, name);
    writeFileSync(file, how(readFileSync(file, 'utf8')));
  };
  const file = 'assets/next-Next1234.js';
  writeFileSync(join(folder, file), "document.documentElement.dataset.build = 'next';");
  const script = `<script type="module" src="/console/${file}"></script>`;
  change('index.html', (page) => page.replace('</head>', `${script}</head>`));
  change('worker.js', (worker) => {
    const [, list] = /^const kept = (.*);$/m.exec(worker);
    const { files } = JSON.parse(list);
    return worker.replace(list, JSON.stringify({ files: [...files, file], digest: 'next' }));
  });
  return folder;
}
const cachesOf = (page) => page.evaluate(() => caches.keys());
const isNext = (page) => page.evaluate(() => document.documentElement.dataset.build === 'next');

walk('a phone goes over to a new version with all that it keeps', async (bureau) => {
  const { number, team } = await planSurvey(bureau);
  const page = await openPhone(bureau);
  const context = page.context();
  await signIn(bureau, page, team[0]);
  await takeAlong(page, number);
  await context.setOffline(true);
  await page.getByRole('link', { name: number }).click();
  await page.getByText('海棠街道示例巷3号').waitFor();
  await fillIn(page);
  await page.getByRole('banner').getByText('未上传 3 张').waitFor();
  await page.waitForTimeout(500); // what was typed last is being written
  const [before, files] = await kept(page);
  const [old] = await cachesOf(page);

  // The network is back, and with it the new version; nobody is signed in, so nothing is sent yet.
  await bureau.restart(nextBuild(bureau));
  await context.clearCookies();
  await context.setOffline(false);
  await page.reload();
  await page.getByLabel('密码').waitFor();
  await page.evaluate(async () => {
    const [worker] = await navigator.serviceWorker.getRegistrations();
    while (!worker.waiting) await new Promise((go) => setTimeout(go, 50));
  });
  assert.deepEqual((await cachesOf(page)).sort(), [old, 'oneseal-console-next'].sort());

  // The old version's last page is closed, and the survey is opened again without a network.
  await page.goto('about:blank');
  await page.goto(`${bureau.address}/console/surveys`);
  await page.evaluate(async () => {
    while ((await caches.keys()).join() !== 'oneseal-console-next')
      await new Promise((go) => setTimeout(go, 50));
  });
  await context.setOffline(true);
  await page.goto(`${bureau.address}/console/surveys/${number}`);
  await page.getByRole('banner').getByText('未上传 3 张').waitFor();
  assert.ok(await isNext(page), 'the page is that of the new version');
  assert.deepEqual(await kept(page), [before, files]);
  assert.equal(await field(page, '/conclusion').inputValue(), '现场核查完毕');

  await context.setOffline(false);
  await enterAgain(page);
  const surveyor = await at(bureau, team[0]);
  const { attachments } = await surveyor.get(`${cases}/${number}/attachments`);
  const names = attachments.map((one) => one.name).sort();
  assert.deepEqual(names, ['库房.jpg', '灶台.jpg', '签名：王某示.png'].sort());
  await bureau.leave(page);
});
