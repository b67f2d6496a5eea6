// What a county has that does not change while one looks at it: asked for once, however many want it.
// What failed is asked for again by the next who wants it.
export function onceFor(
  read: (county: string) => Promise<void>,
): (county: string) => Promise<void> {
  let of = '';
  let asked: Promise<void> | null = null;
  return (county) => {
    if (asked && of === county) return asked;
    of = county;
    const mine = read(county);
    asked = mine;
    mine.catch(() => {
      if (asked === mine) asked = null;
    });
    return mine;
  };
}
