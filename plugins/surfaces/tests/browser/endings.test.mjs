// How an application ends without a licence, or comes to one by another way: withdrawn, with a
// reviewer who stands back, refused after a failed survey, accepted because nobody answered.
import { crowd } from './api.mjs';
import { snackBar } from './applications.mjs';
import { picture, shareBureau, takesPictures } from './bureau.mjs';
import { act, answer, fileAtPortal, hasState, nextHandler, openCase } from './hands.mjs';
import { accept, deliver, propose, seal, survey } from './office.mjs';

const walk = shareBureau();

async function file(bureau) {
  const page = await bureau.applicant('wang');
  const number = await fileAtPortal(page, snackBar);
  return { page, number };
}

walk('an applicant withdraws and rates', async (bureau) => {
  const { page } = await file(bureau);
  await page.getByRole('link', { name: '撤回申请' }).click();
  await page.getByRole('button', { name: '撤回申请' }).click();
  await page.getByText('处需要处理').waitFor();
  await answer(page.getByRole('main'), '申请人签名', '王某示');
  await page.getByRole('button', { name: '撤回申请' }).click();
  await page.getByText('“撤回申请”已办好').waitFor();
  await page.getByText('申请人已撤回').first().waitFor();
  await page.getByRole('link', { name: '评价' }).click();
  await answer(page.getByRole('main'), '满意程度', '非常满意');
  await page.getByRole('button', { name: '评价' }).click();
  await page.getByText('“评价”已办好').waitFor();
});

walk('an applicant wants another reviewer, and the head agrees', async (bureau) => {
  const { page, number } = await file(bureau);
  const reviewer = await accept(bureau, number);
  await page.reload();
  await page.getByRole('link', { name: '申请回避' }).click();
  const whose = page.getByLabel('申请回避的人员');
  await whose.selectOption({ index: 1 });
  await answer(page.getByRole('main'), '回避理由', '与申请人是近亲属。');
  await page.getByRole('button', { name: '申请回避' }).click();
  await page.getByText('“申请回避”已办好').waitFor();

  const head = await bureau.clerk('head1');
  await head.getByRole('link', { name: /^回避申请待答复/ }).click();
  await head.getByRole('link', { name: number }).click();
  await act(head, '答复回避申请', { 答复: '准予回避', 理由: '查证属实。' });
  await hasState(head, '审查中');
  const drawn = await nextHandler(head, '审查人', reviewer);

  await act(head, '重新抽取办理人员', { 更换的人员: '审查人员', 理由: '审查人员休假。' });
  await nextHandler(head, '审查人', drawn);
});

walk('a survey fails, and the application is refused as the applicant was told', async (bureau) => {
  const { page, number } = await file(bureau);
  const reviewer = await accept(bureau, number);
  await survey(bureau, number, reviewer, { failing: '粪坑', measured: { 粪坑: '12' } });
  const desk = await bureau.clerk(reviewer);
  await openCase(desk, number);
  await desk.getByText('不符合许可条件').first().waitFor();
  await propose(bureau, number, reviewer, '建议不予');

  const decider = await bureau.clerk('decider1');
  await openCase(decider, number);
  await act(decider, '不予许可', { 认定的事实: '经营场所与旱厕相距12米。' }, async (dialog) => {
    const paper = dialog.frameLocator('iframe');
    await paper
      .getByText(/行政复议/)
      .first()
      .waitFor();
    await paper
      .getByText(/行政诉讼/)
      .first()
      .waitFor();
    await paper
      .getByText(/相距12米/)
      .first()
      .waitFor();
  });
  await hasState(decider, '不予许可');
  await seal(bureau, number);
  await deliver(bureau, number);
  await page.reload();
  await page.getByText('不予许可').first().waitFor();
});

// Last, for five days pass. LAW: 行政许可法 第三十二条 第一款 第四项
walk('nobody answers for five working days, so the application is accepted', async (bureau) => {
  const { number } = await file(bureau);
  await bureau.becomes('2026-03-17T09:00:00+08:00');
  const page = await bureau.applicant('wang');
  await page.goto(`${bureau.address}/cases`);
  await page
    .getByRole('link', { name: /食品经营许可/ })
    .first()
    .waitFor();
  const desk = await bureau.clerk('intake1');
  await openCase(desk, number);
  await hasState(desk, '审查中');
  const parts = desk.getByRole('navigation', { name: '办件的各部分' });
  await parts.getByRole('link', { name: '文书' }).click();
  await desk.getByRole('button', { name: /受理通知书/ }).waitFor();

  if (takesPictures) await crowd(bureau);
  const head = await bureau.clerk('head1');
  await head.getByRole('link', { name: '运行情况' }).click();
  await head.getByRole('table').first().waitFor();
  await picture(head, 'console-figures');
});
