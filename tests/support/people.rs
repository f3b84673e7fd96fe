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
    browser.open("/sign-up").await;
    let answers = [("Name you go by", name), ("Email address", email), ("Password", PASSWORD)];
    browser.submit("Create the account", &answers).await;
    browser
}

/// Made by command, as admins are, and signed in on the page.
async fn admin(world: &World, name: &str, email: &str) -> Browser {
    let (email_, name_) = (Email::parse(email).unwrap(), Name::parse(name).unwrap());
    let password = Password::parse(PASSWORD).unwrap();
    let role = Role::Admin;
    accounts::create(world.pool(), &email_, &name_, role, password, world.now()).await.unwrap();
    let mut browser = world.visitor();
    sign_in(&mut browser, email, PASSWORD).await;
    browser
}

/// Fills in the page for signing in.
pub async fn sign_in(browser: &mut Browser, email: &str, password: &str) {
    browser.open("/sign-in").await;
    browser.submit("Sign in", &[("Email address", email), ("Password", password)]).await;
}
