// A small client over the types that are made from the contract: it is compiled, never run. What
// it reads has its own type each time, so that a shape that the contract lost would not compile.
import createClient from "openapi-fetch";

import type { components, paths } from "./schema";

type Schemas = components["schemas"];

const client = createClient<paths>({ baseUrl: "" });
const county = { c: "511102" };

// A member of staff has parts in a case; the applicant's view has none of them.
function isForStaff(found: Schemas["Case"]): found is Schemas["CaseForStaff"] {
  return !("account" in found.applicant) || "alarms" in found;
}

export async function signIn(username: string, password: string): Promise<Schemas["Role"][]> {
  const { data, error } = await client.POST("/api/v1/session", {
    body: { county: county.c, username, password },
  });
  if (!data) throw new Error(error.code);
  const expires: string = data.expires_at;
  return expires > "" ? data.roles : [];
}

export async function dueDays(): Promise<Map<string, string>> {
  const days = new Map<string, string>();
  let cursor: string | null = null;
  do {
    const query: { cursor?: string } = cursor === null ? {} : { cursor };
    const { data } = await client.GET("/api/v1/counties/{c}/cases", {
      params: { path: county, query },
    });
    for (const row of data?.cases ?? []) days.set(row.number ?? row.id, row.due_on ?? "");
    cursor = data?.next_cursor ?? null;
  } while (cursor !== null);
  return days;
}

export async function headline(n: string): Promise<string> {
  const { data, error } = await client.GET("/api/v1/counties/{c}/cases/{n}", {
    params: { path: { ...county, n } },
  });
  if (!data) return `${error.code}: ${error.errors.map((one) => one.message).join(" ")}`;
  const state: Schemas["State"] = data.state;
  const light: Schemas["Light"] = data.clock?.light ?? "";
  const late: string[] = data.overdue_timers.map((timer) => timer.kind);
  const reviewer: string | undefined = isForStaff(data) ? data.reviewer : undefined;
  const granted: boolean = data.outcome?.kind === "grant";
  return [data.number, state, light, reviewer, granted, data.applicant.name, ...late].join(" ");
}

export async function whyNot(n: string): Promise<Map<string, string>> {
  const { data } = await client.GET("/api/v1/counties/{c}/cases/{n}/actions", {
    params: { path: { ...county, n } },
  });
  const reasons = new Map<string, string>();
  for (const one of data?.actions ?? []) {
    const keys: string[] = Object.keys(one.body.properties ?? {});
    if (!one.allowed) reasons.set(one.action, one.why_not?.message ?? keys.join(" "));
  }
  return reasons;
}

export async function papers(n: string): Promise<string[]> {
  const { data } = await client.GET("/api/v1/counties/{c}/cases/{n}/documents", {
    params: { path: { ...county, n } },
  });
  const texts: string[] = [];
  for (const record of data?.documents ?? []) {
    const paper = await client.GET("/api/v1/counties/{c}/cases/{n}/documents/{document}", {
      params: { path: { ...county, n, document: record.id } },
    });
    // Under its id with .html after it, it is a page.
    const content = typeof paper.data === "object" ? paper.data : undefined;
    texts.push(record.title["zh-CN"], content?.text?.["zh-CN"] ?? "");
  }
  return texts;
}

export async function findings(application: Schemas["Application"]): Promise<string[]> {
  const { data } = await client.POST("/api/v1/counties/{c}/checks", {
    params: { path: county },
    body: application,
  });
  const outcome: Schemas["VerdictOutcome"] | undefined = data?.outcome;
  const same: string[] = (data?.same_place ?? []).map((one) => one.number);
  const told = (data?.findings ?? []).map((one) => `${one.pointer} ${one.message.en}`);
  return outcome === "acceptable" ? same : told;
}

export async function accept(n: string, etag: string): Promise<number | undefined> {
  const { data } = await client.POST("/api/v1/counties/{c}/cases/{n}/actions/accept", {
    params: {
      path: { ...county, n },
      header: { "If-Match": etag, "Idempotency-Key": crypto.randomUUID() },
    },
    body: {},
  });
  return data?.version;
}
