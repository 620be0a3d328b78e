//! Rounds of queries and what they found.

use super::super::{Arg, Part::Search, Teller, code, count, id, words as w};
use levy_domain::{asset::AssetFound, matter::event as e};

pub(super) fn ordered(event: &e::SweepOrdered, tell: &mut Teller<'_, '_>) {
    let args = [
        code(&event.purpose),
        count(event.units.len()),
        count(event.subjects.len()),
    ];
    tell.say(Search, w::SWEEP, args).by(&event.basis);
    for class in &event.not_askable {
        tell.say(Search, w::NOT_ASKABLE, [code(class)]);
    }
}

pub(super) fn late(event: &e::LateAssetsFound, tell: &mut Teller<'_, '_>) {
    let args = [id(event.order), count(event.assets.len())];
    tell.say(Search, w::LATE, args).about([event.order.0]);
    found(&event.assets, tell);
}

pub(super) fn closed(event: &e::SweepClosed, tell: &mut Teller<'_, '_>) {
    let (asked, answered) = (event.asked.into(), event.answered.into());
    let args = [
        Arg::Count(asked),
        Arg::Count(answered),
        count(event.silent.len()),
    ];
    tell.say(Search, w::SWEEP_CLOSED, args);
}

pub(super) fn found(assets: &[AssetFound], tell: &mut Teller<'_, '_>) {
    for asset in assets {
        one(asset, tell);
    }
}

/// An asset, and whatever of it is not plainly the debtor's and free.
fn one(asset: &AssetFound, tell: &mut Teller<'_, '_>) {
    let this = asset.asset;
    let args = [
        id(this),
        code(&asset.class),
        asset.unit.into(),
        code(&asset.account_class),
        code(&asset.status),
    ];
    tell.say(Search, w::ASSET, args).about([this.0]);
    if asset.available.is_none() && asset.balance.is_none() {
        tell.say(Search, w::ASSET_NO_SUM, [id(this)])
            .about([this.0]);
    } else {
        let args = [id(this), asset.available.into(), asset.balance.into()];
        tell.say(Search, w::ASSET_AVAILABLE, args).about([this.0]);
    }
    for prior in &asset.prior_measures {
        let args = [id(this), prior.amount.into(), prior.to.into()];
        tell.say(Search, w::ASSET_PRIOR, args).about([this.0]);
    }
    for right in &asset.rights {
        let kind = code(&right.kind);
        match right.share {
            Some(share) => {
                let (top, bottom) = (share.numerator.into(), share.denominator.into());
                let args = [id(this), kind, Arg::Count(top), Arg::Count(bottom)];
                tell.say(Search, w::ASSET_SHARE, args).about([this.0]);
            }
            None => {
                tell.say(Search, w::ASSET_RIGHT, [id(this), kind])
                    .about([this.0]);
            }
        }
    }
    if let Some(on) = asset.not_redeemable_before {
        tell.say(Search, w::ASSET_MATURES, [id(this), on.into()])
            .about([this.0]);
    }
}

pub(super) fn worth(event: &e::ValueStated, tell: &mut Teller<'_, '_>) {
    let document = super::file::named(&event.document, tell);
    let shown = super::file::shown(&event.document, tell);
    let args = [
        id(event.asset),
        event.value.into(),
        code(&event.method),
        event.as_of.into(),
        document,
    ];
    tell.say(Search, w::WORTH, args)
        .about([event.asset.0])
        .shown_by(shown);
    if let Some(units) = event.units {
        tell.say(Search, w::WORTH_UNITS, [id(event.asset), Arg::Count(units)])
            .about([event.asset.0]);
    }
}
