/** Templates for the tests of runs: small ones that wait, fail and branch where a test wants them to. */
import type { Page } from '@playwright/test';
import { ask } from './ask.ts';

const template = (id: string, title: string, rest: object): string =>
  JSON.stringify({ kind: 'workflow', dsl: '1', id, version: '1.0.0', title, ...rest }, null, 2);

const NAMES = { type: 'object', required: ['names'], properties: { names: { type: 'array', items: { type: 'string' }, title: 'Names' } } };
const NAME = { type: 'object', required: ['name'], additionalProperties: false, properties: { name: { type: 'string', minLength: 1 } } };
const REASON = {
  type: 'object',
  required: ['reason'],
  additionalProperties: false,
  properties: { reason: { type: 'string', title: 'Why' }, seen: { type: 'boolean', title: 'Evidence was seen' } },
};

/** A field of every kind, then an approval that whoever starts the run may not give. */
const deskCheck = template('desk-check', 'Desk check', {
  input: {
    schema: {
      type: 'object',
      required: ['applicant', 'region', 'urgent'],
      additionalProperties: false,
      properties: {
        applicant: { type: 'string', minLength: 1, description: 'As on the form.' },
        income: { type: 'number', minimum: 0 },
        persons: { type: 'integer', minimum: 1, default: 1 },
        since: { type: 'string', format: 'date' },
        region: { type: 'string', enum: ['urban', 'rural'] },
        urgent: { type: 'boolean' },
        further: { type: 'object', properties: { notes: { type: 'array', items: { type: 'string' } } } },
      },
    },
  },
  steps: {
    gather: { type: 'set', title: 'Gather the facts', value: '= input' },
    check: {
      type: 'approval',
      title: 'Check by a second person',
      needs: ['gather'],
      roles: ['reviewer'],
      question: '= "Is what " + input.applicant + " says right?"',
      form: REASON,
      due: 'P5D',
    },
    done: { type: 'set', title: 'Close the file', needs: ['check'], value: '= steps.check.output.decision' },
  },
});

const ownCheck = template('own-check', 'Own check', {
  input: { schema: NAME },
  steps: {
    check: {
      type: 'approval',
      title: 'Check it oneself',
      roles: ['reviewer'],
      selfApproval: true,
      question: '= "May " + input.name + " go on?"',
      form: REASON,
      due: 'PT0.001S',
    },
  },
});

/** Branches, one of which waits for a signal. */
const callBack = template('call-back', 'Call back', {
  input: { schema: NAME },
  steps: {
    prepare: { type: 'set', title: 'Prepare the letter', value: '= input.name' },
    both: {
      type: 'parallel',
      title: 'Ask and wait',
      needs: ['prepare'],
      branches: {
        letter: { steps: { write: { type: 'set', title: 'Write the letter', value: '= input.name' } } },
        answer: {
          steps: {
            paid: {
              type: 'signal',
              title: 'Wait for the payment',
              signal: 'paid',
              schema: { type: 'object', required: ['sum'], properties: { sum: { type: 'string' } } },
            },
          },
        },
      },
    },
    close: { type: 'set', title: 'Close the file', needs: ['both'], value: '= steps.both.output' },
  },
});

/** Waits for a person once the population is not there. */
const lookUp = template('look-up', 'Look up', {
  input: { schema: NAME },
  steps: {
    find: {
      type: 'task',
      title: 'Find the population',
      run: 'population.pin',
      with: { population: '= input.name' },
      retry: { maximumAttempts: 3, exhausted: 'suspend' },
    },
    tell: { type: 'set', title: 'Say how many', needs: ['find'], value: '= steps.find.output.units' },
  },
});

const lookUpEach = template('look-up-each', 'Look up each', {
  input: { schema: NAMES },
  steps: {
    each: {
      type: 'map',
      title: 'Find each population',
      items: '= input.names',
      tolerateFailures: { count: 10 },
      each: {
        steps: { one: { type: 'task', title: 'Find one', run: 'population.pin', with: { population: '= item' } } },
        output: '= steps.one.output.units',
      },
    },
    tell: { type: 'set', title: 'Say how many were found', needs: ['each'], value: '= steps.each.output.succeeded' },
  },
});

/** Goes on without what could not be found, and keeps a dead letter. */
const lookAside = template('look-aside', 'Look aside', {
  input: { schema: NAME },
  steps: {
    find: {
      type: 'task',
      title: 'Find what may be there',
      run: 'population.pin',
      with: { population: '= input.name' },
      retry: { maximumAttempts: 2, exhausted: 'deadLetter' },
    },
    tell: { type: 'set', title: 'Go on', needs: ['find'], value: 'gone on' },
  },
});

const manySteps = template('many-steps', 'Many steps', {
  input: { schema: { type: 'object' } },
  steps: Object.fromEntries(
    Array.from({ length: 1_000 }, (_, index) => [
      `step${index + 1}`,
      {
        type: 'set',
        title: `Step number ${index + 1}`,
        value: index + 1,
        ...(index > 0 && { needs: [`step${index}`] }),
      },
    ]),
  ),
});

export const runTemplates = { deskCheck, ownCheck, callBack, lookUp, lookUpEach, lookAside, manySteps };

export const publishTemplates = async (page: Page, bodies: readonly string[]): Promise<void> => {
  for (const body of bodies) await ask(page, 'document.publish', { body });
};
