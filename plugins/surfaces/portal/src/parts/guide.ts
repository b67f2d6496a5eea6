// A department's guide, which is written in a small part of Markdown: headings, paragraphs, lists and
// bold words. It is taken apart here and drawn as elements; none of it is ever read as HTML.
export interface Piece {
  text: string;
  bold: boolean;
}
export interface Block {
  kind: 'text' | 'list' | 'steps';
  lines: Piece[][];
}
export interface Section {
  heading: string;
  blocks: Block[];
}

function pieces(text: string): Piece[] {
  return text
    .split('**')
    .map((part, at) => ({ text: part, bold: at % 2 === 1 }))
    .filter((piece) => piece.text);
}

export function sectionsOf(guide: string): Section[] {
  const sections: Section[] = [];
  let block = null as Block | null;
  const section = (): Section => {
    if (!sections.length) sections.push({ heading: '', blocks: [] });
    return sections[sections.length - 1]!;
  };
  for (const raw of guide.split('\n')) {
    const line = raw.trim();
    const heading = /^#+\s+(.*)$/.exec(line);
    const item = /^(?:([-*])|\d+\.)\s+(.*)$/.exec(line);
    if (!line) {
      block = null;
    } else if (heading) {
      sections.push({ heading: heading[1] ?? '', blocks: [] });
      block = null;
    } else {
      const kind = item ? (item[1] ? 'list' : 'steps') : 'text';
      if (block?.kind !== kind) {
        block = { kind, lines: [] };
        section().blocks.push(block);
      }
      block.lines.push(pieces(item?.[2] ?? line));
    }
  }
  return sections;
}
