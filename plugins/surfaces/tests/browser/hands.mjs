// What people do at the pages, told in the words they read there. Everything is found by role, label
// and text.
import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { begins, named, says, speaks, typing, whole } from './tongue.mjs';

export { named };

// Answers one field: text, number or the words of a choice; true or false; a list of what is ticked
// or, in rows, of what each row holds; an object for fields that stand in a group.
export async function answer(scope, label, told) {
  if (typeof told === 'string') {
    const field = scope.getByLabel(named(label)).first();
    await field.waitFor();
    const isChoice = await field.evaluate((one) => one.tagName === 'SELECT');
    if (!isChoice) return field.fill(typing(told));
    const options = await field.getByRole('option').allInnerTexts();
    return field.selectOption({ label: options.find((one) => whole(told).test(one)) });
  }
  const group = scope.getByRole('group', { name: named(label) }).first();
  await group.waitFor();
  if (typeof told === 'boolean') {
    return group.getByLabel(whole(told ? '是' : '否')).check();
  }
  if (!Array.isArray(told)) return fill(group, told);
  for (const [index, one] of told.entries()) {
    if (typeof one === 'string') await group.getByLabel(whole(one)).check();
    else {
      if ((await group.getByRole('listitem').count()) <= index)
        await group
          .getByRole('button', { name: says('增加一项') })
          .first()
          .click();
      await fill(group.getByRole('listitem').nth(index), one);
    }
  }
}
export async function fill(scope, answers) {
  for (const [label, told] of Object.entries(answers)) await answer(scope, label, told);
}

// At the console: takes an action of the open case and says what its dialog asks for. The dialog is
// given to `look` before it is confirmed.
export async function act(page, title, answers = {}, look) {
  const actions = page.getByRole('complementary', { name: says('可办操作') });
  await actions.getByRole('button', { name: named(title) }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('heading', { name: says(title) }).waitFor();
  await fill(dialog, answers);
  await look?.(dialog);
  await speaks(page, title);
  await dialog.getByRole('button', { name: named(title) }).click();
  const refused = dialog.getByRole('alert').first();
  await Promise.race([
    dialog.waitFor({ state: 'detached' }),
    refused.waitFor().then(
      async () => assert.fail(`${title}: ${await dialog.innerText()}`),
      () => undefined,
    ),
  ]);
}

export async function openCase(page, number) {
  await page.goto(`${new URL(page.url()).origin}/console/cases/${number}`);
  await page.getByRole('complementary', { name: says('可办操作') }).waitFor();
  await page.getByText(number).first().waitFor();
  await speaks(page, 'case');
}
export async function hasState(page, state) {
  await page.getByRole('main').getByText(whole(state)).first().waitFor();
}

// At the counter: the matter by words of its name.
export async function chooseMatter(page, words) {
  await page.getByRole('combobox', { name: says('事项') }).fill(words);
  const matters = page.getByRole('listbox', { name: says('事项') });
  await matters.getByRole('option', { selected: true }).click();
}

// Who handles the open case, as the page says: “审查人 乙一（示例）”.
export async function handlers(page, title) {
  const line = page.getByText(begins(title)).filter({ hasText: '（示例）' }).first();
  const names = (await line.innerText()).match(/[甲乙丙丁].（示例）/g);
  return names.map((name) => usernames[name]);
}
// After somebody else was drawn.
export async function nextHandler(page, title, before) {
  for (let tries = 0; tries < 50; tries++) {
    const [now] = await handlers(page, title);
    if (now !== before) return now;
    await page.waitForTimeout(200);
  }
  return assert.fail(`${title} is still ${before}`);
}
const ordinals = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6 };
const families = { 甲: 'intake', 乙: 'reviewer', 丙: 'surveyor', 丁: 'decider' };
const usernames = Object.fromEntries(
  Object.entries(families).flatMap(([family, role]) =>
    Object.entries(ordinals).map(([word, n]) => [`${family}${word}（示例）`, `${role}${n}`]),
  ),
);

// At the portal: one group of questions a page, and on to the next.
export async function goOn(page) {
  const here = page.url();
  await page.getByRole('button', { name: '保存并继续' }).click();
  await page.waitForURL((url) => url.href !== here);
}

const taken = new Map();
// A small picture of one colour, of its own for each name.
export function photo(name) {
  if (!taken.has(name)) taken.set(name, taken.size * 7 + 20);
  return { name: `${name}.png`, mimeType: 'image/png', buffer: png(taken.get(name) % 256) };
}
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

// Files an application at the portal; gives its number. `begin` finds the matter, up to its task list.
// `without`: titles of fields and materials that are left out.
export async function fileAtPortal(page, application, { begin = start, without = [] } = {}) {
  await begin(page, application);
  await page.getByRole('heading', { name: '办理申请' }).waitFor();
  const main = page.getByRole('main');
  await main.getByRole('listitem').getByRole('link').first().click();
  for (const answers of application.pages) {
    const told = Object.entries(answers).filter(([label]) => !without.includes(label));
    await fill(main, Object.fromEntries(told));
    if (told.length === Object.keys(answers).length) await goOn(page);
    else await leaveOut(page);
  }
  await page.getByRole('heading', { name: '申请材料', level: 1 }).waitFor();
  await handIn(page, without);
  await page.getByRole('link', { name: '返回任务清单' }).click();
  await page.getByRole('link', { name: '签名并提交' }).click();
  return sign(page, application);
}
async function start(page, { matter, variant, title }) {
  await page.goto(`${new URL(page.url()).origin}/matter/${matter}?variant=${variant}`);
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await page.getByRole('link', { name: '开始申请' }).click();
}
async function leaveOut(page) {
  const here = page.url();
  await page.getByRole('button', { name: '保存并继续' }).click();
  await page.getByText(/有 \d+ 处需要处理/).waitFor();
  await page.getByRole('button', { name: '稍后再填' }).click();
  await page.waitForURL((url) => url.href !== here);
}
// Every material that is not there yet, but for those left out.
export async function handIn(page, without = []) {
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  for (const card of await page.getByRole('main').getByRole('region').all()) {
    const title = await card.getByRole('heading').first().innerText();
    if (without.includes(title) || !(await card.getByText('还没有提供').count())) continue;
    const share = card.getByLabel('请本机关查询共享数据，我不上传');
    if (await share.count()) {
      await share.check();
      continue;
    }
    await card.getByLabel(new RegExp('^选择文件')).setInputFiles(photo(title));
    await card.getByText('已上传').waitFor();
  }
}
async function sign(page, application) {
  const main = page.getByRole('main');
  await answer(main, '申请人签名', application.person);
  await answer(main, '真实性声明', true);
  const service = { 接受的送达方式: ['直接送达'], 地址: application.place };
  await fill(main, { 送达地址: service, 同意事项: { 同意电子送达: true } });
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByText('“提交申请”已办好').waitFor();
  return told(page, '办件编号');
}
// What stands beside a title in a list of facts.
export async function told(page, title) {
  const term = page.getByRole('term').filter({ hasText: new RegExp(`^\\s*${title}\\s*$`) });
  return (await term.first().locator('xpath=following-sibling::dd[1]').innerText()).trim();
}
