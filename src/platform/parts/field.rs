//! A form field: its label, what was typed, and what was wrong with it.

use askama::Template;

/// One field of a form.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/field.html")]
pub struct Field {
    /// The name it is sent under.
    pub name: String,
    /// Its id, `field-{key}`: the name, unless several fields of a page share one.
    pub key: String,
    /// The label.
    pub label: String,
    /// What kind of field it is.
    pub input: Input,
    /// What was typed, or what is known already. Never kept for passwords.
    pub value: String,
    /// A sentence that helps to fill it in.
    pub hint: Option<String>,
    /// What was wrong, in a sentence that says what to do.
    pub error: Option<String>,
    /// It may not stay empty.
    pub required: bool,
    /// The `autocomplete` token: "email", "new-password", "name".
    pub autocomplete: Option<&'static str>,
    /// It has the focus when the page opens.
    pub focus: bool,
}

/// The kinds of field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// One line, of this `type`: "text", "email", "url", "search", "password", "date".
    Line(&'static str),
    /// A whole number between these.
    Number {
        /// Least.
        min: i64,
        /// Most.
        max: i64,
    },
    /// Several lines, so many shown.
    Area(u32),
    /// One of a list.
    Select(Vec<Choice>),
    /// One of a few.
    Radios(Vec<Choice>),
    /// Any of a few. That none is ticked is sent, too, as an empty value.
    Checks(Vec<Choice>),
    /// Any of many, by what they belong to.
    Groups(Vec<Family>),
}

/// Choices that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// What they have in common.
    pub title: String,
    /// The choices.
    pub choices: Vec<Choice>,
}

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub words: String,
    /// A remark beside it.
    pub hint: Option<String>,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// Everything that was wrong with a form, at its head, each line leading to its field.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/error_summary.html")]
pub struct ErrorSummary {
    /// The id of the field and what was wrong with it.
    pub errors: Vec<(String, String)>,
}

impl Field {
    fn new(name: impl Into<String>, label: impl Into<String>, input: Input) -> Self {
        let name = name.into();
        Self {
            key: name.clone(),
            name,
            label: label.into(),
            input,
            value: String::new(),
            hint: None,
            error: None,
            required: false,
            autocomplete: None,
            focus: false,
        }
    }

    /// One line of text.
    pub fn text(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(name, label, Input::Line("text"))
    }

    /// One line of another `type`: "email", "url", "date", "password".
    pub fn line(kind: &'static str, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(name, label, Input::Line(kind))
    }

    /// A whole number from `min` to `max`.
    pub fn number(name: impl Into<String>, label: impl Into<String>, min: i64, max: i64) -> Self {
        Self::new(name, label, Input::Number { min, max })
    }

    /// Several lines of text.
    pub fn area(name: impl Into<String>, label: impl Into<String>, rows: u32) -> Self {
        Self::new(name, label, Input::Area(rows))
    }

    /// One of a list.
    pub fn select(name: impl Into<String>, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self::new(name, label, Input::Select(choices))
    }

    /// One of a few.
    pub fn radios(name: impl Into<String>, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self::new(name, label, Input::Radios(choices))
    }

    /// Any of many, in groups that are folded away where nothing in them is chosen.
    pub fn groups(name: impl Into<String>, label: impl Into<String>, groups: Vec<Family>) -> Self {
        Self::new(name, label, Input::Groups(groups))
    }

    /// Any of a few.
    pub fn checks(name: impl Into<String>, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self::new(name, label, Input::Checks(choices))
    }

    /// With what was typed or is known.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// With a sentence that helps.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// With what was wrong, if anything.
    pub fn error(mut self, error: Option<impl Into<String>>) -> Self {
        self.error = error.map(Into::into);
        self
    }

    /// May not stay empty.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// With an `autocomplete` token.
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = Some(token);
        self
    }

    /// Has the focus when the page opens.
    pub fn focused(mut self) -> Self {
        self.focus = true;
        self
    }

    /// As it was sent: what was typed, or what was chosen.
    pub fn typed(&mut self, values: &[String]) {
        match &mut self.input {
            Input::Select(choices) | Input::Radios(choices) | Input::Checks(choices) => {
                for choice in choices {
                    choice.chosen = values.contains(&choice.value);
                }
            }
            Input::Groups(groups) => {
                for choice in groups.iter_mut().flat_map(|group| &mut group.choices) {
                    choice.chosen = values.contains(&choice.value);
                }
            }
            _ => self.value = values.first().cloned().unwrap_or_default(),
        }
    }

    /// What is typed, or the words of what is chosen.
    pub fn in_words(&self) -> String {
        let words = |choices: &[Choice]| {
            let chosen = choices.iter().filter(|choice| choice.chosen);
            chosen.map(|choice| choice.words.as_str()).collect::<Vec<_>>().join(", ")
        };
        match &self.input {
            Input::Select(choices) | Input::Radios(choices) | Input::Checks(choices) => {
                words(choices)
            }
            Input::Groups(groups) => {
                let groups = groups.iter().map(|group| words(&group.choices));
                groups.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
            }
            _ => self.value.clone(),
        }
    }

    /// With an id of its own, where several fields of a page are sent under one name.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }

    /// The id of its element; of its group where it is several.
    pub fn id(&self) -> String {
        format!("field-{}", self.key)
    }

    /// The ids of hint and error, for `aria-describedby`.
    pub fn described_by(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id()));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.id()));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

impl Family {
    /// How many of it are chosen.
    pub fn chosen(&self) -> usize {
        self.choices.iter().filter(|choice| choice.chosen).count()
    }
}

impl Choice {
    /// Something to choose.
    pub fn new(value: impl Into<String>, words: impl Into<String>, chosen: bool) -> Self {
        Self { value: value.into(), words: words.into(), hint: None, chosen }
    }

    /// With a remark beside it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl ErrorSummary {
    /// The errors of these fields, each under its label. Renders nothing where there are none.
    pub fn of<'a>(fields: impl IntoIterator<Item = &'a Field>) -> Self {
        let error = |field: &Field| {
            Some((field.id(), format!("{}: {}", field.label, field.error.as_ref()?)))
        };
        Self { errors: fields.into_iter().filter_map(error).collect() }
    }

    /// One that belongs to no field, before the others ("The address and the password do not fit.").
    pub fn and(mut self, words: impl Into<String>) -> Self {
        self.errors.insert(0, (String::new(), words.into()));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_keeps_what_was_typed_and_ties_the_error_to_it() {
        let field = Field::line("email", "email", "E-mail address")
            .value("ada@\"><script>")
            .error(Some("That is not an e-mail address."));
        let html = field.render().unwrap();
        assert!(html.contains("aria-invalid=\"true\""), "{html}");
        assert!(html.contains("aria-describedby=\"field-email-error\""), "{html}");
        assert!(html.contains("That is not an e-mail address."), "{html}");
        assert!(html.contains("ada@") && !html.contains("<script>"), "{html}");
    }

    #[test]
    fn a_field_keeps_what_was_chosen() {
        let choices = ["red", "green"].map(|one| Choice::new(one, one, one == "red"));
        let mut field = Field::radios("colour", "Colour", choices.into());
        field.typed(&["green".into()]);
        let html = field.render().unwrap();
        assert!(html.contains("value=\"green\" checked") && !html.contains("\"red\" checked"));
    }

    #[test]
    fn a_password_is_never_sent_back() {
        let field = Field::line("password", "password", "Password").value("correct horse");
        assert!(!field.render().unwrap().contains("correct horse"));
    }

    #[test]
    fn the_summary_leads_to_each_field_with_an_error() {
        let fields = [
            Field::text("name", "Name"),
            Field::text("year", "Year").error(Some("Write a year, like 1987.")),
        ];
        let html = ErrorSummary::of(&fields).render().unwrap();
        assert!(html.contains("href=\"#field-year\"") && !html.contains("field-name"), "{html}");
        assert_eq!(ErrorSummary::of(&fields[..1]).render().unwrap().trim(), "");
    }
}
