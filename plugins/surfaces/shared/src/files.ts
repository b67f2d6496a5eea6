// Addresses of files and papers of a case, and putting and taking out files of a draft.
import { send, tag, type Schemas } from './api/client';

interface At {
  county: string;
  id: string;
}

const of = (at: At): string => `/api/v1/counties/${at.county}/cases/${encodeURIComponent(at.id)}`;
const materialOf = (at: At, material: string): string =>
  `${of(at)}/materials/${encodeURIComponent(material)}`;

export function fileAddress(at: At, material: string, key: string): string {
  return `${materialOf(at, material)}/files/${key}/content`;
}

// The application that the kernel makes from the form.
export function pageAddress(at: At, material: string): string {
  return `${materialOf(at, material)}/content`;
}

export function paperAddress(at: At, paper: string): string {
  return `${of(at)}/documents/${encodeURIComponent(paper)}.html`;
}

export async function paperPage(at: At, paper: string): Promise<string> {
  return (await send('GET', paperAddress(at, paper))).text();
}

export async function applicationPage(at: At, material: string): Promise<string> {
  return (await send('GET', pageAddress(at, material))).text();
}

// Any version of a draft that there was will do, so that files may be put side by side.
export async function putFile(
  at: At & { version: number },
  material: string,
  key: string,
  file: File,
): Promise<Schemas['Case']> {
  const address = `${materialOf(at, material)}/files/${key}?name=${encodeURIComponent(file.name)}`;
  const answer = await send('PUT', address, file, { 'If-Match': tag(at.version) });
  return answer.json() as Promise<Schemas['Case']>;
}

export async function takeOutFile(
  at: At & { version: number },
  material: string,
  key: string,
): Promise<Schemas['Case']> {
  const address = `${materialOf(at, material)}/files/${key}`;
  const answer = await send('DELETE', address, undefined, { 'If-Match': tag(at.version) });
  return answer.json() as Promise<Schemas['Case']>;
}

// What the kernel takes, as a file input names it.
export const fileTypes = '.pdf,.jpg,.jpeg,.png,.ofd,.docx,.xlsx';
