// An applicant follows a case on a phone: answers the notice inside it, withdraws another, and what
// the bureau did stands in the timeline.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { openBureau } from './bureau.mjs';

const county = '511102';
const form = {
  applicant_name: '乐山市市中区示例小吃店',
  applicant_type: 'individual_biz',
  uscc: '92511102MA0BBB031Y',
  legal_rep_name: '王某示',
  legal_rep_id_type: 'resident_id',
  legal_rep_id: '511102199007219970',
  contact_mobile: '15900000003',
  area_code: county,
  address: '四川省乐山市市中区海棠街道示例巷3号',
  by_agent: false,
  premises: '乐山市市中区海棠街道示例巷3号',
  main_form: 'catering',
  form_suffix: [],
  items: ['hot'],
  processing_area: 30,
  safety_manager: '王某示',
  online: false,
};
const service = { ways: ['direct'], address: '海棠街道示例巷3号' };
const pdf = {
  name: '布局.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.7 a paper\n'),
};

let bureau;
before(async () => (bureau = await openBureau()));
after(() => bureau?.close());

// Somebody at the API, as a program is.
async function at(username, more = {}) {
  const call = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${bureau.address}/api/v1${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const told = await answer.json();
    assert.ok(answer.ok, JSON.stringify(told));
    return told;
  };
  const who = { username, password: 'oneseal-demo', ...more };
  const { token } = await call('POST', '/session', who);
  const own = { Authorization: `Bearer ${token}` };
  const cases = `/counties/${county}/cases`;
  return {
    draft: (body) => call('POST', cases, body, { ...own, 'Idempotency-Key': randomUUID() }),
    act: async (n, action, body) => {
      const { version } = await call('GET', `${cases}/${n}`, undefined, own);
      const headers = { ...own, 'If-Match': `"${version}"`, 'Idempotency-Key': randomUUID() };
      return call('POST', `${cases}/${n}/actions/${action}`, body, headers);
    },
  };
}
async function file(wang) {
  const draft = {
    matter: 'food_business',
    variant: 'new',
    shared_data: ['fd02'],
    form,
    draft: true,
  };
  const { id } = await wang.draft(draft);
  const consent = { electronic_service: false };
  await wang.act(id, 'submit', { signature: '王某示', truth: true, service, consent });
  return id;
}

test('a notice is answered, another application withdrawn', { timeout: 240_000 }, async () => {
  const wang = await at('wang');
  const clerk = await at('intake1', { county });
  const noticed = await file(wang);
  const { notices } = await clerk.act(noticed, 'request_supplement', {});
  await clerk.act(noticed, 'serve', {
    papers: [notices[0].paper],
    way: 'direct',
    recipient: '王某示',
    relation: '本人',
    evidence: '签收单',
    signature: '王某示',
  });
  const other = await file(wang);

  const { page, faults } = await bureau.page({ viewport: { width: 360, height: 740 } });
  await page.goto(`${bureau.address}/case/${noticed}`);
  await page.getByRole('button', { name: '用账号和密码登录' }).click();
  await page.getByLabel('账号').fill('wang');
  await page.getByLabel('密码').fill('oneseal-demo');
  await page.getByRole('button', { name: '登录', exact: true }).click();

  const notice = page.locator('section.must');
  await notice.locator('[data-pointer="/form/site_area"]').fill('80');
  for (const item of await notice.locator('.items > li').all()) {
    const input = item.locator('input[type=file][multiple]');
    if (!(await input.count())) continue;
    await input.setInputFiles(pdf);
    await item.getByRole('link', { name: '布局.pdf' }).waitFor();
  }
  assert.equal(await notice.locator('[data-pointer="/form/site_area"]').inputValue(), '80');
  await notice.locator('[data-pointer="/signature"]').fill('王某示');
  await notice.getByRole('button', { name: '提交补正' }).click();
  await page.getByText('“提交补正”已办好').waitFor();
  await page.locator('summary', { hasText: '补正材料接收凭证' }).waitFor();

  await page.goto(`${bureau.address}/case/${other}`);
  await page.getByRole('link', { name: '撤回申请' }).click();
  await page.getByRole('button', { name: '撤回申请' }).click();
  await page.getByText('处需要处理').waitFor();
  await page.locator('[data-pointer="/signature"]').fill('王某示');
  await page.getByRole('button', { name: '撤回申请' }).click();
  await page.getByText('“撤回申请”已办好').waitFor();
  await page.getByRole('link', { name: '评价' }).click();
  await page.locator('[data-pointer="/grade"]').selectOption({ index: 1 });
  await page.getByRole('button', { name: '评价' }).click();
  await page.getByText('“评价”已办好').waitFor();
  assert.deepEqual(faults, []);
});
