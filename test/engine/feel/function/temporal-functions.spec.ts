/** Dates, times and durations: how they are made, written, compared, moved and taken apart. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateText } from '../../../../src/engine/feel/evaluate-text.ts';
import { documentJson } from '../../../../src/engine/feel/json-value.ts';
import { utcOf } from '../../../../src/engine/feel/temporal/clock.ts';
import { DATE, DATE_AND_TIME, DAYS_DURATION, MONTHS_DURATION, NUMBER, STRING, TIME } from '../../../../src/engine/feel/type.ts';
import { causeOf, feel, scopeOf, told } from '../../../support/feel.ts';
import { examples, standard, standardExamples } from '../../../support/feel-examples.ts';

examples('making', [
  ['date(date and time("2025-03-01T23:59:59-05:00"))', '2025-03-01'],
  ['date(year: 2024, month: 2, day: 29)', '2024-02-29'],
  ['time("10:15:30.500")', '10:15:30.5'],
  ['time("10:15:30Z")', '10:15:30Z'],
  ['time("10:15:30+05:30")', '10:15:30+05:30'],
  ['time("10:15:30@Europe/Paris")', '10:15:30@Europe/Paris'],
  ['time(9, 5, 7.25)', '09:05:07.25'],
  ['time(9, 5, 7, duration("-PT8H"))', '09:05:07-08:00'],
  ['time(9, 5, 7, null)', '09:05:07'],
  ['time(date and time("2025-03-01T10:15:30@Asia/Tokyo"))', '10:15:30@Asia/Tokyo'],
  ['time(date("2025-03-01"))', '00:00:00Z'],
  ['date and time("2025-03-01T10:15:30.123456789Z")', '2025-03-01T10:15:30.123456789Z'],
  ['date and time("2025-03-01")', '2025-03-01T00:00:00'],
  ['date and time(date("2025-03-01"), time("10:15:30Z"))', '2025-03-01T10:15:30Z'],
  ['date and time(date and time("2025-03-01T01:00:00Z"), time("10:15:30"))', '2025-03-01T10:15:30'],
  ['date and time(2025, 3, 1, 10, 15, 30)', '2025-03-01T10:15:30'],
  ['date and time(2025, 3, 1, 10, 15, 30, duration("PT1H"))', '2025-03-01T10:15:30+01:00'],
  ['date and time(2025, 3, 1, 10, 15, 30, "Europe/Paris")', '2025-03-01T10:15:30@Europe/Paris'],
  ['duration("P13M")', 'P1Y1M'],
  ['duration("-P0Y")', 'P0M'],
  ['duration("PT36H")', 'P1DT12H'],
  ['duration("PT0.000000001S")', 'PT0.000000001S'],
  ['duration("-PT90S")', '-PT1M30S'],
  ['@"P1Y6M"', 'P1Y6M'],
  ['@"-PT5H"', '-PT5H'],
  ['@"2025-03-01T10:15:30"', '2025-03-01T10:15:30'],
  ['years and months duration(date("2024-02-29"), date("2025-02-28"))', 'P11M'],
  ['years and months duration(date("2024-02-29"), date("2025-03-01"))', 'P1Y'],
  ['years and months duration(date("2025-03-01"), date("2024-02-29"))', '-P1Y'],
  ['years and months duration(from: date("2025-01-31"), to: date("2025-02-28"))', 'P0M'],
  ['string(duration("P1Y"))', 'P1Y'],
]);

standardExamples('years that policies do not have', [
  ['date("-0044-03-15")', '-0044-03-15'],
  ['date("12025-01-01")', '12025-01-01'],
  ['date("9999-12-31") + duration("P1D")', '10000-01-01'],
]);

standardExamples('what is none', [
  ['date("2025-02-29")', null],
  ['date("2025-1-1")', null],
  ['date("0998-13-01")', null],
  ['date("1000000000-01-01")', null],
  ['time("24:00:00")', null],
  ['time("10:15")', null],
  ['time("10:15:30+15:00")', null],
  ['time("10:15:30@Nowhere/Land")', null],
  ['time("10:15:30+02:00@Europe/Paris")', null],
  ['date and time("2025-03-01T")', null],
  ['duration("P")', null],
  ['duration("P1DT")', null],
  ['duration("P1Y2D")', null],
  ['duration("1Y")', null],
  ['duration(null)', null],
  ['date and time(2025, 3, 1, 10, 15, 30, "Nowhere/Land")', null],
  ['years and months duration(date("2025-01-31"), null)', null],
]);

examples('arithmetic', [
  ['date("2025-01-31") + duration("P1M")', '2025-02-28'],
  ['date("2024-02-29") - duration("P1Y")', '2023-02-28'],
  ['date("2025-03-01") - date("2024-03-01")', 'P365D'],
  ['date("2025-03-01") + duration("PT36H")', '2025-03-02'],
  ['date("2025-03-01") - duration("PT1S")', '2025-02-28'],
  ['duration("P1D") + date("2025-03-01")', '2025-03-02'],
  ['time("23:30:00") + duration("PT1H")', '00:30:00'],
  ['time("00:30:00Z") - duration("P1DT1H")', '23:30:00Z'],
  ['time("10:00:00+02:00") - time("07:30:00Z")', 'PT30M'],
  ['date and time("2025-03-30T01:30:00@Europe/Paris") + duration("PT1H")', '2025-03-30T03:30:00@Europe/Paris'],
  ['date and time("2025-10-26T01:30:00@Europe/Paris") + duration("PT2H")', '2025-10-26T02:30:00@Europe/Paris'],
  ['date and time("2025-03-30T03:30:00@Europe/Paris") - date and time("2025-03-30T00:30:00Z")', 'PT1H'],
  ['date and time("2025-01-31T10:00:00") + duration("P1M")', '2025-02-28T10:00:00'],
  ['date("2025-03-02") - date and time("2025-03-01T12:00:00Z")', 'PT12H'],
  ['duration("P1Y") + duration("P6M")', 'P1Y6M'],
  ['duration("P1D") - duration("PT36H")', '-PT12H'],
  ['duration("P1Y") * 1.5', 'P1Y6M'],
  ['0.5 * duration("P1D")', 'PT12H'],
  ['duration("P1Y1M") / 2', 'P6M'],
  ['duration("P1D") / duration("PT6H")', '4'],
  ['duration("P1Y") / duration("P5M")  * 5', '12'],
  ['-duration("P1DT1H")', '-P1DT1H'],
  ['abs(-duration("P1DT1H"))', 'P1DT1H'],
  ['abs(duration("-P7M"))', 'P7M'],
]);

standardExamples('arithmetic without a result', [
  ['date("2025-03-01") + 1', null],
  ['date("2025-03-01") + date("2025-03-01")', null],
  ['time("10:00:00") + duration("P1M")', null],
  ['time("10:00:00Z") - time("10:00:00")', null],
  ['date and time("2025-03-01T10:00:00") - date and time("2025-03-01T10:00:00Z")', null],
  ['duration("P1D") + duration("P1M")', null],
  ['duration("P1D") / duration("P1M")', null],
  ['duration("P1D") / 0', null],
  ['duration("P1D") ** 2', null],
  ['date("999999999-12-31") + duration("P1D")', null],
]);

examples('comparison', [
  ['date and time("2025-03-01T10:00:00Z") = date and time("2025-03-01T11:00:00+01:00")', true],
  ['date and time("2025-03-01T10:00:00@Europe/Paris") = date and time("2025-03-01T09:00:00Z")', true],
  ['time("10:00:00Z") < time("10:00:00-01:00")', true],
  ['time("10:00:00Z") = time("10:00:00")', false],
  ['duration("P1Y") = duration("P12M")', true],
  ['duration("PT24H") >= duration("P1D")', true],
  ['time("10:00:00") between time("09:00:00") and time("11:00:00")', true],
  ['max([duration("P1D"), duration("PT25H")])', 'P1DT1H'],
  ['is(time("10:00:00Z"), time("11:00:00+01:00"))', false],
  ['is(date("2025-03-01"), date("2025-03-01"))', true],
]);

examples('properties', [
  ['date("2025-03-01").weekday', '6'],
  ['date and time("2025-03-01T10:15:30Z").month', '3'],
  ['time("10:15:30.25").second', '30.25'],
  ['time("10:15:30+05:30").time offset', 'PT5H30M'],
  ['date and time("2025-07-01T10:00:00@Europe/Paris").time offset', 'PT2H'],
  ['date and time("2025-01-01T10:00:00@Europe/Paris").timezone', 'Europe/Paris'],
  ['time("10:15:30").time offset', null],
  ['duration("P1Y6M").years', '1'],
  ['duration("-P1Y6M").months', '-6'],
  ['duration("P2DT3H4M5.5S").days', '2'],
  ['duration("P2DT3H4M5.5S").hours', '3'],
  ['duration("-PT3H4M5.5S").seconds', '-5.5'],
]);

examples('calendar', [
  ['day of year(date("2024-12-31"))', '366'],
  ['day of week(date and time("2025-03-01T10:00:00"))', 'Saturday'],
  ['month of year(date("2025-03-01"))', 'March'],
  ['week of year(date("2005-01-01"))', '53'],
  ['week of year(date("2005-01-03"))', '1'],
  ['week of year(date("2003-12-29"))', '1'],
  ['week of year(date("2024-12-31"))', '1'],
]);

test('an instant survives every zone and every shift and back', () => {
  const zones = ['Z', '+05:45', '-11:00', '@Europe/Paris', '@America/New_York', '@Australia/Lord_Howe', '@Asia/Kolkata'];
  const seconds = fc.integer({ min: -2_000_000_000, max: 4_000_000_000 });
  fc.assert(
    fc.property(seconds, fc.integer({ min: -100_000, max: 100_000 }), fc.constantFrom(...zones), (epoch, shift, zone) => {
      const utc = new Date(epoch * 1000).toISOString().replace('.000', '');
      const sum = new Date((epoch + shift) * 1000).toISOString().replace('.000', '');
      const step = `duration("${shift < 0 ? '-' : ''}PT${Math.abs(shift)}S")`;
      expect(feel(`date and time("${utc}") + ${step}`)).toBe(sum);
      const local = `date and time("${utc.slice(0, -1)}${zone}")`;
      expect(feel(`(${local} + ${step}) - ${local} = ${step}`)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

describe('types are found before anything runs', () => {
  const scope = scopeOf({
    day: DATE,
    clock: TIME,
    moment: DATE_AND_TIME,
    months: MONTHS_DURATION,
    days: DAYS_DURATION,
    n: NUMBER,
    word: STRING,
  });

  test.each([
    ['day + n', 'day + n: "+" has no meaning between a date and a number'],
    ['clock + months', 'clock + months: "+" has no meaning between a time and a years and months duration'],
    ['months + days', 'months + days: "+" has no meaning between a years and months duration and a days and time duration'],
    ['days / months', 'days / months: "/" has no meaning between a days and time duration and a years and months duration'],
    ['day < moment', 'moment: a date is compared with a date and time'],
    ['clock.year', 'year: a time has no field "year"'],
    ['@"12025-01-01"', '@"12025-01-01": "12025-01-01" is not within the years 1 to 9999'],
    ['date("12025-01-01")', 'date("12025-01-01"): the date is not within the years 1 to 9999'],
    ['months.days', 'days: a years and months duration has no field "days"'],
    ['date("2025-02-30")', 'date("2025-02-30"): "2025-02-30" is no date of the form "2025-03-01"'],
    ['duration("P1")', 'duration("P1"): "P1" is no duration of the form "P1Y6M" or "P10DT12H"'],
    ['day of week(clock)', 'clock: "day of week" needs a date or a date and time as "date", and this is a time'],
    [
      'today()',
      'today(): "today" depends on the clock, and a policy gives the same result whenever it is computed; use a date that is given',
    ],
  ])('%s', (source, message) => {
    expect(told(source, scope)).toEqual([message]);
  });

  test.each([
    ['day - day > days', []],
    ['(moment - day).hours = n', []],
    ['months * n < @"P1Y"', []],
    ['-days = days * -1', []],
    ['duration("P1Y") > months', []],
    ['(day + months).year = n', []],
    ['moment.timezone = word', []],
  ])('%s', (source, problems) => {
    expect(told(source, scope)).toEqual(problems);
  });
});

test('a null among them stays the cause', () => {
  expect(causeOf('date("2025-03-01") + gone', { gone: null })).toMatchObject({ kind: 'absent', at: 'gone' });
  expect(causeOf('date(word)', { word: 'x' })).toMatchObject({ kind: 'error' });
});

test('no decision gets a date that documents and columns cannot hold', () => {
  const message = 'the date is not within the years 1 to 9999';
  expect(causeOf('date("9999-12-31") + duration("P1D") * n', { n: 1 })).toMatchObject({ kind: 'error', message });
  expect(causeOf('date(n, 1, 1)', { n: 10_000 })).toMatchObject({ kind: 'error', message });
  expect(causeOf('date(n, 1, 1)', { n: 0 })).toMatchObject({ kind: 'error', message });
});

test('the clock is only there where it is given', () => {
  const at = evaluateText('[string(now()), string(today())]', '{}', 'conformance', () => utcOf(Date.UTC(2025, 2, 1, 10, 30, 0, 250)));
  expect('value' in at && documentJson(at.value)).toEqual(['2025-03-01T10:30:00.25Z', '2025-03-01']);
  expect(standard('today()')).toBe(null);
  expect(standard('now(1)')).toBe(null);
});
