//! What an artist is asked, and what her answers settle.

use super::*;

#[tokio::test]
async fn what_only_she_can_judge_is_answered_where_it_stands() {
    let world = World::new().await;
    let mut notice = kiln();
    notice.body.push_str("\n\nApplicants must be members of the Clay Guild.");
    let board = Noticeboard::open("Tidal Board", vec![notice]).await;
    let mut source = board.source();
    source.trusted = true;
    world.collect(&source).await;
    let mut ada = people::ada(&world).await;
    fill_in(&mut ada, &[("Date or year of birth", "1987")]).await;
    let page = ada.open("/matches/conditions").await;
    page.must_say("Asked by calls that may be yours").must_say("One call asks this.");
    let condition = page.text_of(".judge p").remove(0);
    assert!(condition.to_lowercase().contains("clay guild"), "{condition}");
    ada.open("/opportunities").await;
    ada.follow(&kiln().title).await;
    let call = ada.page().at.clone();
    ada.page().must_say("It is not settled whether you can apply.");
    let button = |page: &Page, words: &str| {
        let buttons = page.text_of(".call .judge button");
        buttons.into_iter().find(|button| button.starts_with(words)).unwrap()
    };
    let no = button(ada.page(), "I do not");
    ada.press(&no).await.must_say("You cannot apply.");
    assert_eq!(ada.page().at, call, "back where it stood");
    ada.open("/matches").await.must_not_say(&kiln().title);
    ada.open("/matches?show=not-eligible").await.must_say(&kiln().title);
    let page = ada.open("/matches/conditions").await;
    page.must_say("What you answered").must_say("you do not meet this");
    let yes = page.text_of(".judge button").remove(0);
    assert!(yes.starts_with("I meet this"), "{yes}");
    ada.press(&yes).await;
    ada.open(&call).await.must_say("You can apply.");
    let forget = button(ada.page(), "Take my answer back");
    ada.press(&forget).await.must_say("It is not settled whether you can apply.");
}

#[tokio::test]
async fn what_each_organiser_asks_anew_is_answered_for_each() {
    let world = World::new().await;
    let asks = "\n\nPast residents are not eligible to apply again.";
    let mut first = kiln();
    first.body.push_str(asks);
    let mut other = kiln();
    other.slug = "ember-yard";
    other.title = "Ember Yard Residency 2027".into();
    other.body = other.body.replace("Kiln House", "Ember Yard").replace("€2,400", "€900");
    other.body = other.body.replace("30 April", "19 May").replace("Évora", "Porto");
    other.body.push_str(asks);
    let titles = [first.title.clone(), other.title.clone()];
    let board = Noticeboard::open("Tidal Board", vec![first, other]).await;
    let mut source = board.source();
    source.trusted = true;
    world.collect(&source).await;
    let mut ada = people::ada(&world).await;
    fill_in(&mut ada, &[("Date or year of birth", "1987")]).await;
    let page = ada.open("/matches/conditions").await;
    let buttons = page.text_of(".judge button");
    let had_it: Vec<&String> =
        buttons.iter().filter(|button| button.starts_with("I have received it before")).collect();
    assert_eq!(had_it.len(), 2, "each asks for itself: {buttons:?}");
    let kiln_house =
        had_it.iter().find(|button| button.contains("kiln house")).unwrap().to_string();
    ada.press(&kiln_house).await;
    let page = ada.open("/matches?show=not-eligible").await;
    page.must_say(&titles[0]).must_not_say(&titles[1]);
    ada.open("/matches").await.must_say(&titles[1]).must_not_say(&titles[0]);
    ada.follow(&titles[1]).await.must_say("It is not settled whether you can apply.");
    let not_yet = ada.page().text_of(".call .judge button").remove(0);
    assert!(not_yet.starts_with("I have not received it"), "{not_yet}");
    ada.press(&not_yet).await.must_say("You can apply.");
}

#[tokio::test]
async fn what_is_asked_on_top_is_what_calls_that_fit_hang_on() {
    let world = World::new().await;
    // More calls hang on her citizenship than on her age, and are nothing for her.
    let other =
        |slug, title: &str, body: &str| Notice { slug, title: title.into(), body: body.into() };
    let quay = "The Quay Gallery in Lisbon, Portugal, announces a prize for painters. The entry fee is €40.\n\n\
                Entries are due by 9 May 2027.\n\nOpen to citizens of Portugal only.";
    let pier = "Photographers may show one print on the Northern Pier in Porto, Portugal, for a weekend. To take \
                part costs €25.\n\nThe deadline is 20 June 2027.\n\nOpen to citizens of Portugal only.";
    let notices = vec![
        kiln(),
        other("quay", "Quay Painting Prize", quay),
        other("pier", "Prints on the Pier", pier),
    ];
    let board = Noticeboard::open("Tidal Board", notices).await;
    let mut source = board.source();
    source.trusted = true;
    world.collect(&source).await;
    let mut ada = people::ada(&world).await;
    let told: Vec<_> = A_CERAMIST
        .into_iter()
        .filter(|(label, _)| !matches!(*label, "Citizenships" | "Date or year of birth"))
        .collect();
    fill_in(&mut ada, &told).await;
    let question = ada.page().one(".question");
    assert!(question.contains("would settle 1 call of those that fit you well"), "{question}");
    assert!(question.contains("born") || question.contains("birth"), "{question}");
    // Where nothing fits, it is what settles most of what there is.
    ada.press(&format!("Hide: {}", kiln().title)).await;
    let question = ada.page().one(".question");
    assert!(question.contains("would settle 2 calls that cannot be judged yet"), "{question}");
}
