// The kernel's English words stand in the middle of sentences as they are; alone they begin like one.
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
