//! Who the stories are about. They come in by the front door: the pages for signing up and in.

use proletto::features::accounts::{self, Email, Name, Password};
use proletto::platform::visitor::Role;

use super::browser::Browser;
use super::world::World;

/// What everyone here has as a password.
pub const PASSWORD: &str = "indigo over weathered steel";

/// An artist, signed in, of whom nothing is known yet.
pub async fn ada(world: &World) -> Browser {
    artist(world, "Ada Okonkwo", "ada@example.org").await
}

/// Another artist.
pub async fn bela(world: &World) -> Browser {
    artist(world, "Bela Kovács", "bela@example.org").await
}

/// An admin, signed in.
pub async fn grace(world: &World) -> Browser {
    admin(world, "Grace Lindqvist", "grace@example.org").await
}

/// Another admin.
pub async fn henry(world: &World) -> Browser {
    admin(world, "Henry Achterberg", "henry@example.org").await
}

async fn artist(world: &World, name: &str, email: &str) -> Browser {
    let mut browser = world.visitor();
    ask_for_an_account(&mut browser, email).await;
    let letter = world.letter_to(email).await;
    browser.open(&letter.link()).await;
    let answers = [("Name you go by", name), ("Password", PASSWORD)];
    browser.submit("Create the account", &answers).await;
    browser
}

/// The first half of signing up: the address.
pub async fn ask_for_an_account(browser: &mut Browser, email: &str) {
    browser.open("/sign-up").await;
    browser.submit("Send the letter", &[("Email address", email)]).await;
}

/// Made by command, as admins are, and signed in on the page.
async fn admin(world: &World, name: &str, email: &str) -> Browser {
    make(world, name, email, Role::Admin).await;
    let mut browser = world.visitor();
    sign_in(&mut browser, email, PASSWORD).await;
    browser
}

/// An artist's account, made by command.
pub async fn create(world: &World, name: &str, email: &str) {
    make(world, name, email, Role::Artist).await;
}

async fn make(world: &World, name: &str, email: &str, role: Role) {
    let (email, name) = (Email::parse(email).unwrap(), Name::parse(name).unwrap());
    let password = Password::choose(PASSWORD, &[]).unwrap();
    accounts::create(&world.state, &email, &name, role, password).await.unwrap();
}

/// Fills in the page for signing in.
pub async fn sign_in(browser: &mut Browser, email: &str, password: &str) {
    browser.open("/sign-in").await;
    browser.submit("Sign in", &[("Email address", email), ("Password", password)]).await;
}
