// A restaurant from its filing on a phone, through a notice answered item by item, a review and a
// survey on a phone, to the licence that its owner sees and anybody verifies.
import assert from 'node:assert/strict';
import { snackBar } from './applications.mjs';
import { phone, picture, shareBureau, takesPictures } from './bureau.mjs';
import { crowd } from './api.mjs';
import { fits } from './fit.mjs';
import { act, answer, fileAtPortal, hasState, openCase, photo, told } from './hands.mjs';
import { accept, deliver, handedOver, propose, seal, survey } from './office.mjs';

const area = '经营场所面积（㎡）';
const layout = '主要设备设施、经营布局、操作流程等文件';
const walk = shareBureau();

async function requestSupplement(desk) {
  await act(desk, '出具一次性补正告知书', {}, async (dialog) => {
    const paper = dialog.frameLocator('iframe');
    await paper.getByRole('heading', { name: /补正告知书/ }).waitFor();
    await paper.getByText(layout).first().waitFor();
    await paper.getByText('经营场所面积').first().waitFor();
  });
  await act(desk, '登记送达', handedOver);
  await hasState(desk, '待补正');
}

async function supplement(page) {
  await page.reload();
  const main = page.getByRole('main');
  await main.getByRole('heading', { name: '请您补正' }).waitFor();
  await fits(page, 'notice');
  const item = main.getByRole('listitem').filter({ hasText: layout });
  await item.getByLabel(/^选择文件/).setInputFiles(photo('布局'));
  await main.getByRole('link', { name: '布局.png' }).waitFor();
  await answer(main, area, '80');
  await answer(main, '申请人签名', '王某示');
  await main.getByRole('button', { name: '提交补正' }).click();
  await page.getByText('“提交补正”已办好').waitFor();
}

async function decide(bureau, number) {
  const decider = await bureau.clerk('decider1');
  await openCase(decider, number);
  await act(decider, '准予许可');
  await hasState(decider, '准予许可');
}

async function verify(bureau, wang, number) {
  await wang.goto(`${bureau.address}/cases`);
  await wang.getByRole('listitem').filter({ hasText: number }).getByRole('link').first().click();
  await wang.getByText('已送达').first().waitFor();
  await fits(wang, 'granted case');
  await wang.goto(`${bureau.address}/licences`);
  await wang.getByText('食品经营许可').first().waitFor();
  const licence = await told(wang, '证照编号');
  await wang.getByRole('link', { name: '核验真伪' }).click();
  await wang.getByRole('heading', { name: '证照有效' }).waitFor();

  const page = await bureau.page(phone);
  await page.goto(`${bureau.address}/verify`);
  await page.getByLabel('核验码或者证照编号').fill(licence);
  await page.getByRole('button', { name: '核验' }).click();
  await page.getByRole('heading', { name: '证照有效' }).waitFor();
  assert.equal(await told(page, '证照编号'), licence);
}

async function pictures(bureau, number) {
  const desk = await bureau.clerk('intake1');
  await openCase(desk, number);
  const parts = desk.getByRole('navigation', { name: '办件的各部分' });
  await parts.getByRole('link', { name: '期限' }).click();
  await picture(desk, 'console-deadline');
  await parts.getByRole('link', { name: '文书' }).click();
  await desk.getByRole('button', { name: /准予行政许可决定书/ }).click();
  await desk.getByRole('main').evaluate((main) => main.scrollTo(0, 0));
  await picture(desk, 'paper');
}

// In one's own words, by the questions that lead to the variant.
async function find(page) {
  await page.goto(new URL(page.url()).origin);
  await page.getByRole('heading', { name: '常办的事' }).waitFor();
  await picture(page, 'portal-home');
  await page.getByLabel('您想办什么事？').fill('我想开一家餐馆');
  await page.getByRole('link', { name: '食品经营许可' }).click();
  await page.getByLabel('没有，要开新店').check();
  await page.getByRole('button', { name: '继续', exact: true }).click();
  await page.getByLabel('做餐饮、饮品').check();
  await page.getByRole('button', { name: '继续', exact: true }).click();
  await page.getByText('无需上传，由系统生成').waitFor();
  await page.getByRole('link', { name: '开始申请' }).click();
  await page.getByRole('button', { name: snackBar.name }).click();
  await page.getByText('您为谁申请').waitFor({ state: 'detached' });
  await picture(page, 'portal-tasks');
}

walk('a restaurant, from its filing to its licence', async (bureau) => {
  const wang = await bureau.applicant('wang');
  const number = await fileAtPortal(wang, snackBar, { begin: find, without: [area, layout] });

  const desk = await bureau.clerk('intake1');
  await desk.getByRole('link', { name: /^待受理/ }).click();
  await desk.getByRole('link', { name: number }).waitFor();
  if (takesPictures) await crowd(bureau);
  await picture(desk, 'console-list');
  await desk.getByRole('link', { name: number }).click();
  await requestSupplement(desk);
  await supplement(wang);
  const reviewer = await accept(bureau, number);
  await survey(bureau, number, reviewer);
  await propose(bureau, number, reviewer, '建议准予');
  await decide(bureau, number);
  await seal(bureau, number);
  await deliver(bureau, number);
  await verify(bureau, wang, number);
  await pictures(bureau, number);
});
