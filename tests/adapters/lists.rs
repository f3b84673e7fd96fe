use super::*;

const CARDS: &str = r##"
    kind = "html_list"
    item = "article.call"
    link = "h3 a"
    next = "a.next"
    fields = [{ label = "Deadline", select = ".closes" }, { label = "Place", select = ".place" }]
    page = { content = "#content", without = [".share"], fields = [{ label = "Fee", select = ".fee" }] }
"##;

fn card(number: u32) -> String {
    format!(
        "<article class=\"call\"><h3><a href=\"calls/{number}\">Call {number}</a></h3>\
         <time datetime=\"2026-11-0{number}\">x</time>\
         <span class=\"closes\">{number} May 2027</span></article>"
    )
}

fn detail(path: &str) -> Reply {
    let number = path.rsplit('/').next().unwrap();
    html(format!(
        "<html><head><title>Call {number} | Cards</title></head><body><div id=\"side\">Menu</div>\
         <div id=\"content\"><h1>Call {number}</h1><p>About nets.</p><p class=\"share\">Share this</p>\
         <p class=\"fee\">none</p></div></body></html>"
    ))
}

fn two_pages(asked: &Asked) -> Reply {
    match asked.path.as_str() {
        "/list" => html(format!(
            "<base href=\"/\">{}{}<a class=\"next\" href=\"list?p=2\">Next</a>",
            card(1),
            card(2)
        )),
        "/list?p=2" => html(format!("<base href=\"/\">{}{}", card(2), card(3))),
        path if path.starts_with("/calls/") => detail(path),
        _ => nothing(),
    }
}

#[tokio::test]
async fn a_list_is_read_page_by_page_to_its_end() {
    let site = Site::new(two_pages).await;
    let read = run(site.source("/list", CARDS)).await.unwrap();
    assert_eq!(titles(&read), ["Call 1", "Call 2", "Call 2", "Call 3"]);
    assert_eq!(read[0].0.posted_on, NaiveDate::from_ymd_opt(2026, 11, 1));
    assert_eq!(
        text(&read, 0),
        "Call 1\n\nFee: none\nDeadline: 1 May 2027\n\nAbout nets.\n\nnone",
        "the labelled part of the page, what only the list says, then the page without what is shared"
    );
}

#[tokio::test]
async fn a_run_goes_on_where_its_cursor_points() {
    let site = Site::new(two_pages).await;
    let source = site.source("/list", CARDS);
    let first = adapter(source.clone()).list(&web(), None).await.unwrap();
    let rest = run_from(source, first.next).await.unwrap();
    assert_eq!(titles(&rest), ["Call 2", "Call 3"]);
    let paths = site.paths();
    assert_eq!(paths.iter().filter(|path| *path == "/list").count(), 1, "{paths:?}");
}

#[tokio::test]
async fn a_cursor_of_another_kind_begins_anew() {
    let site = Site::new(two_pages).await;
    let odd = Some(Cursor(serde_json::json!({ "page": "seven" })));
    assert_eq!(run_from(site.source("/list", CARDS), odd).await.unwrap().len(), 4);
}

#[tokio::test]
async fn a_next_link_without_end_is_left_after_the_pages_of_the_limit() {
    let site = Site::new(|asked| {
        let page: u32 = asked.parameter("p").and_then(|p| p.parse().ok()).unwrap_or(1);
        let next = page + 1;
        html(format!(
            "<article class=\"call\"><h3><a href=\"/c/{page}\">Call {page}</a></h3></article>\
             <a class=\"next\" href=\"?p={next}\">Next</a>"
        ))
    })
    .await;
    let adapter_text =
        "kind = \"html_list\"\nitem = \"article.call\"\nnext = \"a.next\"\nfollow = \"never\"";
    let source = site.source_with("/list", "limits = { pages = 7 }", adapter_text);
    assert_eq!(run(source).await.unwrap().len(), 7);
    let source = site.source_with("/list", "limits = { items = 3 }", adapter_text);
    assert_eq!(run(source).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_site_that_answers_every_page_number_with_the_same_page_is_seen_through() {
    let site = Site::new(|_| html(card(1))).await;
    let adapter_text = "kind = \"html_list\"\nitem = \"article.call\"\npage_parameter = \"paged\"\nfollow = \"never\"";
    let source = site.source("/list?sort=new", adapter_text);
    assert_eq!(titles(&run(source).await.unwrap()), ["Call 1"]);
    assert_eq!(site.paths(), ["/list?sort=new", "/list?sort=new&paged=2"]);
}

#[tokio::test]
async fn an_empty_list_is_an_empty_run() {
    let site = Site::new(|_| html("<p>No Results Found</p>")).await;
    assert_eq!(run(site.source("/list", CARDS)).await.unwrap().len(), 0);
}

#[tokio::test]
async fn hostile_titles_and_links_do_no_harm() {
    let site = Site::new(|_| {
        html(
            "<article class=\"call\"><h3><a href=\"/1\"><script>alert(1)</script>Nets <b>&amp;</b> \
             ropes<style>p{}</style></a></h3></article>\
             <article class=\"call\"><h3><a href=\"javascript:alert(1)\">Script</a></h3></article>\
             <article class=\"call\"><h3><a href=\"file:///etc/passwd\">File</a></h3></article>\
             <article class=\"call\"><h3><a href=\"/2\">   </a></h3></article>\
             <article class=\"call\"><h3><a href=\"/3\"><img src=x onerror=alert(1)>&lt;img src=x&gt;</a></h3></article>\
             <article class=\"call\"><h3>No link</h3></article>",
        )
    })
    .await;
    let adapter_text = "kind = \"html_list\"\nitem = \"article.call\"\nlink = \"h3 a\"";
    let listing = adapter(site.source("/list", adapter_text)).list(&web(), None).await.unwrap();
    let titles: Vec<&str> = listing.items.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(titles, ["Nets & ropes"]);
}

#[tokio::test]
async fn items_without_pages_of_their_own_are_read_from_the_list() {
    let site = Site::new(|_| {
        html(
            "<div class=\"c\"><h4>Mural, Mill Lane</h4><p>Budget: 4,000 €</p></div>\
              <div class=\"c\"><h4>Mural, Quay</h4><p>Budget: 5,000 €</p></div>",
        )
    })
    .await;
    let adapter_text = "kind = \"html_list\"\nitem = \".c\"\ntitle = \"h4\"\nfollow = \"never\"";
    let read = run(site.source("/list", adapter_text)).await.unwrap();
    assert_eq!(titles(&read), ["Mural, Mill Lane", "Mural, Quay"]);
    assert_ne!(read[0].0.key, read[1].0.key);
    assert_eq!(text(&read, 1), "Mural, Quay\n\nBudget: 5,000 €");
}

#[tokio::test]
async fn a_broken_page_concerns_its_item_only() {
    let site = Site::new(|asked| match asked.path.as_str() {
        "/list" => html(format!("<base href=\"/\">{}", card(1))),
        _ => (200, "application/pdf", b"%PDF-1.7".to_vec()),
    })
    .await;
    let refused = run(site.source("/list", CARDS)).await.unwrap_err();
    assert_eq!(refused.to_string(), "it is a PDF document, which is not read yet");
    assert_eq!(refused.scope, proletto::features::sources::Scope::Item);
}

#[tokio::test]
async fn nesting_without_end_is_read_to_its_end() {
    let site = Site::new(|_| {
        let deep = "<article class=\"call\"><b><i>".repeat(30_000);
        html(format!("{deep}<h3><a href=\"/1\">Nets</a></h3>"))
    })
    .await;
    let adapter_text = "kind = \"html_list\"\nitem = \"article.call\"\nfollow = \"never\"";
    let read = run(site.source("/list", adapter_text)).await.unwrap();
    assert_eq!(titles(&read), ["Nets"], "the outermost holds all the others");
}
