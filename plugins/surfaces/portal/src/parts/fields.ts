// Puts the focus on the field of a pointer, or on the nearest one around it.
export function goToField(pointer: string): void {
  for (let at = pointer; at; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = [...document.querySelectorAll<HTMLElement>('[data-pointer]')].find(
      (one) => one.dataset['pointer'] === at || one.dataset['pointer']?.startsWith(`${at}/`),
    );
    if (!found) continue;
    found.focus();
    found.scrollIntoView({ block: 'center' });
    return;
  }
}
