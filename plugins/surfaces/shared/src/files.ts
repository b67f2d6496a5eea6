// Addresses of files and papers of a case, and putting and taking out files of a draft.
import { send } from './api/client';

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
