// Fireworks from the counter: taken in on paper for who stands there, surveyed, granted, sealed and
// handed over.
import { layOut } from './api.mjs';
import { fireworks } from './applications.mjs';
import { picture, shareBureau } from './bureau.mjs';
import { fits } from './fit.mjs';
import { act, chooseMatter, fill, handlers, hasState, openCase } from './hands.mjs';
import { inEnglish, named, says, speaks, speaksEnglish, whole } from './tongue.mjs';
import { deliver, propose, seal, survey } from './office.mjs';

const walk = shareBureau();

async function takeIn(bureau) {
  const desk = await bureau.clerk('intake1');
  await desk.getByRole('link', { name: says('窗口受理') }).click();
  await chooseMatter(desk, speaksEnglish() ? 'fireworks new' : '烟花 核发');
  const main = desk.getByRole('main');
  for (const answers of fireworks.pages) await fill(main, answers);
  await desk.getByRole('button', { name: says('全部收齐') }).click();
  await desk.getByText(says('未发现问题')).waitFor();
  await fits(desk, 'counter');
  await speaks(desk, 'counter');
  await picture(desk, 'console-intake');
  await desk.getByRole('button', { name: named('受理') }).click();
  const dialog = desk.getByRole('dialog');
  await fits(desk, 'dialog');
  await speaks(desk, 'dialog');
  await fill(dialog, { 申请人签名: '纸质签名1号', 真实性声明: true });
  await dialog.getByRole('button', { name: named('提交申请') }).click();
  await dialog.getByRole('heading', { name: whole('受理') }).waitFor();
  await dialog
    .frameLocator('iframe')
    .getByRole('heading', { name: says('受理通知书') })
    .waitFor();
  await dialog.getByRole('button', { name: named('受理') }).click();
  await desk.getByRole('heading', { name: says('审查中') }).waitFor();
  await speaks(desk, 'filed');
  return desk.getByRole('status').getByRole('link').first().innerText();
}

// Everything else that a clerk can open.
async function lookAround(bureau, number) {
  const { number: lacking } = await layOut(bureau);
  const desk = await bureau.clerk('head1');
  const tabs = ['findings', 'application', 'materials', 'papers', 'timeline', 'deadline'];
  const pages = [
    `cases/${lacking}`,
    '',
    'cases',
    'licences',
    'people',
    'calendar',
    'laws',
    'laws/licensing_law',
    'figures',
    'plugins',
    'no/such',
  ];
  for (const path of [...tabs.map((one) => `cases/${number}/${one}`), ...pages]) {
    await desk.goto(`${bureau.address}/console/${path}`);
    await desk.getByRole('heading').first().waitFor();
    await desk.waitForTimeout(400); // until what the page asks for is asked for
    await desk.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    await speaks(desk, path);
  }
}

async function toLicence(bureau) {
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
  await lookAround(bureau, number);
}

walk('fireworks, from the counter to the licence', toLicence);
walk('the same in English, with nothing left in Chinese', (bureau) =>
  inEnglish(() => toLicence(bureau)),
);
