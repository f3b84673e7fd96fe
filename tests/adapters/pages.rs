use super::*;

#[tokio::test]
async fn a_page_is_one_call_and_its_head_adds_what_its_text_does_not_say() {
    let site = Site::new(|_| {
        html(
            r#"<html lang="it"><head><title>Borse | Cantone</title>
            <meta property="og:description" content="Sostegno agli artisti del Cantone">
            <script type="application/ld+json">{"@context":"https://schema.org","@type":"Event",
              "name":"Borse","startDate":"2027-05-01","location":{"@type":"Place","name":"Casa Rossa"},
              "offers":{"price":"12"}}</script>
            <script type="application/ld+json">{"@type":"BreadcrumbList","name":"x"}</script></head>
            <body><main><h1>Borse di ricerca</h1><p>Termine: 31 gennaio 2027</p>
            <p>Casa Rossa</p></main></body></html>"#,
        )
    })
    .await;
    let read = run(site.source("/borse", "kind = \"page\"")).await.unwrap();
    let document = &read[0].1[0];
    assert_eq!(document.title.as_deref(), Some("Borse di ricerca"));
    assert_eq!(document.declared_language.as_deref(), Some("it"));
    insta::assert_snapshot!(document.text, @r"
    Borse di ricerca

    Termine: 31 gennaio 2027

    Casa Rossa

    Start date: 2027-05-01
    Description: Sostegno agli artisti del Cantone
    ");
}

#[tokio::test]
async fn a_page_with_several_calls_gives_one_document_each() {
    let site = Site::new(|_| {
        html(
            "<h1>Public art: requests</h1>\
             <section class=\"rfp\"><h2>Bridge mural</h2><p>Due: 1 May 2027</p></section>\
             <section class=\"rfp\"><h2>Library mobile</h2><p>Due: 9 June 2027</p>\
             <section class=\"rfp\"><p>Second phase</p></section></section>\
             <section class=\"rfp\"></section>",
        )
    })
    .await;
    let source = site.source("/rfp", "kind = \"page\"\npage = { several = \".rfp\" }");
    let read = run(source).await.unwrap();
    let documents = &read[0].1;
    let titles: Vec<_> = documents.iter().map(|d| d.title.as_deref().unwrap()).collect();
    assert_eq!(titles, ["Bridge mural", "Library mobile"]);
    assert_eq!(documents[1].text, "Library mobile\n\nDue: 9 June 2027\n\nSecond phase");
}

#[tokio::test]
async fn selectors_that_no_longer_match_are_told() {
    let site = Site::new(|_| html("<p>All new!</p>")).await;
    let source = site.source("/rfp", "kind = \"page\"\npage = { several = \".rfp\" }");
    assert_eq!(run(source).await.unwrap_err().to_string(), "nothing on its page matches .rfp");
    let source = site.source("/rfp", "kind = \"page\"\npage = { content = \"#gone\" }");
    assert_eq!(text(&run(source).await.unwrap(), 0), "All new!", "better too much than nothing");
}

#[tokio::test]
async fn a_page_that_only_scripts_could_show_is_refused() {
    let site =
        Site::new(|_| html("<title>Calls</title><div id=root></div><script>go()</script>")).await;
    let refused = run(site.source("/app", "kind = \"page\"")).await.unwrap_err();
    assert_eq!(refused.to_string(), "its page holds no text; perhaps only scripts could show it");
}

#[tokio::test]
async fn several_pages_of_one_funder_are_several_items() {
    let site =
        Site::new(|asked| html(format!("<h1>Programme {}</h1><p>Yearly.</p>", &asked.path[1..])))
            .await;
    let source = site.source("/one", "kind = \"page\"\nmore = [\"SITEtwo\"]");
    let read = run(source).await.unwrap();
    assert_eq!(read[1].1[0].title.as_deref(), Some("Programme two"));
    assert_eq!(read[1].0.key, format!("{}two", site.base));
}

#[tokio::test]
async fn links_are_kept_where_their_words_stand_and_none_of_the_menu() {
    let site = Site::new(|_| {
        html(
            "<nav><a href=\"/menu\">Apply</a></nav><main><h1>Halm Prize</h1>\
             <p>Read the <a href=\"/rules\">rules</a>. To apply, use \
             <a href=\"https://forms.example/halm\">the form</a> or <a href=\"/rules2\">the rules</a>.\
             </p></main>",
        )
    })
    .await;
    let read = run(site.source("/prize", "kind = \"page\"")).await.unwrap();
    let document = &read[0].1[0];
    let links: Vec<_> = document.links.iter().map(|l| (l.words.as_str(), l.url.path())).collect();
    assert_eq!(links, [("rules", "/rules"), ("the form", "/halm"), ("the rules", "/rules2")]);
    for link in &document.links {
        assert!(document.text[link.start.unwrap()..].starts_with(&link.words), "{link:?}");
    }
}

#[tokio::test]
async fn a_page_that_lists_calls_under_headings_is_split_and_each_keeps_its_own_link() {
    let site = Site::new(|_| {
        let call = |name: &str, due: &str, form: &str| {
            format!(
                "<h2>{name}</h2><p>The town looks for an artist or a team to make a lasting work, \
                 together with those who live around it. Artists of any place and age may send a \
                 letter, six pictures and a sketch.</p><p>Deadline: {due}</p>\
                 <p><a href=\"/{form}\">Apply here</a></p>"
            )
        };
        let calls = call("A Gate for Halm Square", "3 May 2027", "gate")
            + &call("A Mural in Brode", "9 June 2027", "mural");
        html(format!("<main><h1>Open calls</h1><p>For our readers.</p>{calls}</main>"))
    })
    .await;
    let read = run(site.source("/calls", "kind = \"page\"")).await.unwrap();
    let told: Vec<_> =
        read[0].1.iter().map(|d| (d.title.as_deref().unwrap(), d.links[0].url.path())).collect();
    assert_eq!(told, [("A Gate for Halm Square", "/gate"), ("A Mural in Brode", "/mural")]);
}
