// A restaurant from its filing on a phone, through a notice answered item by item, a review and a
// survey on a phone, to the licence that its owner sees and anybody verifies.
import assert from 'node:assert/strict';
import { snackBar } from './applications.mjs';
import { phone, picture, shareBureau, walk } from './bureau.mjs';
import { act, answer, fileAtPortal, hasState, openCase, photo, told } from './hands.mjs';
import { accept, deliver, handedOver, propose, seal, survey } from './office.mjs';

const layout = '主要设备设施、经营布局、操作流程等文件';
shareBureau();

async function requestSupplement(desk) {
  await act(desk, '出具一次性补正告知书', {}, async (dialog) => {
    const paper = dialog.frameLocator('iframe');
    await paper.getByRole('heading', { name: /补正告知书/ }).waitFor();
    await paper.getByText(layout).first().waitFor();
  });
  await act(desk, '登记送达', handedOver);
  await hasState(desk, '待补正');
}

async function supplement(page) {
  await page.reload();
  const main = page.getByRole('main');
  await main.getByRole('heading', { name: '请您补正' }).waitFor();
  const item = main.getByRole('listitem').filter({ hasText: layout });
  await item.getByLabel(/^选择文件/).setInputFiles(photo('布局'));
  await main.getByRole('link', { name: '布局.png' }).waitFor();
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

async function verify(bureau, wang) {
  await wang.goto(`${bureau.address}/licences`);
  await wang.getByText('食品经营许可').first().waitFor();
  const licence = await told(wang, '证照编号');
  await wang.getByRole('link', { name: '核验真伪' }).click();
  await wang.getByRole('heading', { name: '证照有效' }).waitFor();

  const { page } = await bureau.page(phone);
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
  await picture(desk, 'paper');
}

walk('a restaurant, from its filing to its licence', async (bureau) => {
  const wang = await bureau.applicant('wang');
  await wang.goto(`${bureau.address}/`);
  await wang.getByRole('heading', { name: '常办的事' }).waitFor();
  await picture(wang, 'portal-home');
  const number = await fileAtPortal(wang, snackBar, {
    without: [layout],
    onTasks: (page) => picture(page, 'portal-tasks'),
  });

  const desk = await bureau.clerk('intake1');
  await desk.getByRole('link', { name: /^待受理/ }).click();
  await desk.getByRole('link', { name: number }).click();
  await requestSupplement(desk);
  await supplement(wang);
  const reviewer = await accept(bureau, number);
  await survey(bureau, number, reviewer, { phone });
  await propose(bureau, number, reviewer, '建议准予');
  await decide(bureau, number);
  await seal(bureau, number);
  await deliver(bureau, number);
  await verify(bureau, wang);
  await pictures(bureau, number);
});
