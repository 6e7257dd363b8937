/** The screen of a place. */
import type { Place } from '../../state/place.ts';
import { ApprovalScreen } from '../approvals/approval-screen.tsx';
import { ApprovalsScreen } from '../approvals/approvals-screen.tsx';
import { AuditScreen } from '../audit/audit-screen.tsx';
import { CaseScreen } from '../case/case-screen.tsx';
import { ImpactScreen } from '../impact/impact-screen.tsx';
import { ImpactSetupScreen } from '../impact/impact-setup-screen.tsx';
import { ImpactsScreen } from '../impact/impacts-screen.tsx';
import { MembersScreen } from '../members/members-screen.tsx';
import { DocumentScreen } from '../policies/document-screen.tsx';
import { PoliciesScreen } from '../policies/policies-screen.tsx';
import { GenerateScreen } from '../populations/generate-screen.tsx';
import { ImportScreen } from '../populations/import/import-screen.tsx';
import { PopulationScreen } from '../populations/population-screen.tsx';
import { PopulationsScreen } from '../populations/populations-screen.tsx';
import { ReportScreen } from '../report/report-screen.tsx';
import { RunScreen } from '../runs/run-screen.tsx';
import { RunSetupScreen } from '../runs/run-setup-screen.tsx';
import { RunsScreen } from '../runs/runs-screen.tsx';
import { SignersScreen } from '../signers/signers-screen.tsx';
import { SweepScreen } from '../sweep/sweep-screen.tsx';
import { SweepSetupScreen } from '../sweep/sweep-setup-screen.tsx';
import { VerifierScreen } from '../verifier/verifier-screen.tsx';

export const Screen = ({ place }: { readonly place: Place }) => {
  switch (place.screen) {
    case 'populations':
      return <PopulationsScreen />;
    case 'population':
      return <PopulationScreen {...place} />;
    case 'population-import':
      return <ImportScreen />;
    case 'population-generate':
      return <GenerateScreen />;
    case 'policies':
      return <PoliciesScreen />;
    case 'document':
      return <DocumentScreen {...place} />;
    case 'impacts':
      return <ImpactsScreen {...place} />;
    case 'impact-setup':
      return <ImpactSetupScreen {...place} />;
    case 'impact':
      return <ImpactScreen {...place} />;
    case 'sweep-setup':
      return <SweepSetupScreen />;
    case 'sweep':
      return <SweepScreen {...place} />;
    case 'case':
      return <CaseScreen {...place} />;
    case 'runs':
      return <RunsScreen {...place} />;
    case 'run-setup':
      return <RunSetupScreen {...place} />;
    case 'run':
      return <RunScreen {...place} />;
    case 'approvals':
      return <ApprovalsScreen />;
    case 'approval':
      return <ApprovalScreen {...place} />;
    case 'audit':
      return <AuditScreen {...place} />;
    case 'members':
      return <MembersScreen />;
    case 'report':
      return <ReportScreen {...place} />;
    case 'verifier':
      return <VerifierScreen {...place} />;
    case 'signers':
      return <SignersScreen />;
  }
};
