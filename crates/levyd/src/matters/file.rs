//! The file of a matter: its beginning, case numbers, claims, liabilities and
//! their end.

use crate::{
    api,
    office::Office,
    refused::Refused,
    request::{code, currency, date, id, id_or, money, optional, word},
};
use levy::domain::{
    claim::{Claim, Component, ComponentKind, Liability, LiabilityMode, Share},
    id::{ClaimId, LiabilityId, MatterId, RegistrationId},
    identifier::case_number::{CaseNumber, Modern},
    matter::{Command, event::ClosingKind},
};

pub(super) async fn open(
    office: &Office,
    asked: api::OpenMatterRequest,
) -> Result<api::Made, Refused> {
    let given = office.given(&asked, asked.act.as_ref())?;
    let matter = id_or("matter", &asked.matter, || {
        MatterId::derive(given.id.0, &[b"matter"])
    })?;
    let command = Command::Open {
        matter,
        court: office.engine().seat().code.clone(),
        currency: currency("currency", &asked.currency)?,
    };
    let done = office.matter(given, matter, command, vec![]).await?;
    Ok(api::Made {
        id: matter.to_string(),
        done: Some(done),
    })
}

pub(super) async fn register(
    office: &Office,
    asked: api::RegisterCaseRequest,
) -> Result<api::Made, Refused> {
    let given = office.given(&asked, asked.act.as_ref())?;
    let derived = || RegistrationId::derive(given.id.0, &[b"registration"]);
    let registration = id_or("registration", &asked.registration, derived)?;
    let number = CaseNumber::parse(&asked.number);
    let number = number.map_err(|error| Refused::Identifier(error.to_string()))?;
    let number = modern(&number, &office.engine().seat().code)?;
    let type_code = number.type_code().to_owned();
    let command = Command::RegisterCase {
        registration,
        number: number.to_string(),
        kind: office.engine().rules().profile().case_kind(&type_code),
        type_code,
        court: number.court().as_str().to_owned(),
        filed_on: date("filed_on", &asked.filed_on)?,
        carried_in: asked.carried_in,
    };
    let done = office
        .matter(given, id("matter", &asked.matter)?, command, vec![])
        .await?;
    Ok(api::Made {
        id: registration.to_string(),
        done: Some(done),
    })
}

/// A number of today's form, of this court or one below it.
fn modern<'a>(number: &'a CaseNumber, seat: &str) -> Result<&'a Modern, Refused> {
    let wrong = |why: &str| Refused::field("number", why);
    let old = "is of the form before 2016; register the number that the case has today";
    let modern = number.modern().ok_or_else(|| wrong(old))?;
    if modern.suffix().is_some() {
        return Err(wrong("is a document's; leave out what follows 号"));
    }
    if !modern.court().as_str().starts_with(seat) {
        return Err(wrong("is of another court; send it to that court's daemon"));
    }
    Ok(modern)
}

pub(super) async fn claim(
    office: &Office,
    asked: api::StateClaimRequest,
) -> Result<api::Made, Refused> {
    let given = office.given(&asked, asked.act.as_ref())?;
    let home: MatterId = id("matter", &asked.matter)?;
    let claim = id_or("claim", &asked.claim, || {
        ClaimId::derive(given.id.0, &[b"claim"])
    })?;
    let components: Vec<Component> = asked
        .components
        .iter()
        .map(component)
        .collect::<Result<_, _>>()?;
    let first = components.first().map(|part| part.amount.currency);
    let currency = first
        .ok_or_else(|| Refused::field("components", "are missing; a claim has at least one"))?;
    let allocation_order = if asked.allocation_order.is_empty() {
        office
            .engine()
            .rules()
            .profile()
            .allocation_order(office.today())
    } else {
        let kind = |text: &String| word("allocation_order", text, ComponentKind::LITERALS);
        asked
            .allocation_order
            .iter()
            .map(kind)
            .collect::<Result<_, _>>()?
    };
    let title = optional("title", asked.title.as_ref())?;
    let claimed = Claim {
        claim,
        currency,
        components,
        allocation_order,
        title,
    };
    let command = Command::StateClaim {
        claim: claimed,
        home,
    };
    let done = office.matter(given, home, command, vec![]).await?;
    Ok(api::Made {
        id: claim.to_string(),
        done: Some(done),
    })
}

fn component(part: &api::Component) -> Result<Component, Refused> {
    let method = match part.method.as_str() {
        "" => "fixed".into(),
        method => code("components.method", method)?,
    };
    let series = part.rate_series.as_ref();
    Ok(Component {
        kind: word("components.kind", &part.kind, ComponentKind::LITERALS)?,
        amount: money("components.amount", part.amount.as_ref())?,
        as_of: date("components.as_of", &part.as_of)?,
        method,
        rate_series: series
            .map(|series| code("components.rate_series", series))
            .transpose()?,
        excluded: vec![],
    })
}

pub(super) async fn liability(
    office: &Office,
    asked: api::StateLiabilityRequest,
) -> Result<api::Made, Refused> {
    let given = office.given(&asked, asked.act.as_ref())?;
    let derived = || LiabilityId::derive(given.id.0, &[b"liability"]);
    let liability = id_or("liability", &asked.liability, derived)?;
    let share = |share: api::Share| Share {
        numerator: share.numerator,
        denominator: share.denominator,
    };
    let command = Command::StateLiability {
        liability: Liability {
            liability,
            claim: id("claim", &asked.claim)?,
            person: id("person", &asked.person)?,
            mode: word("mode", &asked.mode, LiabilityMode::LITERALS)?,
            share: asked.share.map(share),
            cap: asked
                .cap
                .as_ref()
                .map(|cap| money("cap", Some(cap)))
                .transpose()?,
        },
    };
    let done = office
        .matter(given, id("matter", &asked.matter)?, command, vec![])
        .await?;
    Ok(api::Made {
        id: liability.to_string(),
        done: Some(done),
    })
}

pub(super) async fn close(
    office: &Office,
    asked: api::CloseCaseRequest,
) -> Result<api::Made, Refused> {
    let given = office.given(&asked, asked.act.as_ref())?;
    let registration: RegistrationId = id("registration", &asked.registration)?;
    let command = Command::CloseCase {
        registration,
        kind: word("kind", &asked.kind, ClosingKind::LITERALS)?,
        ground: code("ground", &asked.ground)?,
        document: optional("document", asked.document.as_ref())?,
        owner: optional("owner", asked.owner.as_ref())?,
    };
    let done = office
        .matter(given, id("matter", &asked.matter)?, command, vec![])
        .await?;
    Ok(api::Made {
        id: registration.to_string(),
        done: Some(done),
    })
}
