// What one types is never lost: not without a network, not when the session ends, not when somebody
// else was quicker. And what a phone has to load before the first page is small.
import assert from 'node:assert/strict';
import { layOut } from './api.mjs';
import { password, phone, shareBureau, signInPortal } from './bureau.mjs';
import { act, chooseMatter, openCase } from './hands.mjs';

const walk = shareBureau();

async function enterAgain(page) {
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

walk('the first pages are small', async (bureau) => {
  for (const [path, most, seen] of [
    ['/', 120, '按部门查找'],
    ['/matter/food_business?variant=new', 200, '开始申请'],
  ]) {
    const page = await bureau.page(phone);
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

walk('at the portal a lost connection and an ended session lose nothing', async (bureau) => {
  const page = await bureau.page(phone);
  const context = page.context();
  await page.goto(`${bureau.address}/draft/new/0?matter=food_business&variant=new`);
  await signInPortal(page, 'wang');
  const name = page.getByLabel('申请人名称');
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
  await enterAgain(page);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText(/已保存 \d\d:\d\d/).waitFor();
  await page.reload();
  await name.waitFor();
  assert.equal(await name.inputValue(), '示例小吃店二');
});

walk('at the counter a lost connection and an ended session lose nothing', async (bureau) => {
  const desk = await bureau.clerk('intake2');
  const context = desk.context();
  await desk.getByRole('link', { name: '窗口受理' }).click();
  await chooseMatter(desk, '食品 核发');
  const name = desk.getByLabel('申请人名称');
  await name.fill('示例小吃店');
  await desk.getByText(/已保存 \d\d:\d\d/).waitFor();

  await context.setOffline(true);
  await name.fill('示例小吃店一');
  // The check of what was typed may have failed as well; it stands above what was not saved.
  await desk.getByText('网络已断开').last().waitFor();
  await context.setOffline(false);
  await desk.getByRole('button', { name: '重试' }).last().click();
  await desk.getByText(/已保存 \d\d:\d\d/).waitFor();

  await context.clearCookies();
  await name.fill('示例小吃店二');
  await desk.getByRole('dialog').getByRole('heading', { name: '请重新登录' }).waitFor();
  await enterAgain(desk);
  await desk.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal(await name.inputValue(), '示例小吃店二');
  await name.fill('示例小吃店三');
  await desk.getByText(/已保存 \d\d:\d\d/).waitFor();
  await desk.reload();
  await name.waitFor();
  assert.equal(await name.inputValue(), '示例小吃店三');
});

walk(
  'of two clerks the second sees what the first did, and keeps what was typed',
  async (bureau) => {
    const { number } = await layOut(bureau);
    const first = await bureau.clerk('intake1');
    const second = await bureau.clerk('intake2');
    await openCase(second, number);
    const actions = second.getByRole('complementary', { name: '可办操作' });
    await actions.getByRole('button', { name: /^不予受理/ }).click();
    const dialog = second.getByRole('dialog');
    await dialog.getByLabel(/^有权机关/).fill('市场监督管理局');
    await dialog.getByLabel(/^理由/).fill('不属于本机关职权。');
    await dialog.getByLabel(/^依据条款/).fill('行政许可法第三十二条');

    await openCase(first, number);
    await act(first, '登记共享数据核实', { 核实方式: '查询市场主体库', 核实凭据: '查询记录' });

    const told = dialog.getByRole('alert');
    await told.getByText('内容已经变化').waitFor();
    assert.match(await told.innerText(), /甲一（示例）/, 'who was quicker');
    assert.match(await told.innerText(), /登记共享数据核实/, 'what was done');
    assert.equal(await dialog.getByLabel(/^理由/).inputValue(), '不属于本机关职权。');
    await dialog.getByRole('button', { name: '取消' }).click();
    await second.getByRole('link', { name: '办理过程' }).click();
    await second.getByText('登记共享数据核实').first().waitFor();
    await second.getByText('甲一（示例）').first().waitFor();
  },
);
