// Fireworks from the counter: taken in on paper for who stands there, surveyed, granted, sealed and
// handed over.
import { fireworks } from './applications.mjs';
import { picture, shareBureau } from './bureau.mjs';
import { fits } from './fit.mjs';
import { act, chooseMatter, fill, handlers, hasState, openCase } from './hands.mjs';
import { deliver, propose, seal, survey } from './office.mjs';

const walk = shareBureau();

async function takeIn(bureau) {
  const desk = await bureau.clerk('intake1');
  await desk.getByRole('link', { name: '窗口受理' }).click();
  await chooseMatter(desk, '烟花 核发');
  const main = desk.getByRole('main');
  for (const answers of fireworks.pages) await fill(main, answers);
  await desk.getByRole('button', { name: '全部收齐' }).click();
  await desk.getByText('未发现问题').waitFor();
  await fits(desk, 'counter');
  await picture(desk, 'console-intake');
  await desk.getByRole('button', { name: /^受理/ }).click();
  const dialog = desk.getByRole('dialog');
  await fits(desk, 'dialog');
  await fill(dialog, { 申请人签名: '纸质签名1号', 真实性声明: true });
  await dialog.getByRole('button', { name: '提交申请' }).click();
  await dialog.getByRole('heading', { name: '受理', exact: true }).waitFor();
  await dialog.frameLocator('iframe').getByRole('heading', { name: '受理通知书' }).waitFor();
  await dialog.getByRole('button', { name: /^受理/ }).click();
  await desk.getByRole('heading', { name: /审查中/ }).waitFor();
  return desk.getByRole('status').getByRole('link').first().innerText();
}

walk('fireworks, from the counter to the licence', async (bureau) => {
  const number = await takeIn(bureau);
  const desk = await bureau.clerk('intake1');
  await openCase(desk, number);
  const [reviewer] = await handlers(desk, '审查人');
  const measured = {
    居住场所: false,
    使用面积: '15',
    灭火器数量: '4',
    布点规划: true,
    禁放区: false,
  };
  await survey(bureau, number, reviewer, { measured });
  await propose(bureau, number, reviewer, '建议准予');
  const decider = await bureau.clerk('decider1');
  await openCase(decider, number);
  await act(decider, '准予许可');
  await hasState(decider, '准予许可');
  await seal(bureau, number);
  await deliver(bureau, number);
});
