// A real OpenID provider for the tests of sign-in: `node provider.mjs <redirect uri>`.
// Whoever types a subject signs in as that subject. `PUT /people/<subject>/<username>` says what
// its preferred_username is from now on. It prints its address once it listens.
import {createServer} from 'node:http';
import Provider from 'oidc-provider';

const server = createServer();
const usernames = new Map();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'site', client_secret: 'secret-of-the-site', redirect_uris: [process.argv[2]],
    }],
    claims: {openid: ['sub'], profile: ['preferred_username'], email: ['email']},
    cookies: {keys: ['key-of-the-tests']},
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => {
        const username = usernames.get(id);
        return {sub: id, preferred_username: username, email: `${username}@example.vn`};
      },
    }),
    pkce: {required: () => true},
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.method !== 'PUT') return answer(request, response);
    const [, , subject, username] = request.url.split('/');
    usernames.set(subject, username);
    response.writeHead(204).end();
  });
  console.log(issuer);
});
