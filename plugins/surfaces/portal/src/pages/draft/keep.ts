// What was typed and could not be saved stays on this machine until it could: the form only, by the
// draft's number, and nobody's once they sign out.
const prefix = 'oneseal.portal.draft.';

export function keepForm(id: string, form: Record<string, unknown>): void {
  try {
    localStorage.setItem(prefix + id, JSON.stringify(form));
  } catch {
    // no room: the page itself still holds it
  }
}

export function keptForm(id: string): Record<string, unknown> | null {
  try {
    return JSON.parse(localStorage.getItem(prefix + id) ?? 'null') as Record<
      string,
      unknown
    > | null;
  } catch {
    return null;
  }
}

export function dropForm(id: string): void {
  localStorage.removeItem(prefix + id);
}

export function dropAll(): void {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(prefix)) localStorage.removeItem(key);
  }
}
