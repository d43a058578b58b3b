// The text of the pages in docs/ that are made from the program: docs/cli.md, docs/fields.md and docs/rules.md. tools/docs.mjs makes them
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
  const sections = [program, ...program.commands.flatMap((each) => [each, ...each.commands])].map((command) => {
    const parents = command === program ? [] : command.parent === program ? [program] : [program, command.parent];
    const name = [...parents, command].map((each) => each.name()).join(' ');
    return `## ${name}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`;
  });
  const intro = `# The command line

${note('src/cli/program.ts')}

What the program says of itself with \`--help\`. In a checkout write \`npx letterlock\` for \`letterlock\`.
Exit codes and errors: [errors.md](errors.md). How to read the answer: [readout.md](readout.md).`;
  return `${intro}\n\n${sections.join('\n')}`;
}

const code = (text) => `\`${text}\``;

/** Where a field stands, in words. */
function originText(origin) {
  if (origin === undefined) return '';
  if (origin.kind === 'path') return code(origin.path.join('.'));
  if (origin.kind === 'inner') return `${code(origin.inner.join('.'))} within ${code(origin.path.join('.'))}`;
  if (origin.kind === 'innerBag') return `${code(origin.path.join('.'))}, entry ${code(origin.key)}`;
  if (origin.kind === 'bag') return `${code(origin.bag)}, entry ${code(origin.key)}`;
  if (origin.kind === 'fixed') return `always ${code(origin.text)}`;
  if (origin.kind === 'first') return origin.of.map(originText).join(', else ');
  return `made from ${origin.from.map(originText).join(', ')}`;
}

const row = (cells) => `|${cells.map((cell) => (cell === '' ? ' |' : ` ${cell} |`)).join('')}`;
const table = (head, rows) => [row(head), `|${head.map(() => '---|').join('')}`, ...rows.map(row)].join('\n');

const typeText = (field) => (field.form === 'lower' ? `${field.type}, lower case` : field.type);

const catalogueTable = (catalogue) =>
  table(
    ['column', 'type', 'meaning'],
    Object.entries(catalogue).map(([key, field]) => [code(key), typeText(field), field.meaning]),
  );

/** Shapes that find their fields in the same places, with these places. */
function placesOf(catalogue, shapes) {
  return [...groupByMapping(shapes)].map(([mapping, group]) => {
    const rows = Object.keys(catalogue)
      .filter((key) => mapping[key] !== undefined)
      .map((key) => [code(key), originText(mapping[key])]);
    return `Where they stand in ${[...new Set(group.map((shape) => code(shape.name)))].join(', ')}:\n\n${table(['column', 'where'], rows)}`;
  });
}

function groupByMapping(shapes) {
  const groups = new Map();
  for (const shape of shapes) groups.set(shape.mapping, [...(groups.get(shape.mapping) ?? []), shape]);
  return groups;
}

const wrapperKeys = ['id', 'tenant', 'at', 'operation', 'user', 'resultCount'];

const payloadText = (payload) =>
  payload.kind === 'row'
    ? 'the row itself'
    : [...payload.places.map((place) => code(place.join('.'))), ...(payload.orRow ? ['the row itself'] : [])].join(
        ', else ',
      );

const cellText = (cell) =>
  typeof cell === 'string' ? code(cell) : cell.map((place) => code(place.join('.'))).join(', else ');

function wrapperTable(shapes) {
  const rows = shapes.map(({ name, payload, wrapper }) => [
    code(name),
    payloadText(payload),
    ...wrapperKeys.map((key) => (wrapper[key] === undefined ? '' : cellText(wrapper[key]))),
  ]);
  return table(['shape', 'record in', ...wrapperKeys.map(code)], rows);
}

const titles = {
  audit: 'Audit log',
  signIn: 'Sign-ins',
  directory: 'Directory audit',
  graphActivity: 'Calls of Microsoft Graph',
  network: "Networks: the user's own table",
  application: "Applications: the user's own table",
  person: "People: the user's own table",
  state: "The tenant's state",
  messageTrace: 'Message trace',
};

function logSection({ log, shapes }, catalogue) {
  const wrapped = shapes.filter(({ payload, wrapper }) => payload.kind !== 'row' || Object.keys(wrapper).length > 0);
  const wrappers =
    wrapped.length === 0 ? [] : [`What stands around the record in its row:\n\n${wrapperTable(wrapped)}`];
  return [`## ${titles[log] ?? log}`, catalogueTable(catalogue), ...placesOf(catalogue, shapes), ...wrappers].join(
    '\n\n',
  );
}

/** docs/fields.md. */
export function fieldsPage({ catalogues, sources }) {
  return `# Fields

${note('src/record/field.ts and the mappings in src/source/')}

What is taken out of a row, and where it stands there. A dot leads into an object; an *entry* is one of a list of
\`{Name, Value}\`; *within* means that the object may be there as JSON text; *else* means: where the one before is missing. What
does not fit its type is empty; the raw text is always kept beside the fields. "Lower case" means that the text is stored so,
because the service compares it so.

Columns around the record that repeat some of it are used where the record lacks the field, and to save what can be saved of a
damaged row. \`resultCount\` is how many results the export says that there are.

${sources.map((source) => logSection(source, catalogues[source.log])).join('\n\n')}

\`kind\` in the portal's CSV: rows without a \`Username\` column are of services; between people's sign-ins a refresh token
shown to get this one, else the file's name, decides. [reading.md](reading.md) says how.
`;
}

const levels = ['critical', 'high', 'medium', 'low', 'informational'];
const folderOf = (rule) => rule.at.path.split(/[\\/]/).at(-2);
const byFolder = (a, b) => (folderOf(a) < folderOf(b) ? -1 : 1);

/** Techniques as the tags name them, in today's ids; old ids that a tag still gives are said in brackets. */
function techniqueText(tags, today) {
  const old = tags
    .flatMap((tag) => /^attack\.(t\d{4}(?:\.\d{3})?)$/.exec(tag)?.[1]?.toUpperCase() ?? [])
    .filter((id) => !today.includes(id));
  return today.join(', ') + (old.length === 0 ? '' : ` (until version 18: ${old.join(', ')})`);
}

const atMost = (timespan) =>
  [
    [86_400_000, 'day'],
    [3_600_000, 'hour'],
    [60_000, 'minute'],
  ].flatMap(([ms, unit]) =>
    timespan % ms === 0 ? [`${timespan / ms} ${unit}${timespan === ms ? '' : 's'}`] : [],
  )[0] ?? `${timespan / 1000} seconds`;

function correlationText({ type, members, groupBy, timespanMs, comparisons }) {
  const names = members.map((member) => `"${member.title}"`);
  const what = {
    event_count: `records of ${names.join(' or ')}, counted`,
    value_count: `records of ${names.join(' or ')}, their different values counted`,
    temporal: `${names.join(' and ')}, in any order`,
    temporal_ordered: `${names.join(', then ')}`,
  };
  const same = groupBy.length === 0 ? '' : ` for the same ${groupBy.map(code).join(' and ')}`;
  const least = comparisons.map(({ comparison, value }) => `${comparison} ${value}`).join(', ');
  return `${what[type]}${same}, within ${atMost(timespanMs)}${least === '' ? '' : ` (${least})`}`;
}

function ruleSection(rule, { logsOf, techniquesOf }) {
  const members = rule.kind === 'correlation' ? rule.members : [rule];
  const lines = [
    `**${rule.title}** · ${rule.level} · ${techniqueText(rule.tags, techniquesOf(rule.tags))}`,
    rule.description,
    `*Needs* ${[...new Set(members.flatMap(logsOf))].join('; and ')}.`,
    ...(rule.kind === 'correlation' ? [`*Together:* ${correlationText(rule)}.`] : []),
    `*Also explained by* ${rule.falsePositives.join('; ')}.`,
  ];
  return `### ${folderOf(rule)}\n\n${lines.join('\n\n')}`;
}

/** docs/rules.md. `rules`: those that stand for themselves; `logsOf`: in which logs a rule looks, in words. */
export function rulesPage({ rules, logsOf, techniquesOf }) {
  const sorted = [...rules].sort(byFolder);
  const lists = levels.map((level) => {
    const own = sorted.filter((rule) => rule.level === level);
    const rows = own.map((rule) => [`[${folderOf(rule)}](#${folderOf(rule)})`, rule.title]);
    return own.length === 0 ? '' : `**${level}** (${own.length})\n\n${table(['rule', 'what it looks for'], rows)}`;
  });
  return `# Rules that come along

${note('detections/')}

${rules.length} rules on the reading and taking of mail, and on what prepares or hides it. They run with every \`letterlock investigate\`.
Each lies in a folder of \`detections/\` with records that it must find and records that look alike and that it must not find.
How rules are written and run: [sigma.md](sigma.md). What looks at the accesses themselves, with the past of a mailbox: [detections.md](detections.md).

The level is what one such record is worth by itself: most administrative work is \`low\` or \`informational\`, and \`high\` stands where
two things come together that honest work does not need together. Of a case rules alone make \`medium\` at most.

${lists.filter((text) => text !== '').join('\n\n')}

## The rules one by one

${sorted.map((rule) => ruleSection(rule, { logsOf, techniquesOf })).join('\n\n')}
`;
}
