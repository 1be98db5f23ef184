-- Where two words meet: the last four letters of one and the first three of the next, "ille mou" of "camille moulin".
-- Of a part of a text, only those that any text has which holds it: words go on before its first and after its last.
CREATE FUNCTION core_seams(document text, part boolean DEFAULT false) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    words text[] := string_to_array(document, ' ');
    many int := cardinality(words);
    seams text[] := '{}';
BEGIN
    FOR at IN 2 .. many LOOP
        IF NOT part OR ((at > 2 OR length(words[1]) >= 4) AND (at < many OR length(words[many]) >= 3)) THEN
            seams := seams || (right(words[at - 1], 4) || ' ' || left(words[at], 3));
        END IF;
    END LOOP;
    RETURN seams;
END $$;
-- reverse
DROP FUNCTION core_seams(text, boolean);
