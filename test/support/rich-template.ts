/** A sound template with nearly everything that the language has, over the functions of test-tasks.ts; for tests that break it. */
import type { JsonObject } from '../../src/engine/model/json.ts';
import { testTemplate } from './test-template.ts';

export const RICH_TEMPLATE = testTemplate(
  {
    load: {
      type: 'task',
      run: 'test.add',
      with: { left: '= input.amount', right: 1 },
      retry: 'standard',
      timeouts: { startToClose: 'PT30S', heartbeat: 'PT5S' },
      idempotencyKey: '= "load-" + input.name',
      compensate: { run: 'test.echo', with: { value: '= steps.load.output.sum' } },
      catch: [{ errors: ['timeout', 'unavailable'], then: ['mend'] }],
    },
    mend: { type: 'set', value: '= steps.load.error.message' },
    score: {
      type: 'map',
      needs: ['load'],
      items: '= [{ number: input.amount }, { number: 2 }]',
      batch: { size: 2 },
      maxConcurrency: 4,
      tolerateFailures: { count: 1, percentage: 50 },
      each: { steps: { points: { type: 'set', value: '= item.number * index' } }, output: '= steps.points.output' },
    },
    route: {
      type: 'choice',
      needs: ['score'],
      choices: [{ when: '= count(steps.score.output.results) > 2', then: ['review'] }],
      default: ['both'],
    },
    review: { type: 'approval', roles: ['reviewer'], selfApproval: false, due: 'P5D', overdue: 'fail', rejected: 'fail' },
    both: {
      type: 'parallel',
      join: { atLeast: 1 },
      branches: {
        left: {
          steps: {
            again: {
              type: 'loop',
              while: '= loop.index < 3',
              maximumRounds: 3,
              exhausted: 'complete',
              body: { steps: { round: { type: 'set', value: '= loop.last' } }, output: '= steps.round.output' },
            },
          },
        },
        right: {
          steps: { pause: { type: 'wait', for: 'PT1S' }, paid: { type: 'signal', needs: ['pause'], signal: 'paid' } },
          output: '= steps.paid.output',
        },
      },
    },
    close: {
      type: 'set',
      needs: ['review', 'both', 'mend'],
      join: 'any',
      value: { decision: '= steps.review.output.decision', rounds: '= steps.both.output.left.again.rounds', mended: '= steps.mend.output' },
    },
  },
  {
    output: '= steps.close.output.decision',
    timeouts: { run: 'P7D' },
    use: {
      retries: { standard: { maximumAttempts: 3, backoffCoefficient: 2, jitter: 'full', exhausted: 'suspend' } },
      limits: { 'test.echo': { concurrency: 2 } },
    },
  },
) as unknown as JsonObject;
