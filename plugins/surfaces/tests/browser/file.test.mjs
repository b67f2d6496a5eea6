// An applicant on a phone finds what they need in their own words, answers the questions, fills in the
// form, puts photos, signs, and sees the receipt and how far it is.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { openBureau } from './bureau.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const phone = { viewport: { width: 360, height: 740 } };
const restaurant = {
  applicant_name: '乐山市市中区示例小吃店',
  applicant_type: { choice: 'individual_biz' },
  uscc: '92511102MA0BBB031Y',
  legal_rep_name: '王某示',
  legal_rep_id_type: { choice: 'resident_id' },
  legal_rep_id: '511102199007219970',
  contact_mobile: '15900000003',
  address: '四川省乐山市市中区海棠街道示例巷3号',
  by_agent: { no: true },
  main_form: { choice: 'catering' },
  items: { tick: 4 },
  premises: '乐山市市中区海棠街道示例巷3号',
  site_area: '80',
  processing_area: '30',
  safety_manager: '王某示',
  online: { no: true },
};

let bureau;
before(async () => (bureau = await openBureau()));
after(() => bureau?.close());

// A small picture of one colour.
function png(grey) {
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    let sum = ~0;
    for (const byte of body) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(~sum >>> 0, 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const head = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0]);
  const rows = Buffer.alloc(8 * 9, grey);
  for (let row = 0; row < 8; row++) rows[row * 9] = 0;
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([start, ...parts]);
}
const photo = (name, grey) => ({ name, mimeType: 'image/png', buffer: png(grey) });

// Fit for everybody: no violation of WCAG 2.1 AA, nothing to scroll for sideways.
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

async function answer(page, key, told) {
  const field = page.locator(`[data-pointer="/form/${key}"]`);
  await field.first().waitFor();
  if (typeof told === 'string') await field.fill(told);
  else if (told.choice) await field.selectOption(told.choice);
  else if (told.no) await field.last().check();
  else await field.nth(told.tick).check();
}

async function fill(page) {
  for (let step = 0; step < 12; step++) {
    if (await page.getByRole('heading', { name: '申请材料', level: 1 }).isVisible()) return;
    const here = page.url();
    for (let round = 0; round < 4; round++) {
      const keys = await page
        .locator('main [data-pointer^="/form/"]')
        .evaluateAll((all) => all.map((one) => one.dataset.pointer.split('/')[2]));
      for (const key of new Set(keys)) {
        if (restaurant[key] && !done.has(key)) {
          await answer(page, key, restaurant[key]);
          done.add(key);
        }
      }
      await page.waitForTimeout(400); // what comes next is asked of the kernel
    }
    await page.getByRole('button', { name: '保存并继续' }).click();
    await page.waitForURL((url) => url.href !== here, { timeout: 5000 });
  }
}
const done = new Set();

test('a restaurant is filed from a phone', { timeout: 240_000 }, async () => {
  const { page, faults } = await bureau.page(phone);
  await page.goto(`${bureau.address}/`);
  await page.getByLabel('您想办什么事？').fill('我想开一家餐馆');
  await page.getByRole('link', { name: '食品经营许可' }).waitFor();
  await fits(page, 'home');
  await page.getByRole('link', { name: '食品经营许可' }).click();

  await page.getByLabel('没有，要开新店').check();
  await page.getByRole('button', { name: '继续', exact: true }).click();
  await page.getByLabel('做餐饮、饮品').check();
  await fits(page, 'questions');
  await page.getByRole('button', { name: '继续', exact: true }).click();
  await page.getByText('无需上传，由系统生成').waitFor();
  await fits(page, 'matter');
  await page.getByRole('link', { name: '开始申请' }).click();

  await page.getByRole('button', { name: '用账号和密码登录' }).click();
  await fits(page, 'sign in');
  await page.getByLabel('账号').fill('wang');
  await page.getByLabel('密码').fill('oneseal-demo');
  await page.getByRole('button', { name: '登录', exact: true }).click();

  await page.getByRole('heading', { name: '办理申请' }).waitFor();
  await fits(page, 'tasks');
  await page.getByRole('button', { name: restaurant.applicant_name }).click();
  await page.getByText('您为谁申请').waitFor({ state: 'detached' });
  await page.locator('.task a').first().click();
  const name = page.locator('[data-pointer="/form/applicant_name"]');
  assert.equal(await name.inputValue(), restaurant.applicant_name);
  await page.getByRole('button', { name: '保存并继续' }).click();
  await page.getByText('处需要处理').waitFor();
  assert.ok(await page.evaluate(() => document.activeElement.matches('.summary')));
  await fits(page, 'errors');
  await fill(page);
  await page.getByText('已保存').waitFor();

  const material = page.locator('section.card', { hasText: '主要设备设施' });
  const choose = (card) => card.locator('input[type=file][multiple]');
  await choose(material).setInputFiles([photo('厨房.png', 200), photo('布局.png', 90)]);
  await material.getByRole('img', { name: '布局.png' }).waitFor();
  await material.getByRole('img', { name: '厨房.png' }).waitFor();
  for (const card of await page.locator('section.card').all()) {
    const share = card.getByText('请本机关查询共享数据');
    if (await share.count()) await share.click();
    else if (await card.getByText('还没有提供').count()) {
      await choose(card).setInputFiles([photo('目录.png', 150)]);
      await card.getByText('已上传').waitFor();
    }
  }
  await fits(page, 'materials');
  await page.getByRole('button', { name: '保存并继续' }).click();

  await page.frameLocator('iframe.paper').getByText('示例小吃店').first().waitFor();
  await fits(page, 'check');
  await page.getByRole('link', { name: '去签名' }).click();
  await page.locator('[data-pointer="/signature"]').fill('王某示');
  await page.locator('[data-pointer="/truth"]').first().check();
  await page.locator('[data-pointer="/consent/electronic_service"]').first().check();
  await fits(page, 'sign');
  await page.getByRole('button', { name: '提交申请' }).click();

  await page.getByText('“提交申请”已办好').waitFor();
  const code = await page.locator('dd.code').innerText();
  assert.match(code, /\S{6,}/);
  await page.getByRole('heading', { name: '办理经过' }).waitFor();
  await page.locator('summary', { hasText: '接收凭证' }).click();
  await page.frameLocator('iframe.paper').getByText('接收凭证').first().waitFor();
  await fits(page, 'case');

  const stranger = await bureau.page(phone);
  await stranger.page.goto(`${bureau.address}/progress/${encodeURIComponent(code)}`);
  await stranger.page.getByRole('heading', { name: '食品经营许可' }).waitFor();
  await fits(stranger.page, 'progress');
  assert.deepEqual([...faults, ...stranger.faults], []);
});
