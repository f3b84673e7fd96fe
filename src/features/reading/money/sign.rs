//! Which words and marks beside a number make it money.

use super::currency::Sign;

/// Marks that stand before a number. Longer ones first where one ends with another.
const BEFORE: &[(&str, Sign)] = &[
    ("AUD$", Sign::is(b"AUD")),
    ("CAD$", Sign::is(b"CAD")),
    ("USD$", Sign::is(b"USD")),
    ("NZD$", Sign::is(b"NZD")),
    ("MXN$", Sign::is(b"MXN")),
    ("U$S", Sign::is(b"USD")),
    ("US$", Sign::is(b"USD")),
    ("AU$", Sign::is(b"AUD")),
    ("CA$", Sign::is(b"CAD")),
    ("NZ$", Sign::is(b"NZD")),
    ("HK$", Sign::is(b"HKD")),
    ("NT$", Sign::is(b"TWD")),
    ("MX$", Sign::is(b"MXN")),
    ("AR$", Sign::is(b"ARS")),
    ("R$", Sign::is(b"BRL")),
    ("A$", Sign::is(b"AUD")),
    ("C$", Sign::is(b"CAD")),
    ("S$", Sign::is(b"SGD")),
    ("S/", Sign::is(b"PEN")),
    ("$", Sign::Dollar),
    ("＄", Sign::Dollar),
    ("€", Sign::is(b"EUR")),
    ("£", Sign::is(b"GBP")),
    ("¥", Sign::Yen),
    ("￥", Sign::Yen),
    ("₹", Sign::is(b"INR")),
    ("₩", Sign::is(b"KRW")),
    ("₦", Sign::is(b"NGN")),
    ("₱", Sign::is(b"PHP")),
    ("₫", Sign::is(b"VND")),
    ("฿", Sign::is(b"THB")),
    ("₺", Sign::is(b"TRY")),
    ("₴", Sign::is(b"UAH")),
    ("₪", Sign::is(b"ILS")),
    ("₽", Sign::is(b"RUB")),
    ("₸", Sign::is(b"KZT")),
    ("₾", Sign::is(b"GEL")),
    ("Rs.", Sign::Rupee),
    ("Rs", Sign::Rupee),
    ("Re.", Sign::Rupee),
    ("Euros", Sign::is(b"EUR")),
    ("Euro", Sign::is(b"EUR")),
    ("EURO", Sign::is(b"EUR")),
    ("euros", Sign::is(b"EUR")),
    ("euro", Sign::is(b"EUR")),
    ("SFr.", Sign::is(b"CHF")),
    ("Fr.", Sign::Franc),
    ("FCFA", Sign::is(b"XOF")),
    ("KSh", Sign::is(b"KES")),
    ("Ksh", Sign::is(b"KES")),
    ("KES", Sign::is(b"KES")),
    ("RM", Sign::is(b"MYR")),
    ("Rp.", Sign::is(b"IDR")),
    ("Rp", Sign::is(b"IDR")),
    ("RMB", Sign::is(b"CNY")),
    ("kr.", Sign::Krone),
    ("kr", Sign::Krone),
];

/// Words and marks that stand after a number, in small letters. Longer ones first.
const AFTER: &[(&str, Sign)] = &[
    ("us dollars", Sign::is(b"USD")),
    ("u.s. dollars", Sign::is(b"USD")),
    ("us-dollar", Sign::is(b"USD")),
    ("american dollars", Sign::is(b"USD")),
    ("dólares americanos", Sign::is(b"USD")),
    ("dólares estadounidenses", Sign::is(b"USD")),
    ("australian dollars", Sign::is(b"AUD")),
    ("canadian dollars", Sign::is(b"CAD")),
    ("dollars canadiens", Sign::is(b"CAD")),
    ("new zealand dollars", Sign::is(b"NZD")),
    ("hong kong dollars", Sign::is(b"HKD")),
    ("singapore dollars", Sign::is(b"SGD")),
    ("dollars", Sign::Dollar),
    ("dollar", Sign::Dollar),
    ("dólares", Sign::Dollar),
    ("pounds", Sign::is(b"GBP")),
    ("british pounds", Sign::is(b"GBP")),
    ("euros", Sign::is(b"EUR")),
    ("euro", Sign::is(b"EUR")),
    ("€", Sign::is(b"EUR")),
    ("£", Sign::is(b"GBP")),
    ("$", Sign::Dollar),
    ("us$", Sign::is(b"USD")),
    ("yen", Sign::is(b"JPY")),
    ("円", Sign::is(b"JPY")),
    ("원", Sign::is(b"KRW")),
    ("won", Sign::is(b"KRW")),
    ("元", Sign::is(b"CNY")),
    ("francs cfa", Sign::is(b"XOF")),
    ("fcfa", Sign::is(b"XOF")),
    ("f cfa", Sign::is(b"XOF")),
    ("cfa", Sign::is(b"XOF")),
    ("francs suisses", Sign::is(b"CHF")),
    ("swiss francs", Sign::is(b"CHF")),
    ("schweizer franken", Sign::is(b"CHF")),
    ("franken", Sign::is(b"CHF")),
    ("franchi", Sign::is(b"CHF")),
    ("francs", Sign::Franc),
    ("fr.", Sign::Franc),
    ("de pesos mexicanos", Sign::is(b"MXN")),
    ("de pesos colombianos", Sign::is(b"COP")),
    ("de pesos argentinos", Sign::is(b"ARS")),
    ("de pesos chilenos", Sign::is(b"CLP")),
    ("de pesos", Sign::Peso),
    ("de euros", Sign::is(b"EUR")),
    ("d'euros", Sign::is(b"EUR")),
    ("di euro", Sign::is(b"EUR")),
    ("de reais", Sign::is(b"BRL")),
    ("pesos mexicanos", Sign::is(b"MXN")),
    ("mexican pesos", Sign::is(b"MXN")),
    ("m.n.", Sign::is(b"MXN")),
    ("pesos colombianos", Sign::is(b"COP")),
    ("pesos argentinos", Sign::is(b"ARS")),
    ("pesos chilenos", Sign::is(b"CLP")),
    ("pesos", Sign::Peso),
    ("reais", Sign::is(b"BRL")),
    ("soles", Sign::is(b"PEN")),
    ("indian rupees", Sign::is(b"INR")),
    ("rupees", Sign::Rupee),
    ("złotych", Sign::is(b"PLN")),
    ("zł", Sign::is(b"PLN")),
    ("zloty", Sign::is(b"PLN")),
    ("kč", Sign::is(b"CZK")),
    ("kronor", Sign::is(b"SEK")),
    ("kroner", Sign::Krone),
    ("kr", Sign::Krone),
    ("forint", Sign::is(b"HUF")),
    ("ft", Sign::is(b"HUF")),
    ("dirhams", Sign::is(b"MAD")),
    ("rand", Sign::is(b"ZAR")),
    ("naira", Sign::is(b"NGN")),
    ("cedis", Sign::is(b"GHS")),
    ("shillings", Sign::Shilling),
    ("ringgit", Sign::is(b"MYR")),
    ("baht", Sign::is(b"THB")),
    ("rupiah", Sign::is(b"IDR")),
    ("lei", Sign::is(b"RON")),
    ("руб", Sign::is(b"RUB")),
    ("₽", Sign::is(b"RUB")),
    ("₺", Sign::is(b"TRY")),
    ("₹", Sign::is(b"INR")),
];

/// Codes read as such beside a number. Left out: those that are English words (ALL, TOP, TRY, CUP).
const CODES: &[&[u8; 3]] = &[
    b"USD", b"EUR", b"GBP", b"AUD", b"CAD", b"NZD", b"JPY", b"CHF", b"CNY", b"HKD", b"SGD", b"TWD",
    b"KRW", b"INR", b"PKR", b"LKR", b"NPR", b"BDT", b"IDR", b"MYR", b"PHP", b"THB", b"VND", b"BRL",
    b"MXN", b"ARS", b"CLP", b"COP", b"PEN", b"UYU", b"BOB", b"PYG", b"CRC", b"DOP", b"GTQ", b"ZAR",
    b"NGN", b"GHS", b"KES", b"UGX", b"TZS", b"RWF", b"ETB", b"XOF", b"XAF", b"MAD", b"TND", b"DZD",
    b"EGP", b"AED", b"SAR", b"QAR", b"KWD", b"BHD", b"OMR", b"JOD", b"LBP", b"ILS", b"GEL", b"AMD",
    b"AZN", b"KZT", b"UAH", b"RUB", b"PLN", b"CZK", b"HUF", b"RON", b"BGN", b"RSD", b"MKD", b"ISK",
    b"DKK", b"SEK", b"NOK", b"ZMW", b"BWP", b"MUR", b"NAD", b"MZN", b"AOA", b"JMD",
];

/// The sign that ends just before `at` (spaces between allowed), and where it begins.
pub(super) fn before(text: &str, at: usize) -> Option<(Sign, usize)> {
    let head = text[..at].trim_end_matches([' ', '\t', '\u{a0}', '\u{202f}']);
    if at - head.len() > 6 {
        return None;
    }
    let found = BEFORE.iter().find_map(|(mark, sign)| {
        let start = head.strip_suffix(mark)?.len();
        let wordlike = mark.starts_with(|c: char| c.is_ascii_alphabetic());
        (!wordlike || !ends_in_letter(&head[..start])).then_some((*sign, start))
    });
    match found {
        Some((Sign::Dollar, start)) => {
            Some(whose_dollar(text, start).unwrap_or((Sign::Dollar, start)))
        }
        Some(found) => Some(found),
        None => code_before(text, at)
            .or_else(|| letter_before(text, at, 'R', Sign::is(b"ZAR")))
            .or_else(|| letter_before(text, at, 'N', Sign::is(b"NGN"))),
    }
}

/// The sign that begins just after `at`, and where it ends.
pub(super) fn after(text: &str, at: usize) -> Option<(Sign, usize)> {
    let tail = &text[at..];
    let rest = tail.trim_start_matches([' ', '\t', '\u{a0}', '\u{202f}']);
    let start = at + (tail.len() - rest.len());
    if start - at > 4 {
        return None;
    }
    if let Some(code) = code_at(text, start) {
        return Some((Sign::Is(code), start + 3));
    }
    let lower: String = rest.chars().take(26).collect::<String>().to_lowercase();
    AFTER.iter().find_map(|(word, sign)| {
        let behind = lower.strip_prefix(word)?;
        let wordlike = word.ends_with(|c: char| c.is_alphabetic() && !is_wide(c));
        let glued = behind.starts_with(|c: char| c.is_alphanumeric() && !is_wide(c));
        let sign_of_next =
            *word == "$" && behind.trim_start().starts_with(|c: char| c.is_ascii_digit());
        if (wordlike && glued) || sign_of_next {
            return None;
        }
        // Lowering may change byte lengths, so count characters in the text itself.
        let length = rest.chars().take(word.chars().count()).map(char::len_utf8).sum::<usize>();
        Some((*sign, start + length))
    })
}

/// A code in brackets or bare after an amount that already has a sign: `$4,500 (USD)`, `$10,000 AUD`.
pub(super) fn code_behind(text: &str, at: usize) -> Option<(Sign, usize)> {
    let tail = &text[at..];
    let rest = tail.trim_start_matches([' ', '\u{a0}', '(', '[']);
    let start = at + (tail.len() - rest.len());
    if start - at > 3 {
        return None;
    }
    let code = code_at(text, start)?;
    let end = start + 3;
    let closed = text[end..].starts_with([')', ']']) && text[at..start].contains(['(', '[']);
    Some((Sign::Is(code), if closed { end + 1 } else { end }))
}

/// `USD $1,800`, `US $50`: words before the sign say which dollar.
fn whose_dollar(text: &str, at: usize) -> Option<(Sign, usize)> {
    let head = text[..at].trim_end_matches([' ', '\u{a0}']);
    let named = [("U.S.", Sign::is(b"USD")), ("US", Sign::is(b"USD")), ("CDN", Sign::is(b"CAD"))];
    named
        .iter()
        .find_map(|(word, sign)| {
            let start = head.strip_suffix(word)?.len();
            (!ends_in_letter(&head[..start])).then_some((*sign, start))
        })
        .or_else(|| code_before(text, at))
}

fn code_before(text: &str, at: usize) -> Option<(Sign, usize)> {
    let head = text[..at].trim_end_matches([' ', '\u{a0}', ':']);
    if at - head.len() > 3 {
        return None;
    }
    let start = head.len().checked_sub(3)?;
    let code = code_at(text, start)?;
    (!ends_in_letter(&text[..start])).then_some((Sign::Is(code), start))
}

fn code_at(text: &str, start: usize) -> Option<super::Currency> {
    let word = text.get(start..start + 3)?;
    let known = CODES.iter().any(|code| code.as_slice() == word.as_bytes());
    let ends = !text[start + 3..].starts_with(|c: char| c.is_ascii_alphabetic());
    if known && ends { super::Currency::new(word) } else { None }
}

/// `R5,000`, `N3m`: rand and naira by their letter, but only glued to a number as amounts are written,
/// for `R2` is many things.
fn letter_before(text: &str, at: usize, letter: char, sign: Sign) -> Option<(Sign, usize)> {
    // "N 500,000": a blank only before thousands.
    let near = text[..at]
        .strip_suffix(' ')
        .filter(|_| is_group(text[at..].trim_start_matches(|c: char| c.is_ascii_digit())));
    let head = near.unwrap_or(&text[..at]).strip_suffix(letter)?;
    let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[at + digits..];
    let grouped = (1..=3).contains(&digits) && is_group(rest);
    let multiplied =
        ["m ", "m)", "m,", "m.", " million", "k "].iter().any(|it| rest.starts_with(it));
    // "R50.00" has its cents.
    let cents =
        rest.starts_with('.') && rest[1..].bytes().take_while(u8::is_ascii_digit).count() == 2;
    let amount = grouped || multiplied || letter == 'R' && ((3..=6).contains(&digits) || cents);
    (amount && !ends_in_letter(head)).then_some((sign, head.len()))
}

fn is_group(rest: &str) -> bool {
    let mut bytes = rest.bytes();
    matches!(bytes.next(), Some(b',' | b' '))
        && bytes.take(3).filter(u8::is_ascii_digit).count() == 3
}

fn ends_in_letter(head: &str) -> bool {
    head.ends_with(|c: char| c.is_alphanumeric() && !is_wide(c))
}

/// Letters of scripts that are written without spaces.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}
