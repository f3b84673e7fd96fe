//! Until when, as news and notices of other languages say it, and the year that they leave out.

use super::{document, told, told_of};

#[test]
fn until_is_said_in_the_words_of_each_language() {
    for (text, expected) in [
        (
            "C'è tempo fino alle ore 12.00 di venerdì 12 marzo 2027 per la mostra.",
            "2027-03-12 12:00",
        ),
        ("Ha rinnovato il bando, che scade il 3 aprile 2027.", "2027-04-03"),
        ("Il progetto va inviato entro il 6 giugno 2027.", "2027-06-06"),
        ("Le domande vanno inviate entro le ore 13 del 5 maggio 2027.", "2027-05-05 13:00"),
        ("Con il modulo online entro il 10 febbraio 2027.", "2027-02-10"),
        ("Am 31.03.2027 muss er in Lund bei der Stiftung vorliegen.", "2027-03-31"),
        ("Las propuestas se reciben entre el 3 de enero y el 21 de agosto de 2027.", "2027-08-21"),
        ("El último día para solicitar es el jueves, 4 de marzo de 2027.", "2027-03-04"),
        ("线上报名到2027年4月17日为止。", "2027-04-17"),
        ("【申請期間】2026.12.3（四）－ 2027.1.6（三）", "2027-01-06"),
    ] {
        let read = told(&format!("Open call\n{text}"));
        assert!(read.starts_with(expected), "{text}: {read}");
    }
    // When the answer comes is no deadline.
    let answer = "Open call\nO resultado chega por e-mail até 20 de dezembro de 2027.";
    assert_eq!(told(answer), "!none");
}

#[test]
fn the_day_of_posting_dates_what_follows_it() {
    let until = "Salão de Artes\nRecebe inscrições até 8 de maio.";
    assert!(told(until).contains("!no year"), "{}", told(until));
    let mut posted = document(until);
    posted.url = "https://folha.example/2027/01/16/salao-de-artes".parse().ok();
    assert_eq!(told_of(&posted), "2027-05-08 Inferred");
    posted.url = "https://folha.example/noticias/20270116094430".parse().ok();
    assert_eq!(told_of(&posted), "2027-05-08 Inferred");
    posted.url = "https://folha.example/salao/2027".parse().ok();
    assert!(told_of(&posted).contains("!no year"), "a year alone is no day of posting");
    let top = told("date 2027-01 Salão de Artes. Recebe inscrições até 8 de maio.");
    assert_eq!(top, "2027-05-08 Inferred");
    // The same day twice is one day; two days without a year may come back every year.
    let twice = "Prix\n• 19 janvier 2027\nOn candidate jusqu'au 19 mars.\nEnvoi des dossiers jusqu'au 19 mars, minuit.";
    assert!(told(twice).starts_with("2027-03-19"), "{}", told(twice));
}
