// A clerk takes in a restaurant at the counter with the keyboard alone, accepts it and sees its paper.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBureau, signIn } from './bureau.mjs';

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

async function tabTo(page, selector) {
  for (let presses = 1; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((to) => document.activeElement.matches(to), selector)) return presses;
  }
  throw new Error(`no Tab leads to ${selector}`);
}

async function answer(page, key, told) {
  const field = `[data-pointer="/form/${key}"]`;
  await page.locator(field).first().waitFor();
  const isHere = await page.evaluate((to) => document.activeElement.matches(to), field);
  if (!isHere) await tabTo(page, field);
  if (typeof told === 'string') return page.keyboard.insertText(told);
  if (told.choice) {
    const options = await page
      .locator(`${field} option`)
      .evaluateAll((all) => all.map((o) => o.value));
    for (let at = options.indexOf(told.choice); at > 0; at--)
      await page.keyboard.press('ArrowDown');
  } else if (told.no) {
    await page.keyboard.press('ArrowRight');
  } else {
    for (let at = 0; at < told.tick; at++) await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
  }
}

test('a complete application by keyboard, in fewer than 20 presses beyond its form', async () => {
  const { page, faults } = await bureau.page();
  await signIn(page, bureau.address, 'intake1');
  await page.goto(`${bureau.address}/console/intake`);
  await page.locator('#matters li').first().waitFor();

  let presses = 0;
  const press = async (key) => {
    presses++;
    await page.keyboard.press(key);
  };
  await page.keyboard.insertText('食品 核发');
  await page.locator('#matters li[aria-selected="true"]').waitFor();
  await press('Enter');
  for (const [key, told] of Object.entries(restaurant)) await answer(page, key, told);
  presses += await tabTo(page, '[data-key="all"]');
  await press('Enter');
  await page.locator('.mark[data-state="handed_in"]').nth(2).waitFor();
  await page.locator('.outcome[data-outcome="acceptable"]').waitFor();

  await page.locator('.foot kbd', { hasText: 'F8' }).waitFor();
  await press('F8');
  await page.locator('dialog [data-pointer="/signature"]').waitFor();
  await page.keyboard.insertText('纸质签名1号');
  await press('Tab');
  await press('Space');
  await page.locator('dialog iframe').waitFor();
  await press('Control+Enter');

  await page.locator('dialog h2', { hasText: '受理' }).waitFor();
  const notice = page.frameLocator('dialog iframe').locator('h1');
  await notice.waitFor();
  assert.equal(await notice.textContent(), '受理通知书');
  await press('Control+Enter');
  await page.locator('h2', { hasText: '审查中' }).waitFor();
  assert.ok(presses < 20, `${presses} presses`);

  const number = await page.locator('.number-of').textContent();
  assert.match(number, /^511102-\d{8}-\d+-\d+-\d$/);
  await page.goto(`${bureau.address}/console/cases/${number}/papers`);
  await page.locator('button.one', { hasText: '受理通知书' }).click();
  const paper = page.frameLocator('iframe.paper');
  await paper.locator('h1', { hasText: '受理通知书' }).waitFor();
  const width = await paper.locator('body').evaluate((body) => getComputedStyle(body).maxWidth);
  assert.notEqual(width, 'none', 'the paper has its own style');
  assert.deepEqual(faults, []);
});
