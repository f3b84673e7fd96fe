use proletto::features::sources::Scope;
use secrecy::SecretString;
use serde_json::json as value;

use super::*;

/// grants.gov with `total` opportunities.
fn grants_gov(total: u64) -> impl Fn(&Asked) -> Reply {
    move |asked| match asked.path.as_str() {
        "/v1/api/search2" => {
            let body = asked.json();
            let (start, rows) =
                (body["startRecordNum"].as_u64().unwrap(), body["rows"].as_u64().unwrap());
            let hits: Vec<Value> = (start..total.min(start + rows))
                .map(|n| {
                    value!({ "id": (7000 + n).to_string(), "number": format!("NEA-{n}"),
                        "title": "Artists&rsquo; Fund", "agency": "Endowment",
                        "openDate": "11/02/2026", "closeDate": if n == 0 { "02/12/2027" } else { "" },
                        "oppStatus": "posted" })
                })
                .collect();
            json(
                &value!({ "errorcode": 0, "msg": "ok", "data": { "hitCount": total, "oppHits": hits } }),
            )
        }
        "/v1/api/fetchOpportunity" => json(&value!({ "errorcode": 0, "data": {
            "id": asked.json()["opportunityId"], "opportunityNumber": "NEA-0",
            "synopsis": { "agencyName": "National Endowment", "awardCeiling": "25000",
                "awardFloor": "0", "applicantTypes": [{ "id": "21", "description": "Individuals" }],
                "synopsisDesc": "<p>For painters &amp; sculptors.</p><p>Apply online.</p>" } } })),
        _ => nothing(),
    }
}

#[tokio::test]
async fn grants_gov_is_listed_to_its_end_and_each_grant_is_told_in_lines() {
    let site = Site::new(grants_gov(5)).await;
    let source = site.source("/v1/api/search2", "kind = \"grants_gov\"\nrows = 2");
    let read = run(source).await.unwrap();
    let keys: Vec<&str> = read.iter().map(|(item, _)| item.key.as_str()).collect();
    assert_eq!(keys, ["7000", "7001", "7002", "7003", "7004"]);
    assert_eq!(read[0].0.url, site.base.join("/search-results-detail/7000").unwrap());
    assert_eq!(read[0].0.posted_on, NaiveDate::from_ymd_opt(2026, 11, 2));
    insta::assert_snapshot!(text(&read, 0), @r"
    Artists’ Fund

    Status: posted
    Open date: 11/02/2026
    Close date: 02/12/2027
    Opportunity number: NEA-0
    Agency: National Endowment
    Eligible applicants: Individuals
    Award ceiling: USD 25000

    Description:
    For painters & sculptors.

    Apply online.
    ");
    assert!(!text(&read, 1).contains("Close date"), "an empty date is no date");
    let first = &site.asked()[0];
    assert_eq!(first.method, Method::POST);
    assert_eq!(
        first.json(),
        value!({ "rows": 2, "startRecordNum": 0, "oppStatuses": "posted|forecasted",
                 "fundingCategories": "AR" })
    );
}

#[tokio::test]
async fn a_run_of_a_portal_goes_on_in_the_middle() {
    let site = Site::new(grants_gov(5)).await;
    let source = site.source("/v1/api/search2", "kind = \"grants_gov\"\nrows = 2");
    let listing = adapter(source.clone()).list(&web(), None).await.unwrap();
    let rest = run_from(source, listing.next.as_ref().map(kept)).await.unwrap();
    assert_eq!(
        rest.iter().map(|(item, _)| item.key.as_str()).collect::<Vec<_>>(),
        ["7002", "7003", "7004"]
    );
}

#[tokio::test]
async fn broken_answers_of_a_portal_are_said_in_words() {
    let reason = |reply: Reply| async move {
        let site = Site::new(move |_| reply.clone()).await;
        run(site.source("/v1/api/search2", "kind = \"grants_gov\"")).await.unwrap_err()
    };
    let page = reason(html("<!doctype html><h1>Down for maintenance</h1>")).await;
    assert_eq!(page.reason, "it answered with a page for people where data was expected");
    assert_eq!(page.scope, Scope::Run);
    let cut =
        reason((200, "application/json", b"{\"errorcode\":0,\"data\":{\"oppH".to_vec())).await;
    assert_eq!(cut.reason, "its data breaks off");
    let said = reason(json(&value!({ "errorcode": 1, "msg": "Too many <b>rows</b>" }))).await;
    assert_eq!(said.reason, "it answered with an error: Too many rows");
    let odd = reason(json(&value!({ "errorcode": 0, "data": { "oppHits": null } }))).await;
    assert_eq!(odd.reason, "its answer holds no list of opportunities");
    let text = reason((200, "application/json", b"\xff\xfe nonsense".to_vec())).await;
    assert_eq!(text.reason, "its data cannot be read");
}

#[tokio::test]
async fn simpler_grants_is_silent_without_a_key_and_sends_it_where_it_belongs() {
    let site = Site::new(|asked| {
        if asked.headers.get("x-api-key").is_none_or(|key| key != "k-123") {
            return (401, "application/json", b"{}".to_vec());
        }
        let page = asked.json()["pagination"]["page_offset"].as_u64().unwrap();
        json(&value!({
            "pagination_info": { "total_pages": 2 },
            "data": [{ "opportunity_id": format!("id-{page}"), "opportunity_title": "Mural &amp; Craft",
                "agency_name": "Arts Agency", "opportunity_status": "posted",
                "summary": { "close_date": "2027-02-12", "award_ceiling": 25000, "award_floor": null,
                    "is_cost_sharing": false, "applicant_types": ["individuals", "other"],
                    "summary_description": "<p>Walls.</p>" } }]
        }))
    })
    .await;
    let source = site.source("/v1/opportunities/search", "kind = \"simpler_grants\"");
    let refused = run(source.clone()).await.unwrap_err();
    assert_eq!(refused.scope, Scope::Setting);
    assert!(refused.reason.contains("PROLETTO_SIMPLER_GRANTS_KEY"), "{refused}");
    assert!(site.asked().is_empty(), "nothing is asked without a key");

    let keys = Keys { simpler_grants: Some(SecretString::from("k-123")) };
    let adapter = open(Arc::new(source), today(), &keys);
    let first = adapter.list(&web(), None).await.unwrap();
    let second = adapter.list(&web(), first.next.as_ref().map(kept)).await.unwrap();
    assert!(second.next.is_none());
    let detail = adapter.detail(&web(), &second.items[0]).await.unwrap();
    assert_eq!(second.items[0].url, site.base.join("/opportunity/id-2").unwrap());
    insta::assert_snapshot!(detail.documents[0].text, @r"
    Mural & Craft

    Agency: Arts Agency
    Status: posted
    Close date: 2027-02-12
    Eligible applicants: individuals; other
    Award ceiling: USD 25000
    Cost sharing or matching requirement: no
    Description: Walls.
    ");
    let body = site.asked()[0].json();
    assert_eq!(body["filters"]["funding_category"]["one_of"][0], "arts");
}

#[tokio::test]
async fn one_proletto_reads_another() {
    let site = Site::new(|asked| {
        let page: u64 = asked.parameter("page").unwrap().parse().unwrap();
        assert_eq!(asked.parameter("pageSize").as_deref(), Some("100"));
        json(&value!({
            "status": 200, "message": "Success",
            "items": [{
                "id": format!("0190-{page}"), "title": "Residency by the quay",
                "status": { "value": "open" }, "description": "Six weeks.\n\nA studio.",
                "funding": { "maxAwardAmount": { "amount": "1200.50", "currency": "EUR" } },
                "keyDates": { "postDate": { "name": "Posted", "date": "2026-11-01" },
                    "closeDate": { "name": "Closes", "date": "2027-03-31", "time": "17:00:00" },
                    "otherDates": { "start": { "name": "Residency begins", "date": "2027-06-01" } } },
                "acceptedApplicantTypes": [{ "value": "individual" },
                    { "value": "custom", "customValue": "duos" }],
                "source": "https://quay.example/open-call",
                "customFields": { "entryFee": { "name": "Entry fee", "fieldType": "string", "value": "none" },
                    "place": { "name": "Place", "fieldType": "string", "value": "Whitby" } }
            }],
            "paginationInfo": { "page": page, "pageSize": 100, "totalItems": 2, "totalPages": 2 }
        }))
    })
    .await;
    let read =
        run(site.source("/common-grants/opportunities", "kind = \"common_grants\"")).await.unwrap();
    assert_eq!(read.len(), 2);
    assert_eq!(read[0].0.url.as_str(), "https://quay.example/open-call");
    insta::assert_snapshot!(text(&read, 0), @r"
    Residency by the quay

    Status: open
    Posted: 2026-11-01
    Close date: 2027-03-31 17:00:00
    Eligible applicants: individual; duos
    Maximum award: EUR 1200.50
    Residency begins: 2027-06-01
    Entry fee: none
    Place: Whitby

    Description:
    Six weeks.

    A studio.
    ");
}

const TABLE: &str = r#"
    kind = "ckan"
    rows = 2
    [adapter.record]
    key = "PortalID"
    title = "Title"
    url = "GrantURL"
    fields = [
        { label = "Status", path = "Status" },
        { label = "Application deadline", path = "ApplicationDeadline" },
        { label = "Estimated amounts", path = "EstAmounts" },
    ]
"#;

#[tokio::test]
async fn a_table_of_a_data_portal_is_read_by_its_api() {
    let site = Site::new(|asked| {
        assert_eq!(asked.parameter("resource_id").as_deref(), Some("grants"));
        let offset: usize = asked.parameter("offset").unwrap().parse().unwrap();
        let rows = [
            value!({ "PortalID": 1, "Title": "Districts", "Status": "active",
                "ApplicationDeadline": "2027-08-07 11:59:00", "GrantURL": "www.districts.example/apply" }),
            value!({ "PortalID": 2, "Title": "Rivers", "Status": "closed",
                "ApplicationDeadline": null, "GrantURL": "" }),
            value!({ "PortalID": null, "Title": "No id" }),
        ];
        let page: Vec<&Value> = rows.iter().skip(offset).take(2).collect();
        json(&value!({ "success": true, "result": { "records": page, "total": 3 } }))
    })
    .await;
    let address = "/api/3/action/datastore_search?resource_id=grants";
    let read = run(site.source(address, TABLE)).await.unwrap();
    assert_eq!(titles(&read), ["Districts", "Rivers"]);
    assert_eq!(read[0].0.url.as_str(), "https://www.districts.example/apply");
    assert_eq!(read[1].0.url, site.base, "the source's home, where the record names no page");
    assert_eq!(
        text(&read, 0),
        "Districts\n\nStatus: active\nApplication deadline: 2027-08-07 11:59:00"
    );
    let closed = site.source_with(address, "[words]\nnone = [\"closed\"]", TABLE);
    assert_eq!(titles(&run(closed).await.unwrap()), ["Districts"]);
}

#[tokio::test]
async fn the_dump_of_a_table_is_read_as_one_file() {
    let site = Site::new(|_| {
        json(&value!({
            "fields": [{ "id": "PortalID" }, { "id": "Title" }, { "id": "EstAmounts" }],
            "records": [["1", "Districts", "Between $10,000 and $100,000"], ["2", "Rivers", null]]
        }))
    })
    .await;
    let read = run(site.source("/dump.json", TABLE)).await.unwrap();
    assert_eq!(text(&read, 0), "Districts\n\nEstimated amounts: Between $10,000 and $100,000");
    assert_eq!(site.paths(), ["/dump.json"], "a file takes no parameters");
}

#[tokio::test]
async fn a_data_portal_that_refuses_says_why() {
    let site = Site::new(|_| {
        json(&value!({ "success": false, "error": { "message": "Not found: Resource" } }))
    })
    .await;
    let source = site.source("/api/3/action/datastore_search", TABLE);
    let reason = run(source).await.unwrap_err().reason;
    assert_eq!(reason, "it answered with an error: Not found: Resource");
}

#[tokio::test]
async fn any_json_with_a_list_in_it_is_a_list() {
    let site = Site::new(|asked| match asked.path.as_str() {
        "/api" => (
            200,
            "application/json",
            // The same key twice, as real portals send it.
            br#"{"data":{"grants":[{"slug":"pca1","name":"Craft &#8211; grants","close":"2027-01-15T12:00:00-00:00",
                 "max":"3000","address":"1 Quay","address":"2 Pier","url":"/g/pca1"}]},
                 "links":{"next":"/api?after=pca1"}}"#
                .to_vec(),
        ),
        "/api?after=pca1" => json(&value!({
            "data": { "grants": [{ "slug": "pca2", "name": "Folk", "close": "", "max": "0" }] },
            "links": { "next": null }
        })),
        _ => nothing(),
    })
    .await;
    let source = site.source(
        "/api",
        r#"
        kind = "json_list"
        items = "data.grants"
        next = "links.next"
        [adapter.record]
        key = "slug"
        title = "name"
        url = "url"
        page = "SITEgrants/{key}"
        fields = [{ label = "Close date", path = "close" }, { label = "Address", path = "address" },
                  { label = "Maximum award", path = "max", currency = "USD" }]
        "#,
    );
    let read = run(source).await.unwrap();
    assert_eq!(
        text(&read, 0),
        "Craft – grants\n\nClose date: 2027-01-15T12:00:00-00:00\nAddress: 1 Quay; 2 Pier\nMaximum award: USD 3000"
    );
    let urls: Vec<&str> = read.iter().map(|(item, _)| item.url.path()).collect();
    assert_eq!(urls, ["/g/pca1", "/grants/pca2"]);
    assert_eq!(text(&read, 1), "Folk");
}

#[tokio::test]
async fn a_json_list_that_ignores_its_page_number_ends() {
    let site = Site::new(|_| json(&value!([{ "id": 1, "t": "One", "d": "x" }]))).await;
    let source = site.source(
        "/all",
        "kind = \"json_list\"\npage_parameter = \"page\"\nrecord = { key = \"id\", title = \"t\", \
         fields = [{ label = \"D\", path = \"d\" }] }",
    );
    assert_eq!(run(source).await.unwrap().len(), 1);
    assert_eq!(site.paths(), ["/all?page=1", "/all?page=2"]);
}

#[tokio::test]
async fn a_list_that_only_outlines_leads_to_the_whole_records() {
    let site = Site::new(|asked| match asked.path.as_str() {
        "/busqueda?desde=2026-11-20&page=0" => json(&value!({ "content": [
            { "numero": "8/7", "descripcion": "Ayudas a la creaci\u{f3}n" },
            { "numero": "9", "descripcion": "Regad\u{ed}os" }
        ] })),
        "/busqueda?desde=2026-11-20&page=1" => json(&value!({ "content": [] })),
        "/una?n=8%2F7" => json(&value!({
            "descripcion": "Ayudas a la creaci\u{f3}n", "fin": "2027-01-31",
            "quien": [{ "descripcion": "PERSONAS F\u{cd}SICAS" }], "total": 12000.0
        })),
        _ => nothing(),
    })
    .await;
    let source = site.source_with(
        "/busqueda?desde={today}",
        "[words]\nany = [\"creaci\u{f3}n\"]",
        r#"
        kind = "json_list"
        items = "content"
        page_parameter = "page"
        first_page = 0
        whole = "SITEuna?n={key}"
        [adapter.record]
        key = "numero"
        title = "descripcion"
        fields = [{ label = "Fin del plazo", path = "fin" }, { label = "Beneficiarios", path = "quien.*.descripcion" },
                  { label = "Presupuesto total", path = "total", currency = "EUR" }]
        "#,
    );
    let read = run(source).await.unwrap();
    assert_eq!(
        text(&read, 0),
        "Ayudas a la creaci\u{f3}n\n\nFin del plazo: 2027-01-31\nBeneficiarios: PERSONAS F\u{cd}SICAS\n\
         Presupuesto total: EUR 12000"
    );
    assert_eq!(site.paths().len(), 3, "what the words leave out is not asked for");
}

fn call(id: u64) -> Value {
    value!({
        "id": id, "nombre": "Beca de circulaci&oacute;n", "entidad": "Casa del Río", "anio": 2026,
        "estado": "Publicada", "tipo_programa": "Estímulos", "area": "Artes plásticas", "categoria": "",
        "justificacion": "<p>Para artistas &ndash; pl&aacute;sticos.</p>\n<p>&nbsp;</p>",
        "cronograma": [
            { "tipo_evento": "Fecha de publicación", "fecha_inicio": "2026-10-01 00:00:00", "descripcion": "<p>x</p>" },
            { "tipo_evento": "Fecha máxima para postularse como jurado", "fecha_inicio": "2026/12/01 17:00:00",
              "descripcion": "5:00 pm" },
            { "tipo_evento": "Fecha de cierre", "fecha_inicio": "2026-12-10 17:00:00",
              "descripcion": "<p>Hora legal colombiana.</p>" }
        ],
        "distribucion_estimulos": { "numero_estimulos": 4, "valor_total_estimulos": "$ 193.970.000",
            "descripcion_bolsa": "<p>No aplica</p>" },
        "tipo_de_participante": [{ "participante": "Persona Natural",
            "descripcion": "<p>Mayor de 18 a&ntilde;os.</p>" }]
    })
}

const SICON: &str =
    "kind = \"sicon\"\nconfig = \"SITEconfig.txt\"\npage = \"SITEdetalle/{key}\"\nrows = 2";

#[tokio::test]
async fn bogotas_calls_are_asked_for_with_the_token_of_the_day() {
    let site = Site::new(|asked| match asked.path.as_str() {
        "/config.txt" => (200, "text/plain", b"t0ken-of-today{{2026-11-20 08:00}}".to_vec()),
        "/publicadas" => {
            let form = asked.headers["content-type"] == "application/x-www-form-urlencoded";
            if !form || asked.parameter("token").as_deref() != Some("t0ken-of-today") {
                return json(&value!({ "error": 2, "respuesta": "El token no es correcto" }));
            }
            let offset: u64 = asked.parameter("offset").unwrap().parse().unwrap();
            let calls: Vec<Value> = (offset..(offset + 2).min(3)).map(|n| call(3700 + n)).collect();
            json(&value!({ "error": 0, "total_registros_sin_filtro": 3, "respuesta": calls }))
        }
        _ => nothing(),
    })
    .await;
    let read = run(site.source_with("/publicadas", "language = \"es\"", SICON)).await.unwrap();
    assert_eq!(
        read.iter().map(|(i, _)| i.url.path()).collect::<Vec<_>>(),
        ["/detalle/3700", "/detalle/3701", "/detalle/3702"]
    );
    assert_eq!(read[0].0.posted_on, NaiveDate::from_ymd_opt(2026, 10, 1));
    insta::assert_snapshot!(text(&read, 0), @r"
    Beca de circulación

    Entidad: Casa del Río
    Estado: Publicada
    Tipo de programa: Estímulos
    Área: Artes plásticas
    Año: 2026
    Fecha de publicación: 2026-10-01 00:00:00
    Fecha máxima para postularse como jurado: 2026/12/01 17:00:00
    Fecha de cierre: 2026-12-10 17:00:00
    Cierre: Hora legal colombiana.
    Número de estímulos: 4
    Valor total de los estímulos: $ 193.970.000
    Tipo de participante: Persona Natural
    Persona Natural: Mayor de 18 años.
    Justificación: Para artistas – plásticos.
    ");
}

#[tokio::test]
async fn bogotas_errors_come_as_a_success_and_are_seen() {
    let site = Site::new(|asked| match asked.path.as_str() {
        "/config.txt" => (200, "text/plain", b"old{{2026-11-01}}".to_vec()),
        _ => json(&value!({ "error": 2, "respuesta": "El token no es correcto" })),
    })
    .await;
    let refused = run(site.source("/publicadas", SICON)).await.unwrap_err();
    assert_eq!(refused.reason, "it answered with an error: El token no es correcto");
    assert_eq!(refused.scope, Scope::Run);

    let site = Site::new(|_| html("<html><body>Inicio</body></html>")).await;
    let refused = run(site.source("/publicadas", SICON)).await.unwrap_err();
    assert_eq!(refused.reason, "the file that should hold its token does not");
}
