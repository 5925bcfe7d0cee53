-- Views for people who write SQL. Those of facts show the current version of each article, one row a fact, each
-- readable alone: `quote` is what the fact was read from, `sentence` where it stands, `source` the article's URL or
-- path; `start` and `end` are code points of articles.text: substr(text, start + 1, end - start) = quote.
-- A statement begins with CREATE VIEW at the start of a line and ends with a semicolon at the end of one.

CREATE VIEW figure_facts AS
SELECT f.fact_key, f.kind, f.value, f.value_text, f.value_max, f.value_max_text, f.unit,
       f.value_base, f.value_max_base, f.unit_base, f.bound, f.relation, f.direction, f.modality,
       f.indicator, f.indicator_key, f.scope, f.period, f.period_start, f.period_end,
       f.base, f.base_period, f.base_period_start, f.base_period_end, f.attribution,
       f.quote, s.quote AS sentence, a.title AS article_title, a.published, a.name AS source, a.url,
       f.start, f."end", f.rule, f.id AS figure_id, f.article_id, f.run_id
FROM figures f
JOIN articles a ON a.id = f.article_id AND a.current = 1
LEFT JOIN sentences s ON s.id = f.sentence_id;

-- Figures of one article that vouch for each other: what they make of the last one, and what it says itself.
CREATE VIEW check_facts AS
SELECT c.kind, c.verdict, c.formula, c.expected, c.told, c.tolerance, c.unit,
       (SELECT group_concat(quote, ' | ') FROM
           (SELECT f.quote FROM check_figures k JOIN figures f ON f.id = k.figure_id
            WHERE k.check_id = c.id ORDER BY k.ordinal)) AS quotes,
       (SELECT group_concat(fact_key, ' ') FROM
           (SELECT f.fact_key FROM check_figures k JOIN figures f ON f.id = k.figure_id
            WHERE k.check_id = c.id ORDER BY k.ordinal)) AS fact_keys,
       (SELECT group_concat(quote, ' | ') FROM
           (SELECT DISTINCT s.id, s.quote FROM check_figures k JOIN figures f ON f.id = k.figure_id
            JOIN sentences s ON s.id = f.sentence_id WHERE k.check_id = c.id ORDER BY s.ordinal)) AS sentences,
       a.title AS article_title, a.published, a.name AS source, a.url, c.id AS check_id, c.article_id, c.run_id
FROM checks c
JOIN articles a ON a.id = c.article_id AND a.current = 1;

CREATE VIEW event_facts AS
SELECT e.fact_key, e.type, e.name, e.edition, e.date, e.date_end, e.period_start, e.period_end, e.date_inferred,
       e.session, e.venue, e.locality, e.province, e.status, e.series, e.year,
       (SELECT group_concat(name, '; ') FROM
           (SELECT name FROM event_parties WHERE event_id = e.id AND role = 'organiser' ORDER BY ordinal)) AS organisers,
       (SELECT group_concat(name, '; ') FROM
           (SELECT name FROM event_parties WHERE event_id = e.id AND role = 'coorganiser' ORDER BY ordinal)) AS coorganisers,
       (SELECT group_concat(name, '; ') FROM
           (SELECT name FROM event_parties WHERE event_id = e.id AND role = 'chair' ORDER BY ordinal)) AS chairs,
       (SELECT group_concat(name, '; ') FROM
           (SELECT name FROM event_parties WHERE event_id = e.id AND role = 'attendee' ORDER BY ordinal)) AS attendees,
       e.attendance,
       (SELECT count(*) FROM event_mentions WHERE event_id = e.id) AS mentions,
       e.quote, s.quote AS sentence, a.title AS article_title, a.published, a.name AS source, a.url,
       e.start, e."end", e.rule, e.id AS event_id, e.article_id, e.run_id
FROM events e
JOIN articles a ON a.id = e.article_id AND a.current = 1
LEFT JOIN sentences s ON s.id = e.sentence_id;

CREATE VIEW official_facts AS
SELECT o.fact_key, o.name, o.honorific, o.title, o.organisation, o.key,
       (SELECT group_concat(post, '; ') FROM
           (SELECT title || coalesce(' ' || organisation, '') AS post
            FROM posts WHERE official_id = o.id ORDER BY ordinal)) AS posts,
       (SELECT count(*) FROM official_mentions WHERE official_id = o.id) AS mentions,
       o.quote, s.quote AS sentence, a.title AS article_title, a.published, a.name AS source, a.url,
       o.start, o."end", o.rule, o.person_id, o.id AS official_id, o.article_id, o.run_id
FROM officials o
JOIN articles a ON a.id = o.article_id AND a.current = 1
LEFT JOIN sentences s ON s.id = o.sentence_id;

CREATE VIEW statement_facts AS
SELECT t.fact_key, t.speaker, o.title AS speaker_title, o.organisation AS speaker_organisation, t.verb, t.kind,
       t.quote, s.quote AS sentence, a.title AS article_title, a.published, a.name AS source, a.url,
       t.start, t."end", t.rule, t.official_id, t.id AS statement_id, t.article_id, t.run_id
FROM statements t
JOIN articles a ON a.id = t.article_id AND a.current = 1
LEFT JOIN officials o ON o.id = t.official_id
LEFT JOIN sentences s ON s.id = t.sentence_id;

CREATE VIEW document_facts AS
SELECT d.fact_key, d.type, d.number, d.date, d.issuer, d.title, d.key,
       (SELECT count(*) FROM document_mentions WHERE document_id = d.id) AS mentions,
       d.quote, s.quote AS sentence, a.title AS article_title, a.published, a.name AS source, a.url,
       d.start, d."end", d.rule, d.id AS document_id, d.article_id, d.run_id
FROM documents d
JOIN articles a ON a.id = d.article_id AND a.current = 1
LEFT JOIN sentences s ON s.id = d.sentence_id;

-- What is told of an indicator, side by side: the same scope and period may stand in several articles.
CREATE VIEW indicator_series AS
SELECT indicator_key, scope, period, period_start, period_end, value, value_text, value_max, unit,
       value_base, unit_base, bound, relation, direction, modality, base, base_period, attribution,
       quote, sentence, article_title, published, source, fact_key
FROM figure_facts
WHERE indicator_key IS NOT NULL
ORDER BY indicator_key, scope, period_start, period_end, published;

-- One row a current article. Articles that tell the same in nearly the same words (a press release in several papers)
-- have one `story`, the name of the first of them; the views below count stories where they count `articles`.
CREATE VIEW stories AS
SELECT a.id AS article_id, coalesce(o.name, a.name) AS story, d.similarity, a.title AS article_title, a.name AS source,
       a.observed_on, a.observed_basis
FROM articles a
LEFT JOIN near_duplicates d ON d.article_id = a.id
LEFT JOIN articles o ON o.id = d.other_id
WHERE a.current = 1;

-- The posts in which a person was seen. The dates are the days that articles speak of: an observation, never a
-- beginning or an end; `dated_by` tells what says so (only `published` is the day of the page), `undated` counts the
-- articles that do not tell any. A title and a body count as one however they are written.
CREATE VIEW career AS
SELECT n.name AS person, max(p.title) AS title, max(p.organisation) AS organisation,
       min(p.observed) AS first_seen, max(p.observed) AS last_seen,
       group_concat(DISTINCT s.observed_basis) AS dated_by,
       count(DISTINCT s.story) AS articles,
       count(DISTINCT CASE WHEN p.observed IS NULL THEN s.story END) AS undated,
       n.id AS person_id
FROM posts p
JOIN officials o ON o.id = p.official_id
JOIN stories s ON s.article_id = o.article_id
JOIN people n ON n.id = p.person_id
LEFT JOIN bodies b ON b.id = p.body_id
GROUP BY n.id, p.title_key, coalesce(b.key, lower(p.organisation))
ORDER BY n.name, n.id, first_seen;

-- What was seen and heard of a person, one row a post or statement and article, each with its source.
CREATE VIEW person_facts AS
SELECT n.name AS person, n.id AS person_id, p.observed AS seen, s.observed_basis AS dated_by, 'post' AS fact,
       p.title || coalesce(' ' || p.organisation, '') AS told, o.quote, s.article_title, s.source,
       o.start, o."end", o.article_id, o.id AS official_id
FROM posts p
JOIN officials o ON o.id = p.official_id
JOIN stories s ON s.article_id = o.article_id
JOIN people n ON n.id = p.person_id
UNION ALL
SELECT n.name, n.id, s.observed_on, s.observed_basis, 'statement', t.quote, t.quote, s.article_title, s.source,
       t.start, t."end", t.article_id, o.id
FROM statements t
JOIN officials o ON o.id = t.official_id
JOIN stories s ON s.article_id = t.article_id
JOIN people n ON n.id = o.person_id;

-- People of one name that the rule left apart though they may be one: `diembao people --join` makes them one.
CREATE VIEW possible_people AS
SELECT n.name AS person, d.person_id, d.other_id, d.reason
FROM person_doubts d
JOIN people n ON n.id = d.person_id
WHERE d.verdict = 'possible'
  AND EXISTS (SELECT 1 FROM officials o JOIN articles a ON a.id = o.article_id AND a.current = 1
              WHERE o.person_id = d.person_id)
  AND EXISTS (SELECT 1 FROM officials o JOIN articles a ON a.id = o.article_id AND a.current = 1
              WHERE o.person_id = d.other_id);

-- Events that come again, one row an edition: those whose name without edition, year and host is told with an edition
-- somewhere. What articles tell differently stands side by side; `articles` counts near duplicates once.
CREATE VIEW event_series AS
WITH told AS (
    SELECT e.id, e.series, e.type, e.name, e.status, e.date, e.locality, e.province, s.story,
           coalesce(e.edition, (SELECT min(x.edition) FROM events x JOIN stories y ON y.article_id = x.article_id
                                WHERE x.series = e.series AND x.year = e.year)) AS edition,
           coalesce(e.year, (SELECT min(x.year) FROM events x JOIN stories y ON y.article_id = x.article_id
                             WHERE x.series = e.series AND x.edition = e.edition)) AS year,
           (SELECT group_concat(name, '; ') FROM (SELECT name FROM event_parties
            WHERE event_id = e.id AND role = 'organiser' ORDER BY ordinal)) AS organisers,
           (SELECT group_concat(name, '; ') FROM (SELECT name FROM event_parties
            WHERE event_id = e.id AND role = 'coorganiser' ORDER BY ordinal)) AS coorganisers
    FROM events e
    JOIN stories s ON s.article_id = e.article_id
    WHERE EXISTS (SELECT 1 FROM events x JOIN stories y ON y.article_id = x.article_id
                  WHERE x.series = e.series AND x.edition IS NOT NULL)
)
SELECT series, min(type) AS type, edition, year, group_concat(DISTINCT date) AS date, group_concat(DISTINCT locality) AS locality,
       group_concat(DISTINCT province) AS province, group_concat(DISTINCT organisers) AS organisers,
       group_concat(DISTINCT coorganisers) AS coorganisers, group_concat(DISTINCT status) AS status,
       max(name) AS name, count(DISTINCT story) AS articles, group_concat(DISTINCT story) AS sources
FROM told
GROUP BY series, edition, year
ORDER BY series, year, edition;

-- Laws, decrees and decisions with the number of articles that cite them, near duplicates once. A number without a year
-- is given anew each year: where citations tell several years they are told apart, and those without a date stay alone.
CREATE VIEW document_citations AS
WITH cited AS (
    SELECT d.*, s.story, s.article_title, coalesce(d.key, 'document ' || d.id) AS same,
           CASE WHEN d.number GLOB '*/[12][0-9][0-9][0-9]/*' THEN NULL ELSE substr(d.date, 1, 4) END AS issued
    FROM documents d
    JOIN stories s ON s.article_id = d.article_id
), years AS (
    SELECT same, min(issued) AS first_year, max(issued) AS last_year FROM cited GROUP BY same
)
SELECT c.type, max(c.number) AS number, max(c.date) AS date, max(c.issuer) AS issuer, max(c.title) AS title,
       count(DISTINCT c.story) AS articles,
       (SELECT group_concat(article_title, '; ') FROM
           (SELECT DISTINCT article_title FROM cited z WHERE z.same = c.same
            AND (y.first_year IS y.last_year OR z.issued IS c.issued))) AS article_titles,
       group_concat(DISTINCT c.story) AS sources, c.key
FROM cited c
JOIN years y ON y.same = c.same
GROUP BY c.same, CASE WHEN y.first_year IS y.last_year THEN NULL ELSE coalesce(c.issued, 'document ' || c.id) END
ORDER BY articles DESC, c.type, number;

-- Every stored quote, of all versions, that is not at its offsets. It must be empty.
CREATE VIEW mismatches AS
WITH quoted (kind, id, field, article_id, start, "end", quote) AS (
    SELECT 'figure', id, 'quote', article_id, start, "end", quote FROM figures
    UNION ALL SELECT 'event', id, 'quote', article_id, start, "end", quote FROM events
    UNION ALL SELECT 'official', id, 'quote', article_id, start, "end", quote FROM officials
    UNION ALL SELECT 'statement', id, 'quote', article_id, start, "end", quote FROM statements
    UNION ALL SELECT 'document', id, 'quote', article_id, start, "end", quote FROM documents
    UNION ALL SELECT 'numeral', id, 'quote', article_id, start, "end", quote FROM numerals
    UNION ALL SELECT 'sentence', id, 'quote', article_id, start, "end", quote FROM sentences
    UNION ALL SELECT 'figure', f.id, p.field, f.article_id, p.start, p."end", p.quote
              FROM figure_spans p JOIN figures f ON f.id = p.figure_id
    UNION ALL SELECT 'statement', t.id, p.field, t.article_id, p.start, p."end", p.quote
              FROM statement_spans p JOIN statements t ON t.id = p.statement_id
    UNION ALL SELECT 'event', e.id, 'mention ' || m.ordinal, e.article_id, m.start, m."end", m.quote
              FROM event_mentions m JOIN events e ON e.id = m.event_id
    UNION ALL SELECT 'official', o.id, 'mention ' || m.ordinal, o.article_id, m.start, m."end", m.quote
              FROM official_mentions m JOIN officials o ON o.id = m.official_id
    UNION ALL SELECT 'document', d.id, 'mention ' || m.ordinal, d.article_id, m.start, m."end", m.quote
              FROM document_mentions m JOIN documents d ON d.id = m.document_id
)
SELECT q.kind, q.id, q.field, q.quote, substr(a.text, q.start + 1, q."end" - q.start) AS found,
       q.start, q."end", q.article_id, a.name AS source, a.version
FROM quoted q
LEFT JOIN articles a ON a.id = q.article_id
WHERE substr(a.text, q.start + 1, q."end" - q.start) IS NOT q.quote;

CREATE VIEW unexplained_numerals AS
SELECT n.quote, s.quote AS sentence, a.title AS article_title, a.published, a.name AS source, a.url,
       n.start, n."end", n.id AS numeral_id, n.article_id, n.run_id
FROM numerals n
JOIN articles a ON a.id = n.article_id AND a.current = 1
LEFT JOIN sentences s ON s.id = n.sentence_id
WHERE n.class = 'unknown';

-- One row a fact of a current article, of any kind, with the fields that a reviewer judges as a JSON object: those of
-- the data contract, none that is only worked out of them.
CREATE VIEW fact_fields AS
SELECT 'figure' AS kind, f.fact_key, f.rule,
       json_object('kind', f.kind, 'value', f.value_text, 'value_max', f.value_max_text, 'unit', f.unit, 'bound', f.bound,
                   'relation', f.relation, 'direction', f.direction, 'modality', f.modality, 'indicator', f.indicator,
                   'scope', f.scope, 'period', f.period, 'base', f.base, 'base_period', f.base_period,
                   'attribution', f.attribution) AS fields,
       f.quote, f.start, f."end", a.name AS source, c.sha256, f.sentence_id, f.article_id, f.run_id
FROM articles a
JOIN figures f ON f.article_id = a.id
JOIN sources c ON c.id = a.source_id
WHERE a.current = 1
UNION ALL
SELECT 'event', e.fact_key, e.rule,
       json_object('type', e.type, 'name', e.name, 'edition', e.edition, 'date', e.date, 'date_end', e.date_end,
                   'session', e.session, 'venue', e.venue, 'locality', e.locality, 'province', e.province,
                   'organisers', (SELECT group_concat(name, '; ') FROM (SELECT name FROM event_parties
                    WHERE event_id = e.id AND role = 'organiser' ORDER BY ordinal)),
                   'coorganisers', (SELECT group_concat(name, '; ') FROM (SELECT name FROM event_parties
                    WHERE event_id = e.id AND role = 'coorganiser' ORDER BY ordinal)),
                   'chairs', (SELECT group_concat(name, '; ') FROM (SELECT name FROM event_parties
                    WHERE event_id = e.id AND role = 'chair' ORDER BY ordinal)),
                   'attendees', (SELECT group_concat(name, '; ') FROM (SELECT name FROM event_parties
                    WHERE event_id = e.id AND role = 'attendee' ORDER BY ordinal)),
                   'attendance', e.attendance, 'status', e.status),
       e.quote, e.start, e."end", a.name, c.sha256, e.sentence_id, e.article_id, e.run_id
FROM articles a
JOIN events e ON e.article_id = a.id
JOIN sources c ON c.id = a.source_id
WHERE a.current = 1
UNION ALL
SELECT 'official', o.fact_key, o.rule,
       json_object('name', o.name, 'honorific', o.honorific, 'title', o.title, 'organisation', o.organisation,
                   'posts', (SELECT group_concat(post, '; ') FROM
                    (SELECT title || coalesce(' ' || organisation, '') AS post
                     FROM posts WHERE official_id = o.id ORDER BY ordinal))),
       o.quote, o.start, o."end", a.name, c.sha256, o.sentence_id, o.article_id, o.run_id
FROM articles a
JOIN officials o ON o.article_id = a.id
JOIN sources c ON c.id = a.source_id
WHERE a.current = 1
UNION ALL
SELECT 'statement', t.fact_key, t.rule, json_object('speaker', t.speaker, 'verb', t.verb, 'kind', t.kind),
       t.quote, t.start, t."end", a.name, c.sha256, t.sentence_id, t.article_id, t.run_id
FROM articles a
JOIN statements t ON t.article_id = a.id
JOIN sources c ON c.id = a.source_id
WHERE a.current = 1
UNION ALL
SELECT 'document', d.fact_key, d.rule,
       json_object('type', d.type, 'number', d.number, 'date', d.date, 'issuer', d.issuer, 'title', d.title),
       d.quote, d.start, d."end", a.name, c.sha256, d.sentence_id, d.article_id, d.run_id
FROM articles a
JOIN documents d ON d.article_id = a.id
JOIN sources c ON c.id = a.source_id
WHERE a.current = 1;

-- Every verdict that was not taken back beside its fact as it is now, if there still is one. They are the `same` while the
-- fact has the values that were judged, and stands in its place if the text is the same. Nearly all have them letter for
-- letter, which is told at once. The plus signs keep SQLite from reading all verdicts by their empty `undoes`.
CREATE VIEW compared_verdicts AS
SELECT v.id, v.fact_key, v.kind, v.field, v.verdict, v.note, v.reviewer, v.at, v.session,
       (f.sha256 <> v.sha256 OR f.start = v.start)
       AND CASE WHEN json(v.judged) = f.fields THEN 1
                ELSE NOT EXISTS (SELECT 1 FROM json_each(v.judged) j
                                 WHERE j.value IS NOT json_extract(f.fields, '$.' || j.key)) END AS same,
       v.judged, f.fields, f.rule, f.quote, f.start, f."end", f.source, f.article_id
FROM verdicts v
CROSS JOIN fact_fields f ON f.source = v.article_name AND f.fact_key = v.fact_key AND f.kind = v.kind
WHERE +v.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM verdicts u WHERE u.undoes = v.id);

-- Every verdict with what has become of it: `holds` while its fact is as it was judged; `outdated` when a field of the
-- fact has another value now, or the key has gone to another place of the same text; `gone` when there is no such fact
-- any more; `taken back` by who gave it.
CREATE VIEW verdict_states AS
SELECT v.id, v.fact_key, v.kind, v.field, v.verdict, v.note, v.reviewer, v.at, v.session,
       CASE WHEN EXISTS (SELECT 1 FROM verdicts u WHERE u.undoes = v.id) THEN 'taken back'
            ELSE coalesce((SELECT CASE WHEN c.same THEN 'holds' ELSE 'outdated' END
                           FROM compared_verdicts c WHERE c.id = v.id), 'gone') END AS state,
       v.judged, v.rule, v.quote, v.start, v."end", v.article_name AS source, v.sha256
FROM verdicts v
WHERE +v.undoes IS NULL;

-- The verdicts that count, one row a reviewer, fact and field (empty: the fact as a whole): those that hold, the last of
-- each. A verdict on the whole fact is also the last on each of its fields. `rule` is the one that makes the fact now.
CREATE VIEW current_verdicts AS
WITH holding AS MATERIALIZED (SELECT * FROM compared_verdicts WHERE same)
SELECT fact_key, kind, rule, field, verdict, note, reviewer, at, session, fields, quote, start, "end", source, article_id,
       id AS verdict_id
FROM holding h
WHERE NOT EXISTS (SELECT 1 FROM holding later WHERE later.fact_key = h.fact_key AND later.reviewer = h.reviewer
                  AND later.id > h.id AND (later.field IS NULL OR later.field IS h.field));

-- What each reviewer says of each fact, and of each of its fields, so far as it follows from the verdicts. A fact with a
-- wrong field is wrong, one with an unsure field unsure; the fields of a correct fact that have a value are correct.
CREATE VIEW reviewer_verdicts AS
WITH said AS MATERIALIZED (SELECT * FROM current_verdicts)
SELECT fact_key, kind, rule, NULL AS field, NULL AS value, reviewer,
       CASE WHEN max(verdict = 'wrong') THEN 'wrong' WHEN max(verdict = 'unsure') THEN 'unsure' ELSE 'correct' END AS verdict,
       article_id
FROM said
GROUP BY fact_key, reviewer
HAVING max(field IS NULL OR verdict <> 'correct')
UNION ALL
SELECT fact_key, kind, rule, field, json_extract(fields, '$.' || field), reviewer, verdict, article_id
FROM said
WHERE field IS NOT NULL
UNION ALL
SELECT s.fact_key, s.kind, s.rule, j.key, j.value, s.reviewer, 'correct', s.article_id
FROM said s, json_each(s.fields) j
WHERE s.field IS NULL AND s.verdict = 'correct' AND j.value IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM said x WHERE x.fact_key = s.fact_key AND x.reviewer = s.reviewer AND x.field = j.key);

-- What all reviewers together say of each fact (`field` empty) and of each of its fields. Where one says correct and
-- another wrong it is unsure; who is unsure does not outvote who is not.
CREATE VIEW fact_verdicts AS
SELECT fact_key, kind, rule, field, value,
       CASE WHEN max(verdict = 'wrong') = max(verdict = 'correct') THEN 'unsure'
            WHEN max(verdict = 'wrong') THEN 'wrong' ELSE 'correct' END AS verdict,
       count(*) AS reviewers, group_concat(reviewer, '; ') AS reviewed_by, article_id
FROM reviewer_verdicts
GROUP BY fact_key, field;

-- How many of a rule's facts were judged, and how. `diembao review --report` says what follows from that for the rest.
CREATE VIEW rule_verdicts AS
SELECT kind, rule, sum(verdict = 'correct') AS correct, sum(verdict = 'wrong') AS wrong, sum(verdict = 'unsure') AS unsure
FROM fact_verdicts
WHERE field IS NULL
GROUP BY kind, rule
ORDER BY kind, rule;
