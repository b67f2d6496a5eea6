// A clerk takes in a restaurant at the counter with the keyboard alone, accepts it and sees its paper.
import assert from 'node:assert/strict';
import { snackBar } from './applications.mjs';
import { shareBureau } from './bureau.mjs';
import { named } from './hands.mjs';

const walk = shareBureau();

const hasFocus = (field) => field.evaluate((one) => one === document.activeElement);
// Tab by Tab; gives how many it took.
async function tabTo(page, field) {
  for (let presses = 0; presses < 60; presses++) {
    if (await hasFocus(field)) return presses;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no Tab leads to ${field}`);
}

async function choose(page, field, told) {
  const options = await field.getByRole('option').allInnerTexts();
  for (let at = options.map((one) => one.trim()).indexOf(told); at > 0; at--)
    await page.keyboard.press('ArrowDown');
}
async function answer(page, label, told) {
  const main = page.getByRole('main');
  if (typeof told === 'string') {
    const field = main.getByLabel(named(label)).first();
    await field.waitFor();
    await tabTo(page, field);
    const isChoice = await field.evaluate((one) => one.tagName === 'SELECT');
    return isChoice ? choose(page, field, told) : page.keyboard.insertText(told);
  }
  const group = main.getByRole('group', { name: named(label) });
  if (told === false) {
    await tabTo(page, group.getByRole('radio').first());
    return page.keyboard.press('ArrowRight');
  }
  for (const one of told) {
    await tabTo(page, group.getByLabel(one, { exact: true }));
    await page.keyboard.press('Space');
  }
}

walk('a complete application by keyboard, in under 20 presses beyond its form', async (bureau) => {
  const page = await bureau.clerk('intake1');
  await page.goto(`${bureau.address}/console/intake`);
  const matters = page.getByRole('listbox', { name: '事项' });
  await matters.getByRole('option').first().waitFor();

  let presses = 0;
  const press = async (key) => {
    presses++;
    await page.keyboard.press(key);
  };
  await page.keyboard.insertText('食品 核发');
  await matters.getByRole('option', { selected: true, name: /食品经营许可/ }).waitFor();
  await press('Enter');
  for (const [label, told] of snackBar.pages.flatMap((one) => Object.entries(one)))
    await answer(page, label, told);
  presses += await tabTo(page, page.getByRole('button', { name: '全部收齐' }));
  await press('Enter');
  await page.getByRole('main').getByText('已交', { exact: true }).nth(2).waitFor();
  await page.getByText('未发现问题').waitFor();

  await page.getByRole('button', { name: 'F8' }).waitFor();
  await press('F8');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('申请人签名').waitFor();
  await page.keyboard.insertText('纸质签名1号');
  await press('Tab');
  await press('Space');
  const paper = dialog.frameLocator('iframe');
  await paper.getByRole('heading').first().waitFor();
  await press('Control+Enter');

  await dialog.getByRole('heading', { name: '受理', exact: true }).waitFor();
  await paper.getByRole('heading', { name: '受理通知书' }).waitFor();
  await press('Control+Enter');
  await page.getByRole('heading', { name: /审查中/ }).waitFor();
  assert.ok(presses < 20, `${presses} presses`);

  const number = await page.getByRole('status').getByRole('link').first().innerText();
  assert.match(number, /^511102-\d{8}-\d+-\d+-\d$/);
  await page.goto(`${bureau.address}/console/cases/${number}/papers`);
  await page.getByRole('button', { name: /受理通知书/ }).click();
  const own = page.frameLocator('iframe');
  await own.getByRole('heading', { name: '受理通知书' }).waitFor();
  const width = await own.locator('body').evaluate((body) => getComputedStyle(body).maxWidth);
  assert.notEqual(width, 'none', 'the paper has its own style');
});
