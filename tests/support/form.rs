//! A form as it stands in the HTML: which fields it has, how they are labelled, what it would send.

use std::cell::RefCell;
use std::collections::HashMap;

use axum::http::Method;
use scraper::{ElementRef, Html, Selector};

/// A form and what would be sent.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where it goes; `None`: to its own page.
    pub action: Option<String>,
    pub method: Method,
    fields: Vec<Field>,
    button: Option<(String, String)>,
}

#[derive(Clone, Debug)]
struct Field {
    name: String,
    label: String,
    /// The legend of the group it stands in.
    group: String,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Line(String),
    /// Value and whether it is ticked.
    Tick(String, bool),
    Radio(String, bool),
    /// Value and words of each, and which is chosen.
    Select(Vec<(String, String)>, usize),
}

/// The form that the button with these words sends; or that goes to this address, where the words begin
/// with a slash.
///
/// # Errors
/// There is none, or more than one.
pub fn find(document: &Html, button: &str) -> Result<Form, String> {
    let by_address = button.starts_with('/');
    let mut found = Vec::new();
    for element in document.select(selector("button, input[type=submit]")) {
        if element.attr("type") == Some("button") {
            continue;
        }
        let Some(form) = form_of(document, element) else { continue };
        let action = form.attr("action").unwrap_or_default();
        let fits = if by_address { action == button } else { words_of(element) == button };
        if fits {
            found.push((form, element));
        }
    }
    match found.as_slice() {
        [(form, element)] => Ok(read(document, *form, *element)),
        [] => Err(format!("there is no button {button:?}")),
        several => Err(format!("{} buttons are called {button:?}", several.len())),
    }
}

impl Form {
    /// Answers the field with this label.
    #[track_caller]
    pub fn answer(&mut self, label: &str, value: &str) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.label == label) {
            field.fill(value);
        } else if self.fields.iter().any(|field| field.group == label && field.is_radio()) {
            self.choose(label, value);
        } else {
            let labels: Vec<&str> = self.fields.iter().map(|field| field.label.as_str()).collect();
            panic!("no field is labelled {label:?}; there are {labels:?}");
        }
    }

    /// Chooses one of a group of radio buttons by its words.
    #[track_caller]
    fn choose(&mut self, group: &str, words: &str) {
        let mut chosen = 0;
        for field in self.fields.iter_mut().filter(|field| field.group == group) {
            let this = field.label == words;
            if let Kind::Radio(_, on) = &mut field.kind {
                *on = this;
                chosen += usize::from(this);
            }
        }
        assert_eq!(chosen, 1, "{group:?} has no choice {words:?}");
    }

    /// What stands in the field with this label now.
    #[track_caller]
    pub fn value(&self, label: &str) -> String {
        let field = self.fields.iter().find(|field| field.label == label);
        match field.map(|field| &field.kind) {
            Some(Kind::Line(value)) => value.clone(),
            Some(Kind::Tick(_, on) | Kind::Radio(_, on)) => {
                if *on { "yes" } else { "no" }.to_owned()
            }
            Some(Kind::Select(options, chosen)) => options[*chosen].1.clone(),
            None => panic!("no field is labelled {label:?}"),
        }
    }

    /// What would be sent, in order.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for field in self.fields.iter().filter(|field| !field.name.is_empty()) {
            match &field.kind {
                Kind::Line(value) => pairs.push((field.name.clone(), value.clone())),
                Kind::Tick(value, true) | Kind::Radio(value, true) => {
                    pairs.push((field.name.clone(), value.clone()));
                }
                Kind::Tick(..) | Kind::Radio(..) => {}
                Kind::Select(options, chosen) => {
                    pairs.push((field.name.clone(), options[*chosen].0.clone()));
                }
            }
        }
        pairs.extend(self.button.clone());
        pairs
    }
}

impl Field {
    fn is_radio(&self) -> bool {
        matches!(self.kind, Kind::Radio(..))
    }

    #[track_caller]
    fn fill(&mut self, value: &str) {
        match &mut self.kind {
            Kind::Line(text) => value.clone_into(text),
            Kind::Tick(_, on) | Kind::Radio(_, on) => match value {
                "yes" => *on = true,
                "no" => *on = false,
                _ => panic!("{:?} is ticked with yes or no, not {value:?}", self.label),
            },
            Kind::Select(options, chosen) => {
                let found = options.iter().position(|(_, words)| words == value);
                *chosen = found
                    .unwrap_or_else(|| panic!("{:?} has no {value:?}: {options:?}", self.label));
            }
        }
    }
}

fn read(document: &Html, form: ElementRef<'_>, button: ElementRef<'_>) -> Form {
    let method = match form.attr("method").unwrap_or("get").to_ascii_lowercase().as_str() {
        "post" => Method::POST,
        _ => Method::GET,
    };
    let controls = document.select(selector("input, select, textarea"));
    let belongs = |control: &ElementRef<'_>| {
        form_of(document, *control).is_some_and(|its| its.id() == form.id())
    };
    let fields = controls.filter(belongs).filter_map(|control| field(document, control)).collect();
    let action = button.attr("formaction").or(form.attr("action"));
    let button = button
        .attr("name")
        .map(|name| (name.to_owned(), button.attr("value").unwrap_or_default().to_owned()));
    Form { action: action.map(str::to_owned), method, fields, button }
}

fn field(document: &Html, control: ElementRef<'_>) -> Option<Field> {
    let value = control.attr("value").unwrap_or_default().to_owned();
    let checked = control.attr("checked").is_some();
    let kind = match (control.value().name(), control.attr("type").unwrap_or("text")) {
        ("input", "submit" | "button" | "reset" | "image") => return None,
        ("input", "checkbox") => Kind::Tick(value, checked),
        ("input", "radio") => Kind::Radio(value, checked),
        ("input", _) => Kind::Line(value),
        ("select", _) => {
            let all: Vec<_> = control.select(selector("option")).collect();
            let chosen = all.iter().position(|one| one.attr("selected").is_some()).unwrap_or(0);
            let pair = |one: &ElementRef<'_>| {
                let words = one.text().collect::<String>().trim().to_owned();
                (one.attr("value").unwrap_or(&words).to_owned(), words)
            };
            Kind::Select(all.iter().map(pair).collect(), chosen)
        }
        _ => {
            let text: String = control.text().collect();
            // A line break directly after the tag is not part of what was typed.
            Kind::Line(text.strip_prefix('\n').unwrap_or(&text).to_owned())
        }
    };
    Some(Field {
        name: control.attr("name").unwrap_or_default().to_owned(),
        label: label_of(document, control).unwrap_or_default(),
        group: legend_of(control),
        kind,
    })
}

/// The words of the label that belongs to a control, without remarks in small print.
pub fn label_of(document: &Html, control: ElementRef<'_>) -> Option<String> {
    let id = control.attr("id");
    let for_it = |label: &ElementRef<'_>| match label.attr("for") {
        Some(target) => Some(target) == id,
        None => label.descendants().any(|node| node.id() == control.id()),
    };
    document.select(selector("label")).find(for_it).map(plain)
}

fn legend_of(control: ElementRef<'_>) -> String {
    let group = control.ancestors().filter_map(ElementRef::wrap);
    let mut group = group.filter(|element| element.value().name() == "fieldset");
    group
        .next()
        .and_then(|group| group.select(selector("legend")).next().map(plain))
        .unwrap_or_default()
}

/// Words without small print and key caps.
fn plain(element: ElementRef<'_>) -> String {
    fn write(element: ElementRef<'_>, words: &mut String) {
        for child in element.children() {
            if let Some(text) = child.value().as_text() {
                words.push_str(text);
            } else if let Some(child) = ElementRef::wrap(child)
                && !child.value().classes().any(|class| class == "tick-count")
                && !matches!(child.value().name(), "small" | "kbd" | "svg")
            {
                write(child, words);
            }
        }
    }
    let mut words = String::new();
    write(element, &mut words);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words_of(button: ElementRef<'_>) -> String {
    match button.value().name() {
        "input" => button.attr("value").unwrap_or_default().to_owned(),
        _ => plain(button),
    }
}

/// The form a control belongs to: the one it names, or the one it stands in.
fn form_of<'a>(document: &'a Html, control: ElementRef<'a>) -> Option<ElementRef<'a>> {
    if let Some(id) = control.attr("form") {
        return document.select(selector("form")).find(|form| form.attr("id") == Some(id));
    }
    let mut around = control.ancestors().filter_map(ElementRef::wrap);
    around.find(|element| element.value().name() == "form")
}

/// A selector, made once.
pub fn selector(css: &str) -> &'static Selector {
    thread_local! {
        static KNOWN: RefCell<HashMap<String, &'static Selector>> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|known| {
        let make = || &*Box::leak(Box::new(Selector::parse(css).unwrap()));
        *known.entry(css.to_owned()).or_insert_with(make)
    })
}
