//! Bytes to text, in the encoding they really have.

use std::sync::LazyLock;

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use regex::bytes::Regex;

/// A body as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding it was read in, by its name in the Encoding Standard.
    pub encoding: &'static str,
    /// Some bytes had no meaning in that encoding and became U+FFFD.
    pub damaged: bool,
}

/// How far into a document its own word about its encoding is looked for. Browsers stop at 1024;
/// real pages put scripts before their meta.
const DECLARATION_WITHIN: usize = 4096;

/// Reads bytes as text. What decides, in this order:
///
/// 1. a byte order mark;
/// 2. `charset` in the Content-Type header;
/// 3. the document's own word: `<meta charset>`, `<meta http-equiv>`, the XML declaration;
/// 4. UTF-8, where the bytes are valid UTF-8;
/// 5. windows-1252, in which every byte means something.
///
/// A declared encoding is passed over where the bytes speak against it: the next declared one in
/// which they make sense is taken, and text that is plainly UTF-8 is read as UTF-8 whatever the
/// label (servers label every file alike). Where nothing fits, the first declaration stands and the
/// damage is replaced and told; only where UTF-8 is declared and not one character of it is there, the
/// bytes are read as windows-1252.
pub fn decode_text(bytes: &[u8], content_type: Option<&str>) -> Text {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode(&bytes[mark..], encoding);
    }
    let declared: Vec<&'static Encoding> =
        content_type.and_then(charset_of).into_iter().chain(in_document(bytes)).collect();
    if declared.iter().all(gives_way_to_utf8) && is_plainly_utf8(bytes) {
        return decode(bytes, UTF_8);
    }
    if let Some(encoding) = declared.iter().find(|encoding| makes_sense(bytes, encoding)) {
        return decode(bytes, encoding);
    }
    match declared.first() {
        Some(encoding) if *encoding == UTF_8 && !holds_utf8(bytes) => decode(bytes, WINDOWS_1252),
        Some(encoding) => decode(bytes, encoding),
        None if std::str::from_utf8(bytes).is_ok() => decode(bytes, UTF_8),
        None => decode(bytes, WINDOWS_1252),
    }
}

fn decode(bytes: &[u8], encoding: &'static Encoding) -> Text {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    Text { text: text.into_owned(), encoding: encoding.name(), damaged }
}

fn makes_sense(bytes: &[u8], encoding: &'static Encoding) -> bool {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some()
}

/// Encodings that write everything in ASCII bytes or in pairs are never mistaken for UTF-8.
fn gives_way_to_utf8(encoding: &&'static Encoding) -> bool {
    ![ISO_2022_JP, UTF_16BE, UTF_16LE].contains(encoding)
}

/// Valid UTF-8 with enough in it beyond ASCII that no other encoding would look so by chance: a pair
/// of bytes may, four characters in a row of chances do not.
fn is_plainly_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes)
        .is_ok_and(|text| text.chars().filter(|c| !c.is_ascii()).take(4).count() == 4)
}

/// Whether any character beyond ASCII is there in valid UTF-8.
fn holds_utf8(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

fn charset_of(content_type: &str) -> Option<&'static Encoding> {
    let (_, parameters) = content_type.split_once(';')?;
    parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        name.trim().eq_ignore_ascii_case("charset").then(|| labelled(value.as_bytes())).flatten()
    })
}

fn labelled(label: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(label)
}

/// The document's own word. A page that can be read this far is no UTF-16, whatever it says.
fn in_document(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_WITHIN)];
    let head = COMMENT.replace_all(head, &b" "[..]);
    let xml = XML.captures(&head).and_then(|found| labelled(&found[1]));
    let found = xml.or_else(|| {
        META.find_iter(&head).find_map(|tag| {
            let label = CHARSET.captures(tag.as_bytes())?;
            labelled(&label[1])
        })
    })?;
    Some(if [UTF_16BE, UTF_16LE].contains(&found) { UTF_8 } else { found })
}

/// A pattern that is part of the program: a mistake in it shows in the first test.
#[expect(clippy::expect_used, reason = "the patterns are constants")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a valid pattern")
}

static COMMENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s-u)<!--.*?-->"));
static XML: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(?i-u)\A\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w:.-]+)["']"#));
static META: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i-u)<meta[\s/][^>]*>"));
/// `charset=` as an attribute of its own or inside `content`, where a media type comes before it.
static CHARSET: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(?i-u)(?:[\s/"']|;\s*)charset\s*=\s*["']?\s*([\w:.-]+)"#));

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "Résidence à Genève : dépôt des dossiers jusqu’au 3 août";

    fn encoded(text: &str, label: &str) -> Vec<u8> {
        let (bytes, _, missing) = Encoding::for_label(label.as_bytes()).unwrap().encode(text);
        assert!(!missing, "{text} cannot be written in {label}");
        bytes.into_owned()
    }

    #[track_caller]
    fn reads(bytes: &[u8], content_type: Option<&str>, encoding: &str, contains: &str) {
        let read = decode_text(bytes, content_type);
        assert_eq!(read.encoding, encoding);
        assert!(read.text.contains(contains), "{}", read.text);
        assert!(!read.damaged, "{}", read.text);
    }

    #[test]
    fn the_header_says_it() {
        for (label, text, name) in [
            ("windows-1252", SENTENCE, "windows-1252"),
            ("iso-8859-1", SENTENCE, "windows-1252"),
            ("shift_jis", "作品の応募締切は八月三日です", "Shift_JIS"),
            ("euc-kr", "작가 공모 마감 8월 3일", "EUC-KR"),
            ("gb2312", "艺术家驻留计划截止日期", "GBK"),
            ("koi8-r", "Заявки принимаются до 3 августа", "KOI8-R"),
            ("iso-2022-jp", "応募締切", "ISO-2022-JP"),
            ("utf-8", "応募締切", "UTF-8"),
        ] {
            let header = format!("text/html; Charset=\"{label}\"");
            reads(&encoded(text, label), Some(&header), name, text);
        }
    }

    #[test]
    fn the_page_says_it_where_the_header_is_silent() {
        for declaration in [
            r#"<meta charset="euc-kr">"#,
            "<META CHARSET=euc-kr />",
            r#"<meta http-equiv="Content-Type" content="text/html; charset=euc-kr">"#,
            "<meta content='text/html;charset = euc-kr' http-equiv=content-type>",
            r#"<!-- <meta charset="shift_jis"> --><meta charset="euc-kr">"#,
            r#"<meta name="x" content="y"><meta charset='euc-kr'>"#,
            r#"<meta charset="no-such-thing"><meta charset="euc-kr">"#,
            r#"<?xml version="1.0" encoding="euc-kr"?>"#,
        ] {
            let page = encoded(&format!("{declaration}<p>작가 공모"), "euc-kr");
            reads(&page, Some("text/html"), "EUC-KR", "작가 공모");
        }
    }

    #[test]
    fn a_byte_order_mark_outranks_every_label() {
        let mut page = vec![0xEF, 0xBB, 0xBF];
        page.extend_from_slice("é".as_bytes());
        let read = decode_text(&page, Some("text/html; charset=windows-1252"));
        assert_eq!((read.text.as_str(), read.encoding), ("é", "UTF-8"));
        let page: Vec<u8> = [0xFEFF_u16]
            .into_iter()
            .chain("août".encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        reads(&page, Some("text/html; charset=utf-8"), "UTF-16LE", "août");
    }

    #[test]
    fn a_server_that_labels_everything_latin_is_not_believed_about_utf8() {
        let page = format!("<meta charset=utf-8><p>{SENTENCE}");
        reads(page.as_bytes(), Some("text/html; charset=ISO-8859-1"), "UTF-8", "août");
        reads(SENTENCE.as_bytes(), Some("text/html; charset=gbk"), "UTF-8", "août");
    }

    #[test]
    fn a_wrong_label_gives_way_to_one_that_fits() {
        let page = encoded(&format!("<meta charset=windows-1252><p>{SENTENCE}"), "windows-1252");
        reads(&page, Some("text/html; charset=utf-8"), "windows-1252", "août");
    }

    #[test]
    fn without_any_label_utf8_or_else_every_byte_means_something() {
        reads(SENTENCE.as_bytes(), None, "UTF-8", "août");
        reads(b"plain", None, "UTF-8", "plain");
        reads(b"", None, "UTF-8", "");
        reads(&encoded(SENTENCE, "windows-1252"), None, "windows-1252", "août");
    }

    #[test]
    fn damage_is_replaced_and_told() {
        let read = decode_text(b"<meta charset=utf-8>\xC3\xA0 ao\xFBt", None);
        assert_eq!(read.text, "<meta charset=utf-8>\u{e0} ao\u{FFFD}t");
        assert!(read.damaged);
    }

    #[test]
    fn what_says_utf8_and_holds_none_of_it_is_windows_1252() {
        reads(
            b"<meta charset=utf-8>ao\xFBt",
            Some("text/html; charset=utf-8"),
            "windows-1252",
            "août",
        );
    }

    #[test]
    fn a_page_that_claims_utf16_in_ascii_is_utf8() {
        reads(b"<meta charset=utf-16><p>open call", None, "UTF-8", "open call");
    }
}
