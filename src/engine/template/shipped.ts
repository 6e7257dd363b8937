/** The workflows that come with the program. */
import appealProcessing from '../../../templates/workflows/appeal-processing.json?raw';
import appealWithApproval from '../../../templates/workflows/appeal-with-approval.json?raw';
import eligibilityCheck from '../../../templates/workflows/eligibility-check.json?raw';
import impactAnalysis from '../../../templates/workflows/impact-analysis.json?raw';
import parameterSweep from '../../../templates/workflows/parameter-sweep.json?raw';
import populationCheck from '../../../templates/workflows/population-check.json?raw';
import reviewedEligibility from '../../../templates/workflows/reviewed-eligibility.json?raw';

/** What `impact` steps run. */
export const impactAnalysisText: string = impactAnalysis;

/** The texts of the documents. */
export const shippedWorkflowTexts: readonly string[] = [
  eligibilityCheck,
  reviewedEligibility,
  impactAnalysis,
  parameterSweep,
  populationCheck,
  appealProcessing,
  appealWithApproval,
];
