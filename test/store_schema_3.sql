-- store_schema_3.sql - schema 3 as it was, for the test that brings it forward. Never changed.
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

-- --- clinics

-- Who treats people here. Numbers of clinics, sites, accounts and patients are drawn at random, below
-- 2^53. wait_min: how long an urgent answer waits for an acknowledgement before it goes to second.
-- signed_*: the registered clinician who has signed the rules, and which.
CREATE TABLE clinic (
    clinic        INTEGER PRIMARY KEY,
    name          TEXT NOT NULL,
    country       TEXT NOT NULL,
    made_s        INTEGER NOT NULL,
    demo          INTEGER NOT NULL DEFAULT 0,
    wait_min      INTEGER NOT NULL DEFAULT 30,
    second        INTEGER REFERENCES account,
    signed_by     TEXT NOT NULL DEFAULT '',
    signed_number TEXT NOT NULL DEFAULT '',
    signed_day    INTEGER,
    signed_rules  INTEGER
) STRICT;

CREATE TABLE site (
    site      INTEGER PRIMARY KEY,
    clinic    INTEGER NOT NULL REFERENCES clinic,
    name      TEXT NOT NULL,
    address   TEXT NOT NULL DEFAULT '',
    telephone TEXT NOT NULL DEFAULT '',
    zone      TEXT NOT NULL DEFAULT '',
    closed_s  INTEGER
) STRICT;
CREATE INDEX site_clinic ON site (clinic);

-- Who works there. password: an argon2id string; NULL until the invitation was taken up. totp: the
-- shared secret, and the last step that was used. left_s: they have left, and cannot come in.
CREATE TABLE account (
    account   INTEGER PRIMARY KEY,
    clinic    INTEGER NOT NULL REFERENCES clinic,
    role      TEXT NOT NULL CHECK (role IN ('owner', 'practitioner', 'desk')),
    name      TEXT NOT NULL,
    login     TEXT NOT NULL UNIQUE,
    telephone TEXT NOT NULL DEFAULT '',
    number    TEXT NOT NULL DEFAULT '',
    site      INTEGER REFERENCES site,
    password  TEXT,
    totp      BLOB,
    totp_step INTEGER NOT NULL DEFAULT 0,
    made_s    INTEGER NOT NULL,
    left_s    INTEGER
) STRICT;
CREATE INDEX account_clinic ON account (clinic);

-- Codes that stand for the second factor, each once.
CREATE TABLE recovery (
    hash    BLOB PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account,
    used_s  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX recovery_account ON recovery (account);

-- A browser in which somebody of the clinic is signed in. stepped_s: when they last proved it was them.
CREATE TABLE session (
    hash      BLOB PRIMARY KEY,
    account   INTEGER NOT NULL REFERENCES account,
    made_s    INTEGER NOT NULL,
    seen_s    INTEGER NOT NULL,
    stepped_s INTEGER NOT NULL,
    agent     TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX session_account ON session (account);

-- Links that work once: what is owner (a clinic is begun), staff (an account is taken up), patient (a
-- record joins). Of an owner's the clinic is not there yet.
CREATE TABLE link (
    hash    BLOB PRIMARY KEY,
    what    TEXT NOT NULL CHECK (what IN ('owner', 'staff', 'patient')),
    clinic  INTEGER NOT NULL,
    account INTEGER REFERENCES account,
    patient INTEGER,
    made_s  INTEGER NOT NULL,
    until_s INTEGER NOT NULL,
    used_s  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX link_patient ON link (patient) WHERE patient IS NOT NULL;

-- A person as one clinic knows them; a person may be a patient of several, each with a number of its own.
-- account: who treats them. joined_s: since when their own phone or browser is tied to the record.
-- left_s: they left, or asked to be erased: what the clinic must keep is kept, and opened with a reason
-- only. archived_s: care has ended. visit_day: of the last visit; retain_day: until when it must be kept.
CREATE TABLE patient (
    patient    INTEGER PRIMARY KEY,
    clinic     INTEGER NOT NULL REFERENCES clinic,
    person     INTEGER NOT NULL REFERENCES person,
    name       TEXT NOT NULL,
    born       INTEGER,
    telephone  TEXT NOT NULL DEFAULT '',
    account    INTEGER REFERENCES account,
    site       INTEGER REFERENCES site,
    made_s     INTEGER NOT NULL,
    joined_s   INTEGER,
    left_s     INTEGER,
    archived_s INTEGER,
    visit_day  INTEGER,
    retain_day INTEGER,
    UNIQUE (clinic, person)
) STRICT;
CREATE INDEX patient_person ON patient (person);

-- What a list of people shows of each: made from the facts, in the transaction that adds them (facts:
-- how many there were), and made again for a new day. A page about one person never reads it.
CREATE TABLE summary (
    person INTEGER PRIMARY KEY REFERENCES person,
    day    INTEGER NOT NULL,
    rules  INTEGER NOT NULL,
    facts  INTEGER NOT NULL,
    body   TEXT NOT NULL
) STRICT;

-- What was done about a row of "who needs me": acknowledged, snoozed until a day, or sent on to the
-- second name. need and since say which row; told is what it said then: of an urgent one, which
-- answers. Never changed; the newest counts.
CREATE TABLE attention (
    attention INTEGER PRIMARY KEY,
    clinic    INTEGER NOT NULL REFERENCES clinic,
    patient   INTEGER NOT NULL REFERENCES patient,
    need      TEXT NOT NULL,
    since_s   INTEGER NOT NULL,
    what      TEXT NOT NULL CHECK (what IN ('acknowledged', 'snoozed', 'sent_on')),
    account   INTEGER,
    at_s      INTEGER NOT NULL,
    until_day INTEGER,
    why       TEXT NOT NULL DEFAULT '',
    told      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX attention_clinic ON attention (clinic, patient);
CREATE INDEX attention_patient ON attention (patient);

-- Who read or changed what: a chain of its own for each clinic, sequence 1, 2, 3 ... (of 0: whatever was
-- of no clinic). Names nobody, says nothing of health. Numbers of people and patients outlive both.
CREATE TABLE audit (
    clinic   INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    at_s     INTEGER NOT NULL,
    account  INTEGER NOT NULL,
    role     TEXT NOT NULL,
    patient  INTEGER,
    person   INTEGER,
    what     TEXT NOT NULL,
    head     BLOB NOT NULL,
    PRIMARY KEY (clinic, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_person ON audit (person) WHERE person IS NOT NULL;
CREATE INDEX audit_patient ON audit (patient) WHERE patient IS NOT NULL;

-- Where each clinic's log ends, so that a lost tail is noticed.
CREATE TABLE audit_end (
    clinic   INTEGER PRIMARY KEY,
    sequence INTEGER NOT NULL,
    head     BLOB NOT NULL
) STRICT;

CREATE TRIGGER audit_insert BEFORE INSERT ON audit
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM audit WHERE clinic = NEW.clinic)
BEGIN
    SELECT RAISE(ABORT, 'the log is added to after its last line');
END;
CREATE TRIGGER audit_update BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the log stands');
END;
CREATE TRIGGER audit_delete BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the log stands');
END;
CREATE TRIGGER audit_end_update BEFORE UPDATE ON audit_end
WHEN NEW.clinic <> OLD.clinic OR NEW.sequence <= OLD.sequence
BEGIN
    SELECT RAISE(ABORT, 'the log stands');
END;
CREATE TRIGGER audit_end_delete BEFORE DELETE ON audit_end
BEGIN
    SELECT RAISE(ABORT, 'the log stands');
END;

INSERT INTO meta (name, value) VALUES ('schema', 3);
