// A department that no surface knows is put beside the packages and into the county's file: after a
// restart it is in the portal and the console, and a case of it goes from one to the other.
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packages, shareBureau, toy } from './bureau.mjs';
import {
  act,
  chooseMatter,
  fileAtPortal,
  handlers,
  hasState,
  nextHandler,
  openCase,
} from './hands.mjs';

const skip = existsSync(join(toy, 'street_stalls')) ? false : `no built package in ${toy}`;
const stall = {
  matter: 'street_stall',
  variant: 'new',
  title: '临时摊点设置许可',
  person: '王某示',
  place: '四川省乐山市市中区海棠街道示例巷3号',
  pages: [
    {
      申请人姓名: '王某示',
      身份证号码: '511102199007219970',
      手机: '15900000003',
      摊点名称: '示例花摊',
      经营品种: '鲜花',
      '宽度(米)': '2',
    },
  ],
};

function install(settings, data) {
  const folder = join(data, 'packages');
  cpSync(packages, folder, { recursive: true });
  cpSync(toy, folder, { recursive: true });
  settings.plugins = folder;
  const file = join(data, 'county.json');
  const county = JSON.parse(readFileSync(settings.counties[0], 'utf8'));
  county.plugins.push({ id: 'street_stalls', enabled: true });
  county.matters.street_stall = { ...county.matters.food_business, short_code: '9901' };
  for (const { qualifications } of county.people)
    qualifications.push(
      ...qualifications
        .filter((one) => one.matter === 'food_business')
        .map((one) => ({ ...one, matter: 'street_stall' })),
    );
  writeFileSync(file, JSON.stringify(county));
  settings.counties[0] = file;
}
const walk = shareBureau({ change: install, skip });

walk('a department that no surface knows', async (bureau) => {
  const page = await bureau.applicant('wang');
  await page.goto(bureau.address);
  await page.getByLabel('您想办什么事？').fill('摊点');
  await page.getByRole('link', { name: stall.title }).waitFor();
  const number = await fileAtPortal(page, stall);

  const desk = await bureau.clerk('intake1');
  await desk.getByRole('link', { name: '窗口受理' }).click();
  await chooseMatter(desk, '摊点');
  await desk.getByLabel('摊点名称').waitFor();
  await openCase(desk, number);
  await act(desk, '受理');
  await hasState(desk, '审查中');

  const head = await bureau.clerk('head1');
  await openCase(head, number);
  const [reviewer] = await handlers(head, '审查人');
  await act(head, '重新抽取办理人员', { 更换的人员: '审查人员', 理由: '审查人员休假。' });
  await nextHandler(head, '审查人', reviewer);
  await head.getByRole('link', { name: '部门包' }).click();
  await head.getByRole('main').getByText('street_stalls').waitFor();
});
