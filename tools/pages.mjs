// The text of the pages in docs/ that are made from the program: docs/cli.md and docs/fields.md. tools/docs.mjs makes them
// from dist/, test/docs.test.ts from the sources; what they are made from is passed in, so that both use this one file.

const helpWidth = 100;

const note = (from) => `<!-- Made by \`npm run docs\` from ${from}. A test fails when it is out of date. -->`;

/** The help of a command as the terminal prints it, at a fixed width and without colour. */
function helpOf(command) {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
    getOutHelpWidth: () => helpWidth,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text.trimEnd();
}

/** docs/cli.md. `program`: the commander program, which is only asked for its help. */
export function cliPage(program) {
  const sections = [program, ...program.commands].map((command) => {
    const name = command === program ? program.name() : `${program.name()} ${command.name()}`;
    return `## ${name}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`;
  });
  const intro = `# The command line

${note('src/cli/program.ts')}

What the program says of itself with \`--help\`. In a checkout write \`npx letterlock\` for \`letterlock\`.
Exit codes and errors: [errors.md](errors.md). How to read the answer: [readout.md](readout.md).`;
  return `${intro}\n\n${sections.join('\n')}`;
}

/** One way of recognising each shape: columns of a CSV, or keys of a JSON row. */
const heads = [
  { container: 'csv', names: ['RecordId', 'CreationDate', 'RecordType', 'Operation', 'UserId', 'AuditData'] },
  { container: 'csv', names: ['CreationDate', 'UserIds', 'Operations', 'AuditData'] },
  { container: 'csv', names: ['RecordType', 'CreationDate', 'UserIds', 'Operations', 'AuditData', 'Identity'] },
  { container: 'json', names: ['RecordType', 'CreationDate', 'UserIds', 'Operations', 'AuditData', 'Identity'] },
  { container: 'json', names: ['CreationTime', 'Operation', 'RecordType', 'OrganizationId'] },
  { container: 'json', names: ['id', 'createdDateTime', 'appId'] },
  { container: 'csv', names: ['Date (UTC)', 'Request ID', 'Username', 'Application ID'] },
  { container: 'csv', names: ['range', 'asn', 'organisation', 'country', 'kind'] },
];

/** Every shape that `recognise` knows. */
export function shapesOf(recognise) {
  return heads.map(({ container, names }) => {
    const isCsv = container === 'csv';
    const first = isCsv ? null : Object.fromEntries(names.map((name) => [name, '']));
    const head = {
      container,
      gzip: false,
      encoding: 'utf-8',
      header: isCsv ? names : [],
      delimiter: ',',
      skip: 1,
      first,
    };
    const shape = recognise(head, 'export');
    if (shape === null) throw new Error(`no shape has ${names.join(', ')}`);
    return shape;
  });
}

const code = (text) => `\`${text}\``;

/** Where a field stands, in words. */
function originText(origin) {
  if (origin === undefined) return '';
  if (origin.kind === 'path') return code(origin.path.join('.'));
  if (origin.kind === 'bag') return `${code(origin.bag)}, entry ${code(origin.key)}`;
  if (origin.kind === 'first') return origin.of.map(originText).join(', else ');
  return `made from ${origin.from.map(originText).join(', ')}`;
}

const row = (cells) => `|${cells.map((cell) => (cell === '' ? ' |' : ` ${cell} |`)).join('')}`;
const table = (head, rows) => [row(head), `|${head.map(() => '---|').join('')}`, ...rows.map(row)].join('\n');

const typeText = (field) => (field.form === 'lower' ? `${field.type}, lower case` : field.type);

/** A catalogue with one column for each of some shapes. */
function fieldTable(catalogue, shapes) {
  const rows = Object.entries(catalogue).map(([key, field]) => [
    code(key),
    typeText(field),
    field.meaning,
    ...shapes.map(({ mapping }) => originText(mapping[key])),
  ]);
  return table(['column', 'type', 'meaning', ...shapes.map(({ head }) => head)], rows);
}

const wrapperKeys = ['id', 'at', 'operation', 'user', 'resultCount'];

function wrapperTable(shapes) {
  const rows = shapes.map(({ name, payload, wrapper }) => [
    code(name),
    payload.kind === 'row' ? 'the row itself' : code(payload.name),
    ...wrapperKeys.map((key) => (wrapper[key] === undefined ? '' : code(wrapper[key]))),
  ]);
  return table(['shape', 'record in', ...wrapperKeys.map(code)], rows);
}

/** docs/fields.md. */
export function fieldsPage({ catalogues, recognise }) {
  const shapes = shapesOf(recognise);
  const audit = shapes.filter((shape) => shape.log === 'audit');
  const [first] = audit;
  if (audit.some((shape) => shape.mapping !== first.mapping)) throw new Error('audit shapes no longer share a mapping');
  const signIn = shapes
    .filter((shape) => shape.log === 'signIn')
    .map((shape) => ({ ...shape, head: code(shape.name) }));
  const network = shapes
    .filter((shape) => shape.log === 'network')
    .map((shape) => ({ ...shape, head: code(shape.name) }));
  return `# Fields

${note('src/record/field.ts and the mappings in src/source/')}

What is taken out of a row, and where it stands there. A dot leads into an object; an *entry* is one of a list of
\`{Name, Value}\`; *else* means: where the one before is missing. What does not fit its type is empty; the raw text is
always kept beside the fields. "Lower case" means that the text is stored so, because the service compares it so.

## Audit log

All shapes carry the same record.

${fieldTable(catalogues.audit, [{ ...first, head: 'where' }])}

Around the record stand columns that repeat some of it. They are used where the record lacks the field, and to save what
can be saved of a damaged row. \`resultCount\` is how many results the export says that there are.

${wrapperTable(audit)}

## Sign-ins

${fieldTable(catalogues.signIn, signIn)}

\`kind\` in the portal's CSV: rows without a \`Username\` column are of services; between people's sign-ins a refresh token
shown to get this one, else the file's name, decides. [reading.md](reading.md) says how.

## Networks

The user's own table.

${fieldTable(catalogues.network, network)}
`;
}
