//! Passkeys: a key that a device keeps, and opens by finger, face or number. One alone signs in.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sqlx::types::Json;
use url::{Host, Url};
use uuid::Uuid;
use webauthn_rs::prelude::{
    CredentialID, DiscoverableAuthentication, Passkey as Credential, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use crate::platform::config::Config;
use crate::platform::visitor::UserId;

/// A passkey of somebody.
#[derive(Clone, Debug)]
pub struct Passkey {
    /// Its row.
    pub id: Uuid,
    /// Whose it is.
    pub user: UserId,
    /// The turn of that account.
    pub turn: i32,
    /// The public key, with its counter.
    pub credential: Json<Credential>,
    /// What its owner calls it.
    pub name: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// Passkeys of this site: they belong to the host of its address.
pub struct Passkeys {
    webauthn: Webauthn,
}

impl Passkeys {
    /// `None` where no browser takes part: the address is a number, or neither encrypted nor this very
    /// machine's.
    pub fn of(config: &Config) -> Option<Self> {
        let home: Url = config.base_url();
        let Some(Host::Domain(host)) = home.host() else { return None };
        if home.scheme() != "https" && host != "localhost" && !host.ends_with(".test") {
            return None;
        }
        let webauthn = WebauthnBuilder::new(host, &home).ok()?.rp_name("Proletto").build().ok()?;
        Some(Self { webauthn })
    }

    /// Begins to add one: what the browser is asked for, and what to remember.
    ///
    /// # Errors
    /// The crate refuses, which it has no reason to.
    pub fn begin_adding(
        &self,
        user: UserId,
        email: &str,
        name: &str,
        known: &[Passkey],
    ) -> anyhow::Result<(Value, PasskeyRegistration)> {
        let known: Vec<CredentialID> =
            known.iter().map(|one| one.credential.cred_id().clone()).collect();
        let (asked, state) =
            self.webauthn.start_passkey_registration(user.0, email, name, Some(known))?;
        let mut asked = serde_json::to_value(asked)?;
        // It is to sign in alone, and so must know whose it is.
        let selection = &mut asked["publicKey"]["authenticatorSelection"];
        selection["residentKey"] = json!("required");
        selection["requireResidentKey"] = json!(true);
        Ok((asked, state))
    }

    /// The new key, if the browser's answer is right.
    ///
    /// # Errors
    /// It is not.
    pub fn finish_adding(
        &self,
        answer: &RegisterPublicKeyCredential,
        state: &PasskeyRegistration,
    ) -> anyhow::Result<Credential> {
        Ok(self.webauthn.finish_passkey_registration(answer, state)?)
    }

    /// Begins to ask who somebody is.
    ///
    /// # Errors
    /// The crate refuses, which it has no reason to.
    pub fn begin_asking(&self) -> anyhow::Result<(Value, DiscoverableAuthentication)> {
        let (asked, state) = self.webauthn.start_discoverable_authentication()?;
        let mut asked = serde_json::to_value(asked)?;
        // A button was pressed: the browser need not wait for a field to be touched.
        if let Some(asked) = asked.as_object_mut() {
            asked.remove("mediation");
        }
        Ok((asked, state))
    }

    /// Whose key answered: account and key, as it says.
    pub fn claimed(&self, answer: &PublicKeyCredential) -> Option<(UserId, Vec<u8>)> {
        let (user, key) = self.webauthn.identify_discoverable_authentication(answer).ok()?;
        Some((UserId(user), key.to_vec()))
    }

    /// The key as it is after this answer, if the answer is right.
    ///
    /// # Errors
    /// It is not.
    pub fn finish_asking(
        &self,
        answer: &PublicKeyCredential,
        state: DiscoverableAuthentication,
        mut key: Credential,
    ) -> anyhow::Result<Credential> {
        let result = self.webauthn.finish_discoverable_authentication_v2(answer, state, &key)?;
        anyhow::ensure!(result.user_verified(), "the device did not ask who uses it");
        key.update_credential(&result);
        Ok(key)
    }
}
