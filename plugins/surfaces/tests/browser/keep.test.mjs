// What an applicant types is never lost: not without a network, not when the session ends. And what
// a phone has to load before the first page is small.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBureau } from './bureau.mjs';

const phone = { viewport: { width: 360, height: 740 } };
let bureau;
before(async () => (bureau = await openBureau()));
after(() => bureau?.close());

async function enter(page) {
  await page.getByRole('button', { name: '用账号和密码登录' }).click();
  await page.getByLabel('账号').fill('wang');
  await signIn(page);
}
async function signIn(page) {
  await page.getByLabel('密码').fill('oneseal-demo');
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

test('the first pages are small', { timeout: 120_000 }, async () => {
  for (const [path, most, seen] of [
    ['/', 120, '按部门查找'],
    ['/matter/food_business?variant=new', 200, '开始申请'],
  ]) {
    const { page } = await bureau.page(phone);
    const client = await page.context().newCDPSession(page);
    let bytes = 0;
    await client.send('Network.enable');
    client.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
    await page.goto(bureau.address + path);
    await page.getByText(seen).first().waitFor();
    await page.waitForLoadState('networkidle');
    console.log(`${path}: ${Math.round(bytes / 1024)} KB`);
    assert.ok(bytes > 10_000 && bytes <= most * 1024, `${path} loads ${bytes} bytes`);
    await page.context().close();
  }
});

test('a lost connection and an ended session lose nothing', { timeout: 180_000 }, async () => {
  const { page, faults } = await bureau.page(phone);
  const context = page.context();
  await page.goto(`${bureau.address}/draft/new/0?matter=food_business&variant=new`);
  await enter(page);
  const name = page.locator('[data-pointer="/form/applicant_name"]');
  await name.fill('示例小吃店');
  await page.getByText(/已保存 \d\d:\d\d/).waitFor();

  await context.setOffline(true);
  await name.fill('示例小吃店一');
  await page.getByText('没有网络，填写的内容都留在本机').waitFor();
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  assert.match(kept, /示例小吃店一/);
  assert.doesNotMatch(kept, /token|csrf|oneseal-demo/i);
  await context.setOffline(false);
  await page.getByText(/已保存 \d\d:\d\d/).waitFor();
  await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.includes('draft')));

  await context.clearCookies();
  await name.fill('示例小吃店二');
  await page.getByRole('heading', { name: '请重新登录' }).waitFor();
  await signIn(page);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText(/已保存 \d\d:\d\d/).waitFor();
  await page.reload();
  await name.waitFor();
  assert.equal(await name.inputValue(), '示例小吃店二');
  assert.deepEqual(faults, []);
});
