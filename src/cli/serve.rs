//! `proletto serve`: the web server and the timetable in one process, and a graceful end.

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use super::Opened;
use super::out::say;
use crate::app;
use crate::features::accounts::{self, Email, Name, Password};
use crate::features::matching::index;
use crate::platform::mail::Way;
use crate::platform::state::State;
use crate::platform::visitor::Role;
use crate::platform::{jobs, lock, serve as connections};

/// Serves what is opened until it is asked to stop.
pub async fn run(opened: Opened) -> anyhow::Result<()> {
    let state = opened.state.clone();
    let listen = state.config.listen;
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen} (PROLETTO_LISTEN)"))?;
    if state.config.collect {
        jobs::start(&state).await?;
    }
    index::follow(&state);
    stop_on_signal(state.stop.clone())?;
    state.set_ready();
    let address = listener.local_addr()?;
    say!("Proletto is open at http://{address}");
    first_admin(&state).await?;
    // What is wrong with the settings of mail is said at the start and not at the first letter.
    let mail = Way::described(&state.config)?;
    if Way::is_folder(&state.config) {
        say!("{mail}");
    }
    let grace = state.config.shutdown.duration();
    tokio::select! {
        () = connections::serve(listener, app::router(state.clone()), state.clone(), grace) => {}
        error = opened.database_lost() => return Err(error.into()),
    }
    state.tasks.close();
    if tokio::time::timeout(grace, state.tasks.wait()).await.is_err() {
        tracing::warn!("some jobs did not stop in time; they go on at the next start");
    }
    opened.close().await
}

/// Where there is no account at all, makes an admin, so that a newcomer can sign in; where there is no
/// admin, says how to make one.
async fn first_admin(state: &State) -> anyhow::Result<()> {
    // Of two programs that start at once on an empty database, one makes the admin.
    let Some(held) = lock::try_lock(&state.pool, "proletto first admin").await? else {
        return Ok(());
    };
    let accounts = accounts::list(&state.pool).await?;
    if accounts.is_empty() {
        let words = Password::make_up();
        let email = Email::parse("admin@proletto.local").map_err(anyhow::Error::msg)?;
        let name = Name::parse("Admin").map_err(anyhow::Error::msg)?;
        let password = Password::choose(&words, &[]).map_err(anyhow::Error::msg)?;
        accounts::create(state, &email, &name, Role::Admin, password).await?;
        say!("Sign in as {} with the password {words} (it is shown this once).", email.as_str());
        say!("Artists create their own accounts there, under Join.");
    } else if !accounts.iter().any(|account| account.role == Role::Admin) {
        say!("Nobody can review calls. Make an admin in another terminal:");
        say!("    proletto admin create-user you@example.org --role admin");
    }
    held.release().await;
    Ok(())
}

/// SIGTERM and Ctrl-C ask to stop; a second one ends it at once.
fn stop_on_signal(stop: CancellationToken) -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::spawn(async move {
        for again in [false, true] {
            tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
            if again {
                std::process::exit(1);
            }
            tracing::info!("stopping: requests and jobs under way may finish");
            stop.cancel();
        }
    });
    Ok(())
}
