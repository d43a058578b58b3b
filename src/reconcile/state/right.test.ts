// Rights and grants out of several kinds of export at once.
import { expect, it } from 'vitest';
import { load } from '../../../test/store/world.js';
import { readGrants, readMailboxRights } from './right.js';

it('who may open whose mail, and what applications were granted', async () => {
  const { database } = await load({
    'a.csv': `"Identity","User","AccessRights"
"Ann@x.example","NT AUTHORITY\\SELF","FullAccess, ReadPermission"
"Ann@x.example","Eve@x.example","FullAccess"
`,
    'b.csv': `"Identity","FolderName","User","AccessRights"
"bob@x.example:\\Inbox","Inbox","Default","Reviewer"
`,
    'c.json': JSON.stringify({
      value: [{ id: 'S1', appId: 'A1', displayName: 'Tool', servicePrincipalType: 'Application' }],
    }),
    'd.json': JSON.stringify({
      value: [
        {
          id: 'g',
          clientId: 'S1',
          consentType: 'Principal',
          principalId: 'U1',
          resourceId: 'R',
          scope: 'Mail.Read User.Read',
        },
      ],
    }),
    'e.csv': `"PermissionType","AppId","ClientObjectId","AppDisplayName","Permission","ConsentType"
"Delegated","A2","S2","Other","Mail.ReadWrite","AllPrincipals"
`,
  });
  expect(await readMailboxRights(database)).toEqual([
    { mailbox: 'ann@x.example', grantee: 'eve@x.example', rights: 'FullAccess', scope: 'mailbox' },
    { mailbox: 'bob@x.example:\\inbox', grantee: 'default', rights: 'Reviewer', scope: 'Inbox' },
  ]);
  expect(await readGrants(database)).toEqual([
    { application: 'a1', principal: 's1', name: 'Tool', rights: 'Mail.Read User.Read', grantee: 'u1' },
    {
      application: 'a2',
      principal: 's2',
      name: 'Other',
      rights: 'Mail.ReadWrite',
      grantee: 'AllPrincipals'.toLowerCase(),
    },
  ]);
});
