//! What wordings of our own are read as.

use proptest::prelude::*;

use super::*;
use crate::features::reading::{Country, Document, Hints, Sureness, Warning};

fn document(text: &str, country: &str) -> Document {
    Document {
        url: None,
        title: None,
        text: text.to_owned(),
        links: Vec::new(),
        declared_language: None,
        fetched_on: chrono::NaiveDate::default(),
        posted_on: None,
        hints: Hints { country: Country::new(country), ..Hints::default() },
    }
}

fn read(text: &str, country: &str) -> Terms {
    terms(&document(text, country), None, "2027-02-03".parse().ok()).0
}

/// The fee in one line: `USD 25 (most 40, members 20)`.
fn fee(text: &str) -> String {
    match read(text, "US").entry_fee.map(|fact| fact.value) {
        None => "silent".to_owned(),
        Some(EntryFee::Free) => "free".to_owned(),
        Some(EntryFee::Charged) => "charged".to_owned(),
        Some(EntryFee::Paid { amount, most, members, .. }) => {
            let also = |what: &str, money: Option<Money>| {
                money.map_or(String::new(), |money| format!(", {what} {money}"))
            };
            format!("{amount}{}{}", also("most", most), also("members", members))
        }
    }
}

/// Each sum to the artist in one line.
fn awards(text: &str, country: &str) -> Vec<String> {
    read(text, country)
        .awards
        .into_iter()
        .map(|fact| {
            let award = fact.value;
            let show =
                |money: Option<Money>| money.map_or("".to_owned(), |money| money.to_string());
            let per = award.per.map_or(String::new(), |per| format!(" a {per:?}"));
            let times = award.recipients.map_or(String::new(), |times| format!(" x{times}"));
            if award.least == award.most {
                format!("{:?} {}{per}{times}", award.share, show(award.least))
            } else {
                format!("{:?} {}..{}{per}{times}", award.share, show(award.least), show(award.most))
            }
        })
        .collect()
}

#[test]
fn entry_fees_of_many_wordings() {
    let is = |text: &str, expected: &str| assert_eq!(fee(text), expected, "{text}");
    is("Entry fee: $18 for 2 images", "USD 18");
    is("Fees: $18 for 2 images or $30 for 5 images", "USD 18, most USD 30");
    is("Then pay the $35 submission fee on the website.", "USD 35");
    is("Entry fee: 22 euros (2 images, each additional image 6 euros)", "EUR 22");
    is("Submission Fee: $45 general / $36 members", "USD 45, members USD 36");
    is("Small Works\nFees\n- Guild members: $15\n- Non-members: $28", "USD 28, members USD 15");
    is("Early Bird: EUR 7 per artwork. Late entries: EUR 11 per artwork.", "EUR 7, most EUR 11");
    is("Just $12 per artwork.", "USD 12");
    is("You may submit 1-3 images of your work for $40.", "USD 40");
    is("A non-refundable application fee of £15 applies.", "GBP 15");
    is("Early bird entry (until 1 May): $25. Standard: $35. Late: $45.", "USD 35, most USD 45");
    is("$40 for up to three images, $5 for each additional image", "USD 40");
    is("1 image: $12, 2 images: $20, 3 images: $28", "USD 12, most USD 28");
    is("Entry fee: CHF 30.- (members free)", "CHF 30, members CHF 0");
    is("Frais d’inscription : 20 €", "EUR 20");
    is("Cuota de inscripción: 15 euros", "EUR 15");
    is("Taxa de inscrição: R$ 50,00", "BRL 50");
    is("Teilnahmegebühr: 25,- Euro", "EUR 25");
    is("Quota di iscrizione: € 30,00", "EUR 30");
    is("참가비: 30,000원", "KRW 30,000");
    is("応募料:3,000円", "JPY 3,000");
    is("There is no application fee.", "free");
    is("Cost: Free to enter", "free");
    is("No fees to apply", "free");
    is("La participation est gratuite.", "free");
    is("La inscripción es gratuita", "free");
    is("Die Teilnahme ist kostenlos.", "free");
    is("Quel est le coût ?\nGratuit.", "free");
    is("Tiered submission fees apply.", "charged");
    is("Pay the entry fee and wait for the results.", "charged");
}

#[test]
fn what_is_no_entry_fee() {
    let is = |text: &str, expected: &str| assert_eq!(fee(text), expected, "{text}");
    is("Selected artists receive a $2,100 artist fee.", "silent");
    is("An honorarium and a commission fee of $4,000 are paid.", "silent");
    is("Registration fee of 20 EUR is payable only upon selection.", "silent");
    is("The fee for the commission is £12,000 plus VAT.", "silent");
    is("Winner: $100 and free entry into the Grand Award.", "silent");
    is("The gallery is open daily. Free admission for visitors.", "silent");
    is("Create a free account on the portal.", "silent");
    is("The residency costs $600 per week.", "silent");
    is("Free to apply. Participation fee: $30 for those accepted.", "free");
}

#[test]
fn sums_to_the_artist_and_what_they_are() {
    let is = |text: &str, expected: &[&str]| assert_eq!(awards(text, "AU"), expected, "{text}");
    is(
        "Support: €2,500 artist fee Minimum €9,000 production budget Up to €800 travel support",
        &["Recipient EUR 2,500", "Expenses EUR 9,000..", "Expenses ..EUR 800"],
    );
    is(
        "First Prize: $8,000 Second Prize: $3,000 People’s Choice Award: $500",
        &["Recipient AUD 8,000", "Recipient AUD 3,000", "Recipient AUD 500"],
    );
    is(
        "Prizes of $300, $200 and $100 are awarded.",
        &["Recipient AUD 300", "Recipient AUD 200", "Recipient AUD 100"],
    );
    is(
        "A total prize pool of USD $61,000, with a top prize of USD $9,000",
        &["Recipient USD 9,000", "Pool USD 61,000"],
    );
    is("Over EUR 19,000 in combined value", &["Pool EUR 19,000.."]);
    is(
        "Total Project Budget: $140,000.00. The selected artist will receive $140,000.",
        &["Budget AUD 140,000"],
    );
    is("Grants between $5,000 and $20,000 are offered.", &["Recipient AUD 5,000..AUD 20,000"]);
    is("A stipend of €1.200,- per month", &["Recipient EUR 1,200 a Month"]);
    is("Ein Honorar von 900 Euro wird gezahlt.", &["Recipient EUR 900"]);
    is("Bourse de 2 400 euros bruts par mois", &["Recipient EUR 2,400 a Month"]);
    is("Se otorgarán veinte Premios de Producción de $15,000 MXN", &["Recipient MXN 15,000 x20"]);
    is("receberá a quantia de R$ 3.500,00", &["Recipient BRL 3,500"]);
    is("A grant of Rs.4, 50,000/- for artists in India.", &["Recipient INR 450,000"]);
    is("INR 4,00,000 Lacs as a grant", &["Recipient INR 400,000"]);
    is("총상금 5,000 만원", &["Pool KRW 50,000,000"]);
    is("¥4,000/day living allowance", &["Recipient JPY 4,000 a Day"]);
    is("2 artists will each receive a $3,200 grant", &["Recipient AUD 3,200 x2"]);
}

#[test]
fn sums_that_are_neither_fee_nor_award() {
    let none = |text: &str| assert_eq!(awards(text, "US"), Vec::<String>::new(), "{text}");
    none("The work is insured for up to $40,000.");
    none("Applicants may not have received more than $5,000 in grants.");
    none("Organizations with annual operating budgets below $400,000 may apply.");
    none("All works must be priced under $900.");
    none("Cash prizes over $600 are subject to income tax.");
    none("The foundation has awarded over $3 million to date.");
}

#[test]
fn rent_bond_and_commission_are_costs() {
    let costs = |text: &str| -> Vec<String> {
        read(text, "AU")
            .costs
            .into_iter()
            .map(|fact| {
                let cost = fact.value;
                let sum = cost.amount.map_or(String::new(), |money| format!(" {money}"));
                let most = cost.most.map_or(String::new(), |money| format!("–{money}"));
                let percent = cost.percent.map_or(String::new(), |percent| format!(" {percent}%"));
                let per = cost.per.map_or(String::new(), |per| format!(" a {per:?}"));
                format!("{:?}{sum}{most}{percent}{per}", cost.kind)
            })
            .collect()
    };
    assert_eq!(
        costs("Gallery hire $240 + GST per week. Bond: $150. The gallery takes a 20% commission."),
        ["Rent AUD 240 a Week", "Bond AUD 150", "Commission 20%"]
    );
    assert_eq!(
        costs("Loyer : de 20 000 à 45 000 FCFA par mois"),
        ["Rent XOF 20,000–XOF 45,000 a Month"]
    );
    assert_eq!(costs("Artists keep 100% of their sales, no commission."), Vec::<String>::new());
}

#[test]
fn a_bare_dollar_is_settled_by_evidence_or_left_open() {
    let fact = read("Grant: $5,000", "CA").awards.remove(0);
    assert_eq!(fact.value.most.unwrap().to_string(), "CAD 5,000");
    assert_eq!(fact.sureness, Sureness::Inferred);
    assert!(fact.because.unwrap().contains("CAD"));

    let (open, warnings) = terms(&document("Grant: $5,000", ""), None, None);
    assert_eq!(open.awards[0].value.most.as_ref().unwrap().currency, None);
    assert!(matches!(warnings[..], [Warning::CurrencyUnclear { .. }]));

    let written = read("Grant: $5,000 USD. Second grant: $2,000.", "AU");
    assert!(
        written
            .awards
            .iter()
            .all(|fact| fact.value.most.as_ref().unwrap().currency == Currency::new("USD"))
    );
}

#[test]
fn a_fee_with_its_sign_lost_is_doubtful() {
    let fact = read("Submission Fees: 28 for 1-3 works", "US").entry_fee.unwrap();
    assert_eq!(fact.sureness, Sureness::Doubtful);
    assert_eq!(fee("Submission Fees: 28 for 1-3 works"), "28");
}

/// Pieces from which mutated wordings are made.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Entry fee: ".to_owned()),
        Just("$1,5".to_owned()),
        Just("3, 00,000/- ".to_owned()),
        Just("up to €".to_owned()),
        Just(" 만원 总 ".to_owned()),
        Just("– 10 000 FCFA par mois\n".to_owned()),
        Just("no fees to apply. ".to_owned()),
        Just("Prize: ".to_owned()),
        "[0-9]{1,18}",
        "\\PC{0,6}",
        "[$€£.,:;()%\n -]{1,4}",
    ]
}

proptest! {
    #[test]
    fn no_text_is_too_strange_and_every_quote_stands(pieces in prop::collection::vec(piece(), 0..30)) {
        let text = pieces.concat();
        let (read, _) = terms(&document(&text, "US"), None, None);
        let quotes = read.entry_fee.iter().filter_map(Fact::quote)
            .chain(read.costs.iter().filter_map(Fact::quote))
            .chain(read.awards.iter().filter_map(Fact::quote))
            .chain(read.benefits.iter().filter_map(Fact::quote));
        for quote in quotes {
            prop_assert!(quote.stands_in(&text));
        }
    }

    #[test]
    fn an_amount_we_print_is_read_back(cents in 100_i64..99_999_999) {
        let money = Money { amount: rust_decimal::Decimal::new(cents, 2), currency: Currency::new("EUR") };
        let award = read(&format!("Grant of {money} for one artist"), "").awards.remove(0).value;
        prop_assert_eq!(award.most, Some(money));
    }
}

#[test]
fn nothing_to_pay_is_said_in_many_ways() {
    let fee = |text: &str| {
        let document = crate::features::reading::Document::of_text(text);
        crate::features::reading::read(&document).terms.entry_fee.map(|fact| fact.value)
    };
    for text in [
        "Artists may apply. Applying costs nothing.",
        "We do not ask for an application fee.",
        "Cost to apply: None",
        "La inscripción es en línea y sin arancel.",
        "Le dépôt du dossier est gratuit.",
        "Meedoen is gratis.",
        "Eine Gebühr wird nicht erhoben.",
        "참가비 : 없음 (공공요금은 월 5만원 내외)",
    ] {
        assert_eq!(fee(text), Some(EntryFee::Free), "{text}");
    }
    assert_eq!(fee("Le dépôt est gratuit pour les membres."), None);
}

#[test]
fn sums_stand_by_their_label_below_an_offer_and_with_a_letter() {
    let most = |text: &str| {
        let document = crate::features::reading::Document::of_text(text);
        let terms = crate::features::reading::read(&document).terms;
        terms.per_recipient().and_then(|(_, most)| most).map(|money| money.amount.to_string())
    };
    assert_eq!(most("Grant for printmakers\nMaximum award: 25000").as_deref(), Some("25000"));
    assert_eq!(
        most("A prize\n\nWhat we offer\n\nUp to €3,500. It covers everything.").as_deref(),
        Some("3500")
    );
    assert_eq!(
        most("The overall winner goes home with a prize of N3 million.").as_deref(),
        Some("3000000")
    );
    assert_eq!(
        most(
            "Mural commission. All-inclusive budget: $90,000. Finalists receive a $1,000 stipend."
        )
        .as_deref(),
        Some("90000")
    );
}

#[test]
fn what_is_won_is_said_by_verbs_of_getting_and_by_places_in_other_languages() {
    let told = |text: &str| {
        let document = crate::features::reading::Document::of_text(&format!("Open call\n{text}"));
        let terms = crate::features::reading::read(&document).terms;
        let most = terms.per_recipient().and_then(|(_, most)| most);
        most.map(|money| {
            let currency = money.currency.map(|currency| currency.to_string()).unwrap_or_default();
            format!("{} {currency}", money.amount)
        })
    };
    for (text, wanted) in [
        ("Se entrega un incentivo de 40 millones de pesos colombianos.", "40000000 COP"),
        ("Cada um dos dez artistas recebe R$ 500.", "500 BRL"),
        ("Le lauréat touche chaque fois 5000 € pour son projet.", "5000 EUR"),
        ("Première place 2.500 €, deuxième 1.000 €, mention 500 €.", "2500 EUR"),
        ("In palio 500 euro.", "500 EUR"),
        ("The artist wins the grand prize of N 500,000.", "500000 NGN"),
        ("The first prize is R30,000 in cash, the second R15,000.", "30000 ZAR"),
        (
            "El premio reparte 36.000 euros: un primer premio de 24.000 euros y dos de 6.000 euros.",
            "24000 EUR",
        ),
    ] {
        assert_eq!(told(text).as_deref(), Some(wanted), "{text}");
    }
}
