// An independent judge of a badge: Digital Bazaar's verifier for the embedded proof and the
// status list, jose for the token. Reads {badge, token, documents} as JSON, writes a verdict.
// `documents` holds everything a verifier may ask for, so nothing is fetched.
import {createPublicKey} from 'node:crypto';
import {text} from 'node:stream/consumers';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as vc from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import * as jose from 'jose';

const given = JSON.parse(await text(process.stdin));
const asked = [];

async function documentLoader(url) {
  asked.push(url);
  const [base, fragment] = url.split('#');
  const whole = given.documents[base];
  if (!whole) throw new Error(`not kept: ${url}`);
  const method = fragment && (whole.verificationMethod ?? []).find(one => one.id === url);
  const document = method ? {'@context': 'https://w3id.org/security/multikey/v1', ...method} : whole;
  return {contextUrl: null, documentUrl: url, document};
}

const suite = new DataIntegrityProof({cryptosuite});
const options = {suite, documentLoader};
const proof = await vc.verifyCredential({
  ...options, credential: given.badge, checkStatus: async all => checkStatus({...all, ...options}),
});

function keyOf(token) {
  const {kid} = jose.decodeProtectedHeader(token);
  const method = given.documents[kid.split('#')[0]].verificationMethod.find(one => one.id === kid);
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  let number = 0n;
  for (const letter of method.publicKeyMultibase.slice(1)) {
    number = number * 58n + BigInt(alphabet.indexOf(letter));
  }
  const raw = Buffer.from(number.toString(16).padStart(68, '0'), 'hex').subarray(2);
  return createPublicKey({
    format: 'jwk', key: {kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url')},
  });
}

let token = null;
try {
  const {payload, protectedHeader} = await jose.jwtVerify(given.token, keyOf(given.token));
  token = {verified: true, alg: protectedHeader.alg, sub: payload.sub, iss: payload.iss};
} catch (error) {
  token = {verified: false, error: error.code};
}

process.stdout.write(JSON.stringify({
  verified: proof.verified,
  error: proof.error ? String(proof.error.errors?.[0] ?? proof.error) : null,
  statusVerified: proof.statusResult?.verified ?? null,
  status: proof.statusResult?.results?.map(one => one.status) ?? null,
  statusError: proof.statusResult?.error ? String(proof.statusResult.error) : null,
  token,
  asked,
}));
