-- What SQLite has and PostgreSQL has not, or has under another name, as functions of the register's own schema.

CREATE FUNCTION instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT strpos($1, $2) $$;

-- the lesser and the greater of two; with one argument they are PostgreSQL's aggregates
CREATE FUNCTION min(text, text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT least($1, $2) $$;
CREATE FUNCTION max(text, text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT greatest($1, $2) $$;

-- the items of a JSON list, as texts
CREATE FUNCTION json_each(text) RETURNS TABLE (value text) LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 100
    AS $$ SELECT json_array_elements_text($1::json) $$;

-- a JSON list of values in the order in which they come; of none an empty one
CREATE FUNCTION json_longer(text, json) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT CASE WHEN $1 = '[' THEN '[' ELSE $1 || ', ' END || $2::text $$;
CREATE FUNCTION json_longer(text, text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT CASE WHEN $1 = '[' THEN '[' ELSE $1 || ', ' END || coalesce(to_json($2)::text, 'null') $$;
CREATE FUNCTION json_closed(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT $1 || ']' $$;
CREATE AGGREGATE json_group_array(json) (SFUNC = json_longer, STYPE = text, INITCOND = '[', FINALFUNC = json_closed);
CREATE AGGREGATE json_group_array(text) (SFUNC = json_longer, STYPE = text, INITCOND = '[', FINALFUNC = json_closed);

-- words with spaces between as terms with their places, marked with the letter of their column; the first stands two after the last of the
-- column before, so that no phrase goes from one to the other
CREATE FUNCTION placed(words text, letter text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(string_agg(format('''%s'':%s%s', left(word, 250), least(place + 1, 16383), letter), ' '), '')::tsvector
    FROM unnest(string_to_array(nullif(words, ''), ' ')) WITH ORDINALITY AS each (word, place)
$$;
CREATE FUNCTION terms_of(quote text, parties text, place text, title text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT placed(quote, 'A') || placed(parties, 'B') || placed(place, 'C') || placed(title, 'D') $$;

-- "one two" AND "thr" *, or parties : "one" *: what is asked of SQLite's index of words
CREATE FUNCTION asked_terms(asked text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT string_agg('(' || phrase || ')', ' & ')::tsquery FROM (
        SELECT (
            SELECT string_agg(format('''%s''%s', left(word, 250), CASE WHEN place = last THEN marks || begun ELSE marks END), ' <-> ')
            FROM (SELECT word, place, max(place) OVER () AS last,
                    CASE WHEN asked LIKE 'parties :%' THEN ':B' ELSE '' END AS marks,
                    CASE WHEN found[2] IS NULL THEN '' WHEN asked LIKE 'parties :%' THEN '*' ELSE ':*' END AS begun
                FROM unnest(string_to_array(found[1], ' ')) WITH ORDINALITY AS each (word, place)) AS each
        ) AS phrase FROM regexp_matches(asked, '"([^"]*)"( \*)?', 'g') AS found
    ) AS phrases
$$;

-- the better, the lower, as SQLite's; parties weigh three, quote and place two, title one
CREATE FUNCTION rank_of(terms tsvector, asked tsquery) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT -ts_rank('{0.333, 0.667, 1.0, 0.667}', terms, asked)::double precision $$;
