-- store_schema_2.sql - schema 2 as it was, for the test that brings it forward. Never changed.
-- schema: of which version this file is. last_backup_s: when the last good copy was made.
-- clock_s: what the clock said when it was last believed.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;

-- facts, bytes and head: how many facts there are, how long their lines are with their ends, and the
-- last link of their chain (inside.h), so that a lost tail is noticed. A number is never given twice.
CREATE TABLE person (
    person INTEGER PRIMARY KEY AUTOINCREMENT,
    made_s INTEGER NOT NULL,
    seen_s INTEGER NOT NULL,
    facts  INTEGER NOT NULL DEFAULT 0,
    head   BLOB NOT NULL,
    bytes  INTEGER NOT NULL DEFAULT 0
) STRICT;

-- In order of arrival: sequence is 1, 2, 3 ... for each person. id is the fact's own _id, or = and a
-- hash of its bytes. A person's facts lie side by side.
CREATE TABLE fact (
    person   INTEGER NOT NULL REFERENCES person,
    sequence INTEGER NOT NULL,
    id       TEXT NOT NULL,
    line     TEXT NOT NULL,
    PRIMARY KEY (person, sequence),
    UNIQUE (person, id)
) STRICT, WITHOUT ROWID;

-- A browser that holds a person's cookie.
CREATE TABLE browser (
    hash   BLOB PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person,
    made_s INTEGER NOT NULL,
    seen_s INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX browser_person ON browser (person);

-- The words that lead back to a record: one at a time.
CREATE TABLE way_back (
    person INTEGER PRIMARY KEY REFERENCES person,
    hash   BLOB NOT NULL UNIQUE
) STRICT;

-- Whose facts may be deleted: filled and emptied in the transaction that erases them.
CREATE TABLE erasing (
    person INTEGER PRIMARY KEY
) STRICT;

-- What outlives an erased person, so that a restored copy can erase them again.
CREATE TABLE erased (
    person INTEGER PRIMARY KEY,
    day    INTEGER NOT NULL
) STRICT;

CREATE TRIGGER fact_insert BEFORE INSERT ON fact
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM fact WHERE person = NEW.person)
    OR EXISTS (SELECT 1 FROM fact WHERE person = NEW.person AND id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'a fact can only be added after the last');
END;
CREATE TRIGGER fact_update BEFORE UPDATE ON fact
BEGIN
    SELECT RAISE(ABORT, 'facts cannot be changed');
END;
CREATE TRIGGER fact_delete BEFORE DELETE ON fact
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE person = OLD.person)
BEGIN
    SELECT RAISE(ABORT, 'facts cannot be deleted');
END;
CREATE TRIGGER person_update BEFORE UPDATE ON person
WHEN NEW.person <> OLD.person OR NEW.facts < OLD.facts
BEGIN
    SELECT RAISE(ABORT, 'a record cannot grow shorter');
END;
CREATE TRIGGER person_delete BEFORE DELETE ON person
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE person = OLD.person)
BEGIN
    SELECT RAISE(ABORT, 'people cannot be deleted');
END;
CREATE TRIGGER erased_update BEFORE UPDATE ON erased
BEGIN
    SELECT RAISE(ABORT, 'an erasure stands');
END;
CREATE TRIGGER erased_delete BEFORE DELETE ON erased
BEGIN
    SELECT RAISE(ABORT, 'an erasure stands');
END;

INSERT INTO meta (name, value) VALUES ('schema', 2);
