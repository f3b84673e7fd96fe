//! With the keyboard alone: where the focus is, and that it gets everywhere.

use proletto::app::Doors;

use super::{house, sign_in};
use crate::support::chrome::Chrome;
use crate::support::people;
use crate::support::routes::routes;

/// Where the keyboard is: the element that has the focus, waited for, since a page gives it when it is there.
async fn must_have_focus(chrome: &Chrome, selector: &str) {
    let script = format!("document.activeElement.matches({selector:?})");
    for _ in 0..100 {
        if chrome.eval(&script).await == true {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let there = chrome.eval("document.activeElement.outerHTML.slice(0, 200)").await;
    panic!("not {selector} has the focus, but {there}");
}

#[tokio::test]
async fn whoever_saves_a_call_goes_on_from_where_they_pressed() {
    const TAB: &str = "\u{e004}";
    let (world, base, _boards) = house().await;
    people::ada(&world).await;
    let Some(chrome) = Chrome::open(&base).await else { return };
    chrome.size(1280, 900).await;
    sign_in(&chrome, "ada@example.org").await;
    chrome.go("/matches").await;
    chrome.press("Save: ").await;
    chrome.must_say("Saved. You find it again under Saved.").await;
    must_have_focus(&chrome, ".match-said").await;
    // And it stays there, also once everything has loaded.
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    must_have_focus(&chrome, ".match-said").await;
    chrome.key(TAB).await;
    must_have_focus(&chrome, ".match-said button").await;
    // The same where it is said on top of a page.
    let slug: String =
        sqlx::query_scalar("select slug from opportunities where state = 'published' limit 1")
            .fetch_one(world.pool())
            .await
            .unwrap();
    chrome.go(&format!("/opportunities/{slug}")).await;
    chrome.press("Hide").await;
    chrome.must_say("Hidden. You find it again under Hidden.").await;
    must_have_focus(&chrome, "main > .flash").await;
    chrome.key(TAB).await;
    must_have_focus(&chrome, ".flash button").await;
    chrome.must_not_complain().await;
}

/// Goes through the page with the Tab key, all of it unfolded, and says what is wrong: what cannot be reached,
/// what does not show that it has the focus, where it goes no further.
async fn walk_by_keyboard(chrome: &Chrome, path: &str) -> Vec<String> {
    const WATCH: &str = "(() => {
        document.querySelectorAll('details').forEach((one) => { one.open = true; });
        const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
        const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled;
        const meant = (one) => shown(one) && one.tabIndex >= 0;
        // Of a group of radio buttons, one is in the order.
        const name = (one) => one.type === 'radio' ? `radio ${one.form && one.form.action} ${one.name}` : one;
        window.toReach = new Map([...document.querySelectorAll(all)].filter(meant).map((one) => [name(one), one]));
        window.without = [];
        document.addEventListener('focusin', ({ target }) => {
            window.toReach.delete(name(target));
            const style = getComputedStyle(target);
            const seen = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
                || style.boxShadow !== 'none';
            if (!seen) window.without.push(target.outerHTML.slice(0, 120));
        });
        document.activeElement.blur();
        window.scrollTo(0, 0);
        return window.toReach.size;
    })()";
    chrome.go(path).await;
    let count = chrome.eval(WATCH).await.as_u64().unwrap();
    // And what can be scrolled has its place among them.
    let tabs = usize::try_from(count).unwrap() + 60;
    chrome.keys("\u{e004}", tabs).await;
    let left =
        chrome.eval("[...window.toReach.values()].map((one) => one.outerHTML.slice(0, 120))").await;
    let without = chrome.eval("[...new Set(window.without)]").await;
    let lines = |what: &str, found: serde_json::Value| -> Vec<String> {
        let found = found.as_array().unwrap().iter();
        found.map(|one| format!("{path}: {what}: {one}")).collect()
    };
    [lines("cannot be reached", left), lines("does not show its focus", without)].concat()
}

#[tokio::test]
async fn every_page_can_be_walked_with_the_keyboard_alone() {
    let (world, base, _boards) = house().await;
    people::grace(&world).await;
    let Some(chrome) = Chrome::open(&base).await else { return };
    chrome.size(1280, 900).await;
    let mut wrong = Vec::new();
    for path in ["/sign-in", "/sign-up", "/password/forgot"] {
        wrong.extend(walk_by_keyboard(&chrome, path).await);
    }
    sign_in(&chrome, "grace@example.org").await;
    let ids = "select id::text from opportunities where state = 'waiting' limit 1";
    let slugs = "select slug from opportunities where state = 'published' limit 1";
    let one = async |sql: &'static str| -> String {
        sqlx::query_scalar(sql).fetch_one(world.pool()).await.unwrap()
    };
    let led_to = [
        format!("/review/{}", one(ids).await),
        format!("/opportunities/{}", one(slugs).await),
        format!("/opportunities/{}/wrong", one(slugs).await),
        "/sources/tidal-board".to_owned(),
    ];
    let doors = Doors::of(&world.state);
    let pages = [&doors.everyone, &doors.members.pages, &doors.staff].into_iter().flat_map(routes);
    // Links that lead on to another page have no page of their own.
    let no_pages = ["/account/two-step/square.svg", "/start", "/sign-in/code"];
    let pages = pages
        .filter(|route| route.methods.iter().any(|method| method == "GET"))
        .map(|route| route.path)
        .filter(|path| !path.contains('{') && !no_pages.contains(&path.as_str()));
    for path in pages.chain(led_to) {
        wrong.extend(walk_by_keyboard(&chrome, &path).await);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
