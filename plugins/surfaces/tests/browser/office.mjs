// What the bureau's people do with a case again and again in the walks.
import { phone } from './bureau.mjs';
import { fits } from './fit.mjs';
import { act, answer, fill, handlers, hasState, openCase, photo } from './hands.mjs';
import { begins, mentions, named, says, speaks, typing, whole } from './tongue.mjs';

const place = {
  permissions: ['geolocation'],
  geolocation: { latitude: 29.5521, longitude: 103.7655 },
};
const local = (date) => new Date(date.getTime() + 8 * 3_600_000).toISOString();

// The reviewer has a team drawn; one of it goes there and answers the list on a phone. `failing`:
// the item that fails, by a part of its title.
export async function survey(bureau, number, reviewer, { measured, failing } = {}) {
  const desk = await bureau.clerk(reviewer);
  await openCase(desk, number);
  const today = local(bureau.clock.now()).slice(0, 10);
  await act(desk, '抽取现场核查人员', { 核查日期: today, 核查地点: '示例巷3号' });
  await hasState(desk, '待现场核查');
  const team = await handlers(desk, '核查人');

  const page = await bureau.clerk(team[0], { ...phone, ...place });
  await openCase(page, number);
  await act(page, '开始现场核查');
  await hasState(page, '现场核查中');
  await page.getByRole('button', { name: says('登记现场核查记录') }).click();
  await answerItems(page, { measured, failing });
  await fits(page, 'survey');
  await speaks(page, 'survey');
  await page.getByLabel(says('拍照')).setInputFiles(photo(typing(`现场${number}`)));
  await page.getByText(begins('已上传')).first().waitFor();
  const from = local(new Date(bureau.clock.now().getTime() - 60_000)).slice(0, 16);
  await fill(page.getByRole('main'), {
    进入时间: from,
    离开时间: local(bureau.clock.now()).slice(0, 16),
    在场人员: [{ 姓名: '王某示', 身份: '经营者' }],
    已出示执法证件: true,
    核查结论: failing ? '现场核查不合格。' : '现场核查合格。',
  });
  const signatures = page.getByRole('group', { name: named('签名') });
  for (const surveyor of await signatures.getByRole('checkbox').all()) await surveyor.check();
  await answer(signatures, '申请人签名', '王某示');
  await speaks(page, 'survey, filled in');
  await page.getByRole('button', { name: says('登记现场核查记录') }).click();
  await page.getByRole('complementary', { name: says('可办操作') }).waitFor();
  return team;
}

// `measured`: by a part of an item's title, what is measured there; far enough everywhere else.
async function answerItems(page, { measured = {}, failing }) {
  const items = page
    .getByRole('group')
    .filter({ has: page.getByRole('radio', { name: whole('合格') }) });
  await items.first().waitFor();
  for (const item of await items.all()) {
    const title = await item.innerText();
    const fails = failing !== undefined && mentions(title, failing);
    await item.getByLabel(whole(fails ? '不合格' : '合格')).check();
    const known = Object.keys(measured).find((part) => mentions(title, part));
    const told = measured[known] ?? '300';
    if (typeof told === 'boolean') {
      await item.getByRole('radio', { name: whole(told ? '是' : '否') }).check();
      continue;
    }
    const number = item.getByRole('spinbutton');
    if (await number.count()) await number.fill(told);
  }
}

export async function propose(bureau, number, reviewer, proposal) {
  const desk = await bureau.clerk(reviewer);
  await openCase(desk, number);
  await act(desk, '提出审查意见', {
    建议: proposal,
    审查意见: '申请材料和现场核查情况如上。',
    利害关系人: { 没有利害关系人: true, 理由: '不涉及他人重大利益。' },
  });
  await hasState(desk, '待决定');
}

// What the counter says of shared data that it has looked up, and of a paper that it handed over.
export const verified = { 核实方式: '查询市场主体库', 核实凭据: '查询记录' };
export const handedOver = {
  送达方式: '直接送达',
  受送达人: '王某示',
  送达凭据: '送达回证',
  受送达人签收: '王某示',
};

// Gives who was drawn to review.
export async function accept(bureau, number) {
  const desk = await bureau.clerk('intake1');
  await openCase(desk, number);
  await act(desk, '登记共享数据核实', verified);
  await act(desk, '受理');
  await hasState(desk, '审查中');
  return (await handlers(desk, '审查人'))[0];
}

// From the work list, as many at once as one chooses.
export async function seal(bureau, number) {
  const keeper = await bureau.clerk('seal1');
  await keeper.getByRole('link', { name: says('待用印') }).click();
  await keeper.getByRole('checkbox', { name: number }).check();
  await keeper.getByRole('button', { name: says('用印（1 件）') }).click();
  await speaks(keeper, 'seal');
  await keeper.getByText(says('已用印 1 / 1 件')).waitFor();
}

export async function deliver(bureau, number) {
  const desk = await bureau.clerk('intake1');
  await openCase(desk, number);
  await act(desk, '送达决定', handedOver);
  await hasState(desk, '已送达');
}
