//! SICON, the calls for culture of the city of Bogotá.
//!
//! Its API wants a public token, which its own pages read from a file and which changes by itself,
//! and takes forms only. What goes wrong it tells with a success status and `error` in the answer.

use async_trait::async_trait;
use serde_json::{Value, json};

use super::json::json as read_json;
use super::record::{self, Column, at, carried, first};
use super::run::{Run, day, loose_address};
use super::{Adapter, Again, Ask, Detail, Listing, Refused, Scope, Web};
use crate::features::sources::{Content, Cursor, Field, Item, Sicon};

const HEAD: [Column<'static>; 8] = [
    ("Entidad", "entidad", None),
    ("Estado", "estado", None),
    ("Tipo de programa", "tipo_programa", None),
    ("Categoría", "categoria", None),
    ("Área", "area", None),
    ("Enfoque", "enfoque", None),
    ("Línea estratégica", "linea_estrategica", None),
    ("Año", "anio", None),
];

const AWARDS: [Column<'static>; 3] = [
    ("Número de estímulos", "distribucion_estimulos.numero_estimulos", None),
    ("Valor total de los estímulos", "distribucion_estimulos.valor_total_estimulos", Some("COP")),
    ("Distribución de los estímulos", "distribucion_estimulos.descripcion_bolsa", None),
];

/// The event that closes a call; others of similar names close something else.
const CLOSING: &str = "fecha de cierre";

pub(super) struct SiconReader {
    pub(super) run: Run,
    pub(super) settings: Sicon,
}

#[async_trait]
impl Adapter for SiconReader {
    async fn list(&self, web: &dyn Web, from: Option<Cursor>) -> Result<Listing, Refused> {
        let offset = from.and_then(|cursor| cursor.0["offset"].as_u64()).unwrap_or(0);
        let form = vec![
            ("token", self.token(web).await?),
            ("offset", offset.to_string()),
            ("limit", self.settings.rows.to_string()),
        ];
        let answer = web.send(Ask::post_form(self.run.address(), form)).await?;
        let found = read_json(&answer)?;
        // A bare list is how the records are kept elsewhere; the API wraps it.
        let list = match found.get("error") {
            Some(error) if error.as_i64() != Some(0) => {
                let said = first(&found, "respuesta", &self.run.source.home).unwrap_or_default();
                return Err(Refused {
                    reason: format!("it answered with an error: {said}"),
                    scope: Scope::Run,
                    again: Again::Later,
                });
            }
            _ => found.get("respuesta").unwrap_or(&found),
        };
        let Value::Array(records) = list else {
            return Err(Refused::run("its answer holds no list of calls"));
        };
        let seen = offset + records.len() as u64;
        let total = found.get("total_registros_sin_filtro").and_then(Value::as_u64);
        let full = records.len() >= self.settings.rows as usize;
        let more = !records.is_empty() && total.map_or(full, |total| seen < total);
        Ok(Listing {
            items: records.iter().filter_map(|record| self.item(record)).collect(),
            next: more.then(|| Cursor(json!({ "offset": seen }))),
        })
    }

    async fn detail(&self, _web: &dyn Web, item: &Item) -> Result<Detail, Refused> {
        let (record, raw) = carried(item)?;
        Ok(record::detail(&self.run, item, raw, &fields(record, item)))
    }
}

impl SiconReader {
    /// The token of the day: what stands before the time of its issue.
    async fn token(&self, web: &dyn Web) -> Result<String, Refused> {
        let answer = web.send(Ask::get(self.settings.config.clone())).await?;
        let text = String::from_utf8_lossy(&answer.bytes).into_owned();
        let token = text.split("{{").next().unwrap_or_default().trim();
        if token.is_empty() || token.contains(['<', ' ', '\n']) {
            return Err(Refused::run("the file that should hold its token does not"));
        }
        Ok(token.to_owned())
    }

    fn item(&self, record: &Value) -> Option<Item> {
        let home = &self.run.source.home;
        let key = first(record, "id", home)?;
        let url = loose_address(&self.settings.page.replace("{key}", &key))?;
        let published = event(record, "fecha de publicación");
        let mut fields = record::read(record, &HEAD, &url);
        fields.extend(
            event(record, CLOSING)
                .map(|date| Field { label: "Fecha de cierre".to_owned(), value: date }),
        );
        Some(Item {
            title: first(record, "nombre", &url)?,
            posted_on: published.and_then(|date| day(&date)),
            fields: record::short(fields),
            content: Content::Record(record.clone()),
            enough: true,
            key,
            url,
        })
    }
}

/// The date of the event that has exactly this name.
fn event(record: &Value, name: &str) -> Option<String> {
    at(record, "cronograma.*").into_iter().find_map(|event| {
        let named = event.get("tipo_evento")?.as_str()?.trim().to_lowercase() == name;
        let date = event.get("fecha_inicio")?.as_str()?.trim();
        (named && !date.is_empty()).then(|| date.to_owned())
    })
}

fn fields(record: &Value, item: &Item) -> Vec<Field> {
    let url = &item.url;
    let mut fields = record::read(record, &HEAD, url);
    for event in at(record, "cronograma.*") {
        let Some(name) = first(event, "tipo_evento", url) else { continue };
        fields.extend(record::read(event, &[(name.as_str(), "fecha_inicio", None)], url));
        // Only what is said of the closing belongs to the deadline; the rest is about other days.
        if name.to_lowercase() == CLOSING {
            fields.extend(record::read(event, &[("Cierre", "descripcion", None)], url));
        }
    }
    fields.extend(record::read(record, &AWARDS, url));
    for who in at(record, "tipo_de_participante.*") {
        let Some(name) = first(who, "participante", url) else { continue };
        fields.push(Field { label: "Tipo de participante".to_owned(), value: name.clone() });
        fields.extend(record::read(who, &[(name.as_str(), "descripcion", None)], url));
    }
    fields.extend(record::read(
        record,
        &[("Objeto", "objeto", None), ("Justificación", "justificacion", None)],
        url,
    ));
    fields
}
