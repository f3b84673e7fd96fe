//! Numbered pages.

use askama::Template;

/// Links to the pages of a list. Renders nothing where there is one page.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/pager.html")]
pub struct Pager {
    /// The page shown, from 1.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
    /// Numbers and their links; `None` is a gap.
    pub steps: Vec<Option<(u32, String)>>,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

impl Pager {
    /// The pages around `page` of `pages`; `href` gives the link of a page.
    pub fn new(page: u32, pages: u32, href: impl Fn(u32) -> String) -> Self {
        let mut steps = Vec::new();
        let mut last = 0;
        for n in 1..=pages {
            if n == 1 || n == pages || n.abs_diff(page) <= 1 {
                if n - last == 2 {
                    steps.push(Some((n - 1, href(n - 1))));
                } else if n - last > 2 {
                    steps.push(None);
                }
                steps.push(Some((n, href(n))));
                last = n;
            }
        }
        Self {
            page,
            pages,
            steps,
            previous: (page > 1).then(|| href(page - 1)),
            next: (page < pages).then(|| href(page + 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(page: u32, pages: u32) -> String {
        let pager = Pager::new(page, pages, |n| format!("?page={n}"));
        let number = |step: &Option<(u32, String)>| match step {
            Some((n, _)) => n.to_string(),
            None => "…".to_owned(),
        };
        pager.steps.iter().map(number).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn shows_both_ends_and_the_neighbours() {
        assert_eq!(steps(1, 1), "1");
        assert_eq!(steps(1, 9), "1 2 … 9");
        assert_eq!(steps(4, 9), "1 2 3 4 5 … 9");
        assert_eq!(steps(5, 9), "1 … 4 5 6 … 9");
        assert_eq!(steps(9, 9), "1 … 8 9");
    }
}
