/** The workflows that come with the program. */
import appealProcessing from '../../../templates/workflows/appeal-processing.json?raw';
import eligibilityCheck from '../../../templates/workflows/eligibility-check.json?raw';
import impactAnalysis from '../../../templates/workflows/impact-analysis.json?raw';
import parameterSweep from '../../../templates/workflows/parameter-sweep.json?raw';

/** The texts of the documents. */
export const shippedWorkflowTexts: readonly string[] = [eligibilityCheck, impactAnalysis, parameterSweep, appealProcessing];
