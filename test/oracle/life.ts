// Ordinary days: web mail in working hours, a phone all round the clock, desktop Outlook in the morning, the service's own
// readers, a nightly backup. Every token is issued by a sign-in; what becomes of the sign-in log is decided elsewhere.
import type { Random } from './random.js';
import { type Client, clients, day, type Fields, hour, type Origin, type Token, type User } from './world-model.js';
import { contextOf, type Rows } from './world-rows.js';

export type Mail = { user: User; messages: Fields[] };

export class Life {
  readonly rows: Rows;
  readonly random: Random;
  readonly mail = new Map<User, Fields[]>();
  readonly audit: Fields[] = [];
  readonly tokens: Token[] = [];
  readonly failures: Fields[] = [];
  readonly origins = new Map<string, { row: Fields; owner: User; origin: Origin }>();

  constructor(rows: Rows, random: Random, users: readonly User[]) {
    this.rows = rows;
    this.random = random;
    for (const user of users) this.mail.set(user, this.#messages(user));
  }

  #messages(user: User): Fields[] {
    return Array.from({ length: 60 }, (_, index) => ({
      Id: `RgAA${user.puid}${index}`,
      InternetMessageId: `<${this.random.hex(12)}.${index}@mail.${this.rows.domain}>`,
      Subject: index % 9 === 0 ? 'Angebot für "Müller", =1+1' : `Subject ${index}`,
      SizeInBytes: this.random.int(2_000, 200_000),
    }));
  }

  issue(
    user: User | null,
    client: Client,
    kind: Token['kind'],
    sessionId: string | null,
    at: number,
    address: string,
  ): Token {
    const issuedAt = Math.floor(at / 1000) * 1000;
    const token = { signInId: this.random.guid(), user, client, sessionId, issuedAt, kind, address };
    this.tokens.push(token);
    return token;
  }

  log(row: Fields, owner: User, origin: Origin): void {
    this.audit.push(row);
    this.origins.set(String(row.Id), { row, owner, origin });
  }

  items(owner: User, most: number): Fields[] {
    return this.random.sample(this.mail.get(owner) ?? [], this.random.int(1, most));
  }

  /** A message opened with a token; one in fifty such records lacks the ids, as in real logs. */
  open(token: Token, owner: User, at: number): void {
    const by = {
      user: token.user?.upn ?? `ServicePrincipal_${token.client.appId}`,
      client: token.client,
      address: token.address,
    };
    const attachment = this.random.chance(0.06);
    const row = attachment ? this.rows.attachment(at, owner, by) : this.rows.bind(at, owner, by, this.items(owner, 5));
    if (token.user === null) row.UserType = 5;
    if (token.user !== null && this.random.chance(0.02)) {
      this.log(row, owner, { by: 'nothing' });
      return;
    }
    const ids = { tokenId: this.rows.spellToken(token.signInId), sessionId: token.sessionId, issuedAt: token.issuedAt };
    const sid = token.sessionId !== null && this.random.chance(0.17) ? { SessionId: token.sessionId } : {};
    this.log({ ...row, ...sid, ...contextOf(this.random, ids) }, owner, { by: 'token', token });
  }

  liveDay(user: User, start: number): void {
    const works = new Date(start).getUTCDay() % 6 !== 0 || this.random.chance(0.3);
    if (works) this.#webMail(user, start);
    if (works && user.puid.charCodeAt(0) % 2 === 0) this.#desktop(user, start);
    this.#phone(user, start);
    if (this.random.chance(0.7)) {
      const at = start + this.random.int(0, day - hour);
      this.log(this.rows.reader(at, user, this.items(user, 3)), user, { by: 'service' });
    }
  }

  #webMail(user: User, start: number): void {
    const session = this.random.guid();
    let at = start + this.random.int(7 * hour, 9 * hour);
    if (this.random.chance(0.15)) {
      const failed = { ...this.#token(user, at - 60_000), signInId: this.random.guid() };
      this.failures.push(this.rows.signIn(failed, 50126));
    }
    for (let round = 0; round < this.random.int(2, 4); round++) {
      const kind = round === 0 ? 'interactive' : 'nonInteractive';
      const token = this.issue(user, clients.web, kind, session, at, user.home);
      for (let n = this.random.int(1, 2); n > 0; n--)
        this.open(token, user, at + this.random.int(20_000, hour - 60_000));
      at += this.random.int(hour, 3 * hour);
    }
  }

  #token(user: User, at: number): Token {
    const issuedAt = Math.floor(at / 1000) * 1000;
    return {
      signInId: '',
      user,
      client: clients.web,
      sessionId: '',
      issuedAt,
      kind: 'interactive',
      address: user.home,
    };
  }

  #desktop(user: User, start: number): void {
    const session = this.random.guid();
    const at = start + this.random.int(7 * hour, 8 * hour);
    const token = this.issue(user, clients.desktop, 'interactive', session, at, user.home);
    for (const folder of ['Inbox', 'Sent Items']) {
      const row = this.rows.sync(at + this.random.int(60_000, 2 * hour), user, session, user.home, folder);
      this.log(row, user, { by: 'session', token });
    }
  }

  #phone(user: User, start: number): void {
    const session = `${user.oid.slice(0, 24)}${new Date(start).toISOString().slice(0, 7).replace('-', '')}000000`;
    for (let at = start + this.random.int(0, 5 * hour); at < start + day; at += this.random.int(3 * hour, 6 * hour)) {
      const token = this.issue(user, clients.phone, 'nonInteractive', session, at, user.mobile);
      if (this.random.chance(0.6)) this.open(token, user, at + this.random.int(5_000, 50 * 60_000));
    }
  }

  backUp(users: readonly User[], start: number): void {
    const token = this.issue(null, clients.backup, 'servicePrincipal', null, start + hour, '198.51.100.77');
    for (const user of users) this.open(token, user, token.issuedAt + this.random.int(1_000, 40 * 60_000));
  }
}
