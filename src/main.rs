//! The command line.

fn main() {
    if std::env::args().nth(1).as_deref() == Some("config") {
        print!("{}", proletto::platform::config::example());
    }
}
