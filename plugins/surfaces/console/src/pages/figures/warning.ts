// The numbers that stand out where they are not nought.
export const warning: ReadonlySet<string> = new Set(['late', 'overdue']);
