//! The service of matters: each call is a function of the file it belongs to.

mod draft;
mod file;
mod payment;
mod people;
mod plan;
mod sweep;
mod view;

use crate::{api, office::Office, refused::Refused};
use api::matters_server::Matters;
use std::sync::Arc;
use tonic::{Request, Response, Status};

/// Answers the calls.
pub(crate) struct MatterDesk(pub(crate) Arc<Office>);

pub(crate) type Answered<T> = Result<Response<T>, Status>;

/// What the wire is told.
pub(crate) fn answered<T>(result: Result<T, Refused>) -> Answered<T> {
    result.map(Response::new).map_err(Status::from)
}

#[tonic::async_trait]
impl Matters for MatterDesk {
    async fn open_matter(&self, request: Request<api::OpenMatterRequest>) -> Answered<api::Made> {
        answered(file::open(&self.0, request.into_inner()).await)
    }

    async fn register_case(
        &self,
        request: Request<api::RegisterCaseRequest>,
    ) -> Answered<api::Made> {
        answered(file::register(&self.0, request.into_inner()).await)
    }

    async fn state_claim(&self, request: Request<api::StateClaimRequest>) -> Answered<api::Made> {
        answered(file::claim(&self.0, request.into_inner()).await)
    }

    async fn add_party(&self, request: Request<api::AddPartyRequest>) -> Answered<api::Made> {
        answered(people::add(&self.0, request.into_inner()).await)
    }

    async fn state_liability(
        &self,
        request: Request<api::StateLiabilityRequest>,
    ) -> Answered<api::Made> {
        answered(file::liability(&self.0, request.into_inner()).await)
    }

    async fn issue_document(
        &self,
        request: Request<api::IssueDocumentRequest>,
    ) -> Answered<api::Made> {
        answered(people::document(&self.0, request.into_inner()).await)
    }

    async fn order_sweep(&self, request: Request<api::OrderSweepRequest>) -> Answered<api::Made> {
        answered(sweep::order(&self.0, request.into_inner()).await)
    }

    async fn plan_freeze(
        &self,
        request: Request<api::PlanFreezeRequest>,
    ) -> Answered<api::PlanMade> {
        answered(plan::freeze(&self.0, request.into_inner()).await)
    }

    async fn draft_release(
        &self,
        request: Request<api::DraftReleaseRequest>,
    ) -> Answered<api::PlanMade> {
        answered(draft::release(&self.0, request.into_inner()).await)
    }

    async fn draft_transfer(
        &self,
        request: Request<api::DraftTransferRequest>,
    ) -> Answered<api::PlanMade> {
        answered(draft::transfer(&self.0, request.into_inner()).await)
    }

    async fn approve_plan(
        &self,
        request: Request<api::ApprovePlanRequest>,
    ) -> Answered<api::PlanMade> {
        answered(plan::approve(&self.0, request.into_inner()).await)
    }

    async fn withdraw_plan(
        &self,
        request: Request<api::WithdrawPlanRequest>,
    ) -> Answered<api::PlanMade> {
        answered(plan::withdraw(&self.0, request.into_inner()).await)
    }

    async fn record_payment(
        &self,
        request: Request<api::RecordPaymentRequest>,
    ) -> Answered<api::Made> {
        answered(payment::record(&self.0, request.into_inner()).await)
    }

    async fn close_case(&self, request: Request<api::CloseCaseRequest>) -> Answered<api::Made> {
        answered(file::close(&self.0, request.into_inner()).await)
    }

    async fn get_matter(&self, request: Request<api::GetMatterRequest>) -> Answered<api::Matter> {
        answered(view::matter(&self.0, request.into_inner()).await)
    }

    async fn get_plan(&self, request: Request<api::GetPlanRequest>) -> Answered<api::Plan> {
        answered(plan::get(&self.0, request.into_inner()).await)
    }
}
