//! `proletto serve`: the web server and the timetable in one process, and a graceful end.

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use super::open;
use crate::app;
use crate::features::accounts;
use crate::platform::config::Config;
use crate::platform::visitor::Role;
use crate::platform::{jobs, serve};

pub async fn run(config: Config) -> anyhow::Result<()> {
    let opened = open(config).await?;
    let state = opened.state.clone();
    let listen = state.config.listen;
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen} (PROLETTO_LISTEN)"))?;
    if state.config.collect {
        jobs::start(&state).await?;
    }
    stop_on_signal(state.stop.clone())?;
    state.set_ready();
    let address = listener.local_addr()?;
    println!("Proletto is open at http://{address}");
    let accounts = accounts::list(&state.pool).await?;
    if !accounts.iter().any(|account| account.role == Role::Admin) {
        println!("Nobody can review calls yet. Create an admin in another terminal:");
        println!("    proletto admin create-user you@example.org --role admin");
    }
    let grace = state.config.shutdown.duration();
    tokio::select! {
        () = serve::serve(listener, app::router(state.clone()), state.stop.clone(), grace) => {}
        error = opened.database_lost() => return Err(error.into()),
    }
    state.tasks.close();
    if tokio::time::timeout(grace, state.tasks.wait()).await.is_err() {
        tracing::warn!("some jobs did not stop in time; they go on at the next start");
    }
    opened.close().await
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
