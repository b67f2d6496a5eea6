// The API as a program uses it: to lay out cases for tests of pages that are not walks of their own.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { password } from './bureau.mjs';
import { typing } from './tongue.mjs';

export const county = '511102';
export const cases = `/counties/${county}/cases`;

export async function api(bureau, username, more = {}) {
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
  const { token } = await call('POST', '/session', { username, password, ...more });
  const own = { Authorization: `Bearer ${token}` };
  return {
    get: (path) => call('GET', path, undefined, own),
    create: (body) => call('POST', cases, body, { ...own, 'Idempotency-Key': randomUUID() }),
    act: async (n, action, body) => {
      const { version } = await call('GET', `${cases}/${n}`, undefined, own);
      const headers = { ...own, 'If-Match': `"${version}"`, 'Idempotency-Key': randomUUID() };
      return call('POST', `${cases}/${n}/actions/${action}`, body, headers);
    },
  };
}

const place = '四川省乐山市市中区海棠街道示例巷3号';
const form = {
  applicant_name: '乐山市市中区示例小吃店',
  applicant_type: 'individual_biz',
  uscc: '92511102MA0BBB031Y',
  legal_rep_name: '王某示',
  legal_rep_id_type: 'resident_id',
  legal_rep_id: '511102199007219970',
  contact_mobile: '15900000003',
  area_code: county,
  address: place,
  by_agent: false,
  premises: place,
  main_form: 'catering',
  form_suffix: [],
  items: ['hot'],
  site_area: 80,
  processing_area: 30,
  safety_manager: '王某示',
  online: false,
};

const submission = {
  signature: '王某示',
  truth: true,
  service: { ways: ['direct'], address: place },
  consent: { electronic_service: false },
};

// A snack bar's draft, or its application as it stands when it has just been filed.
export async function layOut(
  bureau,
  { draft = false, username = 'wang', name = form.applicant_name } = {},
) {
  const clerk = username === 'wang' ? {} : { county };
  const wang = await api(bureau, username, clerk);
  const body = {
    matter: 'food_business',
    variant: 'new',
    shared_data: ['fd02'],
    form: { ...form, applicant_name: typing(name) },
    draft: true,
  };
  const { id } = await wang.create(body);
  if (draft) return { id };
  return wang.act(id, 'submit', submission);
}

// A snack bar of which the survey is planned: its number and its team.
export async function planSurvey(bureau) {
  const clerk = await api(bureau, 'intake1', { county });
  const paper = (id, kind = 'original') => ({ id, kind, copies: 1, pages: 2 });
  const { number } = await clerk.create({
    matter: 'food_business',
    variant: 'new',
    form,
    materials: [paper('fd01'), paper('fd02', 'copy'), paper('fd03'), paper('fd04')],
    submission,
  });
  await clerk.act(number, 'accept', {});
  const { reviewer, accepted_on } = await clerk.get(`${cases}/${number}`);
  const desk = await api(bureau, reviewer, { county });
  const { surveyors } = await desk.act(number, 'assign_survey', { planned_on: accepted_on, place });
  return { number, team: surveyors };
}

// So that a picture shows a bureau at work.
export async function crowd(bureau) {
  const brands = ['嘉州', '海棠', '峨眉', '青衣', '竹公溪', '大佛', '凌云', '乌尤', '沫若', '三江'];
  for (const brand of brands) await layOut(bureau, { name: `${brand}示例小吃店` });
}
