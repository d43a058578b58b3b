// Words that the program's own sentences are made of. Somebody may be called like one of them (audit@, will.may@): then the bare word is
// no name, since replacing it would tear up every sentence; the whole address and the whole name still are.
const text = `a about access accesses account accounts activity actor adele address addresses admin administrator after again all alone also an
analyst and another answer any app application applications archive are as assess assessed attachment attachments audit author background
backup be because been before begins bind box by can cannot case cases client cloud code comparable complete con condition confidence copied
copy could critical csv data date day days decide decided default deleted detect detection device did directory domain drafts each earlier
east else email ends entra error established every evidence exchange explained export exports external few file files find finding findings
first folder folders for found from full given graph group groups guest had has have help here high hold home hosting hour hours how id ids
in inbox indicator indicators info informational input inputs intrusion into is issued it items job journal json junk just kind know known
last later letterlock level like limit link list local log logs long look low made mail mailbox mailboxes mails main many mark may me medium
message messages microsoft might mobile moderate more most named name names network new news next no noreply not nothing note notes now of off
office old on one only open opened operation or other others our out outlook over own owner part people period person phone place post
private program public quiet raw read reader reading reads reason record records rest result results retention root row rows rule rules
same sales scan search security see seen send sender sent server service services session sessions sign signin since size so some somebody
someone source state store subject such support suspicion sync system team technique tenant test than that the their them then there these
they this those time times title to today token tokens total true two type unexplained unknown until up use used user users value verdict
version very view was way we web well were what when where which while who whole will window windows with without words work workspace
would year you your`;

export const ownWords: ReadonlySet<string> = new Set(text.split(/\s+/));
