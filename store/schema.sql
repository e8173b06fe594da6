-- schema.sql - all tables of a new file, in the SQL that SQLite and PostgreSQL share, but for STRICT
-- and the triggers. A change here is a new schema: raise SCHEMA in sqlite.h and add a step.
--
-- Seconds since 1970 in UTC; days since 1970-01-01. Of a secret only its hash is here.

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
-- signed_*: the registered clinician who has signed the rules, and which. books: anybody may book, at least
-- notice_min before it begins and at most ahead_days before; travel_min: kept free between two sites;
-- remind_days: how many days before a visit a reminder goes out, 0: none.
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
    signed_rules  INTEGER,
    books         INTEGER NOT NULL DEFAULT 0,
    travel_min    INTEGER NOT NULL DEFAULT 30 CHECK (travel_min BETWEEN 0 AND 480),
    notice_min    INTEGER NOT NULL DEFAULT 120,
    ahead_days    INTEGER NOT NULL DEFAULT 60,
    remind_days   INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE site (
    site      INTEGER PRIMARY KEY,
    clinic    INTEGER NOT NULL REFERENCES clinic,
    name      TEXT NOT NULL,
    address   TEXT NOT NULL DEFAULT '',
    telephone TEXT NOT NULL DEFAULT '',
    zone      TEXT NOT NULL DEFAULT '',
    closed_s  INTEGER,
    directions TEXT NOT NULL DEFAULT '',
    step_free INTEGER
) STRICT;
CREATE INDEX site_clinic ON site (clinic);

-- Who works there. password: an argon2id string; NULL until the invitation was taken up. totp: the
-- shared secret, and the last step that was used. left_s: they have left, and cannot come in. feed: the hash of
-- what is in the address of their calendar.
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
    left_s    INTEGER,
    feed      BLOB
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
    mail       TEXT NOT NULL DEFAULT '',
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

-- --- the diary: sites and their rooms, what is offered, who works where and when, and what is booked. Times of a
-- day are minutes since its civil midnight at the site, instants are seconds in UTC: both are kept, as a zone may
-- change its rules. Numbers are drawn at random, as above.

-- kind: what is in it, as a service asks for it ("couch", "gym"); "": a plain room.
CREATE TABLE room (
    room      INTEGER PRIMARY KEY,
    clinic    INTEGER NOT NULL REFERENCES clinic,
    site      INTEGER NOT NULL REFERENCES site,
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL DEFAULT '',
    step_free INTEGER NOT NULL DEFAULT 0,
    closed_s  INTEGER
) STRICT;
CREATE INDEX room_clinic ON room (clinic, site);

-- price: as people are told it ("55 pounds"). kind: of the room that it needs, "": of any. rooms: 0 where it needs
-- none; then kind "telephone" is a call. online: anybody may book it.
CREATE TABLE service (
    service  INTEGER PRIMARY KEY,
    clinic   INTEGER NOT NULL REFERENCES clinic,
    name     TEXT NOT NULL,
    about    TEXT NOT NULL DEFAULT '',
    minutes  INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 480),
    price    TEXT NOT NULL DEFAULT '',
    kind     TEXT NOT NULL DEFAULT '',
    rooms    INTEGER NOT NULL DEFAULT 1,
    online   INTEGER NOT NULL DEFAULT 1,
    closed_s INTEGER
) STRICT;
CREATE INDEX service_clinic ON service (clinic);

-- Who gives which service.
CREATE TABLE offer (
    account INTEGER NOT NULL REFERENCES account,
    service INTEGER NOT NULL REFERENCES service,
    clinic  INTEGER NOT NULL REFERENCES clinic,
    PRIMARY KEY (account, service)
) STRICT, WITHOUT ROWID;

-- When somebody works at a site: each week on a weekday (0 is a Monday), from first_day to last_day where they
-- are told; or on one day alone.
CREATE TABLE hours (
    hours     INTEGER PRIMARY KEY,
    clinic    INTEGER NOT NULL REFERENCES clinic,
    account   INTEGER NOT NULL REFERENCES account,
    site      INTEGER NOT NULL REFERENCES site,
    weekday   INTEGER CHECK (weekday BETWEEN 0 AND 6),
    day       INTEGER,
    from_min  INTEGER NOT NULL CHECK (from_min >= 0),
    to_min    INTEGER NOT NULL CHECK (to_min > from_min AND to_min <= 1440),
    first_day INTEGER,
    last_day  INTEGER,
    CHECK ((weekday IS NULL) <> (day IS NULL))
) STRICT;
CREATE INDEX hours_clinic ON hours (clinic, account);

-- When nobody works: account and site NULL are all of them. A holiday, a lunch, a day off.
CREATE TABLE away (
    away      INTEGER PRIMARY KEY,
    clinic    INTEGER NOT NULL REFERENCES clinic,
    account   INTEGER REFERENCES account,
    site      INTEGER REFERENCES site,
    first_day INTEGER NOT NULL,
    last_day  INTEGER NOT NULL CHECK (last_day >= first_day),
    from_min  INTEGER NOT NULL DEFAULT 0 CHECK (from_min >= 0),
    to_min    INTEGER NOT NULL DEFAULT 1440 CHECK (to_min > from_min AND to_min <= 1440),
    why       TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX away_clinic ON away (clinic, first_day);

-- held: asked for by somebody who has not confirmed it; offered: kept for somebody of the wait list; both end
-- at held_until_s. name, mail, telephone: of who is no patient; emptied when they are not needed any more.
-- sequence: raised by each change. changed_by: an account; NULL: whoever has the link, or the program.
CREATE TABLE booking (
    booking      INTEGER PRIMARY KEY,
    clinic       INTEGER NOT NULL REFERENCES clinic,
    site         INTEGER NOT NULL REFERENCES site,
    account      INTEGER NOT NULL REFERENCES account,
    room         INTEGER REFERENCES room,
    service      INTEGER NOT NULL REFERENCES service,
    patient      INTEGER REFERENCES patient,
    day          INTEGER NOT NULL,
    from_min     INTEGER NOT NULL CHECK (from_min >= 0),
    minutes      INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 480 AND from_min + minutes <= 1440),
    from_s       INTEGER NOT NULL,
    until_s      INTEGER NOT NULL CHECK (until_s = from_s + 60 * minutes),
    state        TEXT NOT NULL CHECK (state IN ('held', 'offered', 'booked', 'arrived', 'in_room', 'done',
                                                'no_show', 'cancelled', 'lapsed')),
    held_until_s INTEGER,
    name         TEXT NOT NULL DEFAULT '',
    mail         TEXT NOT NULL DEFAULT '',
    telephone    TEXT NOT NULL DEFAULT '',
    sequence     INTEGER NOT NULL DEFAULT 0,
    made_s       INTEGER NOT NULL,
    changed_s    INTEGER NOT NULL,
    changed_by   INTEGER
) STRICT;
CREATE INDEX booking_clinic ON booking (clinic, from_s);
CREATE INDEX booking_account ON booking (account, from_s);
CREATE INDEX booking_room ON booking (room, from_s);
CREATE INDEX booking_patient ON booking (patient) WHERE patient IS NOT NULL;
CREATE INDEX booking_mail ON booking (mail) WHERE mail <> '';
CREATE INDEX booking_held ON booking (clinic, held_until_s) WHERE state IN ('held', 'offered');
CREATE INDEX booking_named ON booking (clinic, until_s) WHERE patient IS NULL
    AND (name <> '' OR mail <> '' OR telephone <> '');

-- What a booking was, each time it was made or changed: written by the triggers below, and by nothing else.
CREATE TABLE booking_was (
    booking    INTEGER NOT NULL,
    sequence   INTEGER NOT NULL,
    clinic     INTEGER NOT NULL,
    site       INTEGER NOT NULL,
    account    INTEGER NOT NULL,
    room       INTEGER,
    from_s     INTEGER NOT NULL,
    minutes    INTEGER NOT NULL,
    state      TEXT NOT NULL,
    changed_s  INTEGER NOT NULL,
    changed_by INTEGER,
    PRIMARY KEY (booking, sequence)
) STRICT, WITHOUT ROWID;

-- Who would come sooner. In the order of turn_s; first_day to last_day, from_min to to_min: when they could.
-- asked: by somebody who has not confirmed it. booking: what they are offered.
CREATE TABLE waiting (
    waiting   INTEGER PRIMARY KEY,
    clinic    INTEGER NOT NULL REFERENCES clinic,
    site      INTEGER REFERENCES site,
    account   INTEGER REFERENCES account,
    service   INTEGER NOT NULL REFERENCES service,
    patient   INTEGER REFERENCES patient,
    name      TEXT NOT NULL DEFAULT '',
    mail      TEXT NOT NULL DEFAULT '',
    telephone TEXT NOT NULL DEFAULT '',
    first_day INTEGER NOT NULL,
    last_day  INTEGER NOT NULL,
    from_min  INTEGER NOT NULL,
    to_min    INTEGER NOT NULL,
    state     TEXT NOT NULL CHECK (state IN ('asked', 'waiting', 'offered', 'taken', 'ended')),
    booking   INTEGER REFERENCES booking,
    turn_s    INTEGER NOT NULL,
    made_s    INTEGER NOT NULL
) STRICT;
CREATE INDEX waiting_clinic ON waiting (clinic, turn_s);
CREATE INDEX waiting_mail ON waiting (mail) WHERE mail <> '';
CREATE INDEX waiting_patient ON waiting (patient) WHERE patient IS NOT NULL;

-- The links in mails: each opens one booking, or one place on the wait list.
CREATE TABLE diary_link (
    hash    BLOB PRIMARY KEY,
    clinic  INTEGER NOT NULL REFERENCES clinic,
    booking INTEGER REFERENCES booking,
    waiting INTEGER REFERENCES waiting,
    made_s  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX diary_link_booking ON diary_link (booking);
CREATE INDEX diary_link_waiting ON diary_link (waiting);

-- Mail to send: what it says is made from the booking when it is sent. of: of a change its sequence, of a
-- reminder the instant that it is of, so that each is sent once.
CREATE TABLE mail (
    mail    INTEGER PRIMARY KEY,
    clinic  INTEGER NOT NULL REFERENCES clinic,
    booking INTEGER REFERENCES booking,
    waiting INTEGER REFERENCES waiting,
    what    TEXT NOT NULL CHECK (what IN ('ask', 'booked', 'moved', 'cancelled', 'reminder', 'offer', 'wait',
                                          'test')),
    of      INTEGER NOT NULL,
    due_s   INTEGER NOT NULL,
    tries   INTEGER NOT NULL DEFAULT 0,
    next_s  INTEGER NOT NULL,
    sent_s  INTEGER,
    gone_s  INTEGER,
    error   TEXT NOT NULL DEFAULT '',
    UNIQUE (booking, what, of)
) STRICT;
CREATE INDEX mail_next ON mail (next_s) WHERE sent_s IS NULL AND gone_s IS NULL;
CREATE INDEX mail_waiting ON mail (waiting);
CREATE INDEX mail_clinic ON mail (clinic, due_s);
CREATE INDEX mail_what ON mail (clinic, what, of);

-- Nothing is booked twice: not a person, a practitioner or a room; and nobody where they do not work that day, or
-- while they are away, or within the way from another site. What is held counts until it ends. 'offered' to the
-- wait list counts as held. Looked at when a booking is made, moved, given to somebody, taken up again, or is held
-- no more: what was held may have run out, and been given to another, before a late request confirms it.
CREATE TRIGGER booking_insert BEFORE INSERT ON booking
WHEN NEW.state IN ('held', 'offered', 'booked', 'arrived', 'in_room', 'done')
BEGIN
    SELECT RAISE(ABORT, 'the practitioner is taken') WHERE EXISTS (SELECT 1 FROM booking b
        WHERE b.account = NEW.account AND b.booking <> NEW.booking AND b.from_s < NEW.until_s AND b.until_s > NEW.from_s
            AND b.from_s > NEW.from_s - 28800 AND (b.state IN ('booked', 'arrived', 'in_room', 'done') OR (b.state IN ('held', 'offered')
                AND b.held_until_s > NEW.changed_s)));
    SELECT RAISE(ABORT, 'the room is taken') WHERE EXISTS (SELECT 1 FROM booking b
        WHERE b.room = NEW.room AND b.booking <> NEW.booking AND b.from_s < NEW.until_s AND b.until_s > NEW.from_s
            AND b.from_s > NEW.from_s - 28800 AND (b.state IN ('booked', 'arrived', 'in_room', 'done') OR (b.state IN ('held', 'offered')
                AND b.held_until_s > NEW.changed_s)));
    SELECT RAISE(ABORT, 'the person is taken') WHERE EXISTS (SELECT 1 FROM booking b
        WHERE b.patient = NEW.patient AND b.booking <> NEW.booking AND b.from_s < NEW.until_s AND b.until_s > NEW.from_s
            AND b.from_s > NEW.from_s - 28800 AND (b.state IN ('booked', 'arrived', 'in_room', 'done') OR (b.state IN ('held', 'offered')
                AND b.held_until_s > NEW.changed_s)));
    SELECT RAISE(ABORT, 'the person is taken') WHERE NEW.mail <> '' AND EXISTS (SELECT 1 FROM booking b
        WHERE b.clinic = NEW.clinic AND b.mail = NEW.mail AND b.booking <> NEW.booking AND b.from_s < NEW.until_s AND b.until_s > NEW.from_s
            AND b.from_s > NEW.from_s - 28800 AND (b.state IN ('booked', 'arrived', 'in_room', 'done') OR (b.state IN ('held', 'offered')
                AND b.held_until_s > NEW.changed_s)));
    SELECT RAISE(ABORT, 'there is no time for the way') WHERE EXISTS (SELECT 1 FROM booking b JOIN clinic c
        ON c.clinic = NEW.clinic WHERE b.account = NEW.account AND b.booking <> NEW.booking AND b.site <> NEW.site
            AND b.from_s < NEW.until_s + 60 * c.travel_min AND b.until_s > NEW.from_s - 60 * c.travel_min
            AND b.from_s > NEW.from_s - 28800 - 60 * c.travel_min AND (b.state IN ('booked', 'arrived', 'in_room', 'done') OR (b.state IN ('held', 'offered')
                AND b.held_until_s > NEW.changed_s)));
    SELECT RAISE(ABORT, 'they do not work there that day') WHERE NOT EXISTS (SELECT 1 FROM hours h
        WHERE h.account = NEW.account AND h.site = NEW.site AND h.clinic = NEW.clinic
            AND (h.day = NEW.day OR (h.weekday = ((NEW.day + 3) % 7 + 7) % 7
                AND coalesce(h.first_day, NEW.day) <= NEW.day AND coalesce(h.last_day, NEW.day) >= NEW.day)));
    SELECT RAISE(ABORT, 'they are away') WHERE EXISTS (SELECT 1 FROM away w WHERE w.clinic = NEW.clinic
        AND coalesce(w.account, NEW.account) = NEW.account AND coalesce(w.site, NEW.site) = NEW.site
        AND w.first_day <= NEW.day AND w.last_day >= NEW.day
        AND w.from_min < NEW.from_min + NEW.minutes AND w.to_min > NEW.from_min);
END;
CREATE TRIGGER booking_update BEFORE UPDATE ON booking
WHEN NEW.state IN ('held', 'offered', 'booked', 'arrived', 'in_room', 'done')
    AND (NEW.account <> OLD.account OR NEW.site <> OLD.site OR NEW.room IS NOT OLD.room
        OR NEW.from_s <> OLD.from_s OR NEW.minutes <> OLD.minutes
        OR OLD.state IN ('no_show', 'cancelled', 'lapsed') OR (OLD.state IN ('held', 'offered') AND NEW.state <> OLD.state))
BEGIN
    SELECT RAISE(ABORT, 'the practitioner is taken') WHERE EXISTS (SELECT 1 FROM booking b
        WHERE b.account = NEW.account AND b.booking <> NEW.booking AND b.from_s < NEW.until_s AND b.until_s > NEW.from_s
            AND b.from_s > NEW.from_s - 28800 AND (b.state IN ('booked', 'arrived', 'in_room', 'done') OR (b.state IN ('held', 'offered')
                AND b.held_until_s > NEW.changed_s)));
    SELECT RAISE(ABORT, 'the room is taken') WHERE EXISTS (SELECT 1 FROM booking b
        WHERE b.room = NEW.room AND b.booking <> NEW.booking AND b.from_s < NEW.until_s AND b.until_s > NEW.from_s
            AND b.from_s > NEW.from_s - 28800 AND (b.state IN ('booked', 'arrived', 'in_room', 'done') OR (b.state IN ('held', 'offered')
                AND b.held_until_s > NEW.changed_s)));
    SELECT RAISE(ABORT, 'the person is taken') WHERE EXISTS (SELECT 1 FROM booking b
        WHERE b.patient = NEW.patient AND b.booking <> NEW.booking AND b.from_s < NEW.until_s AND b.until_s > NEW.from_s
            AND b.from_s > NEW.from_s - 28800 AND (b.state IN ('booked', 'arrived', 'in_room', 'done') OR (b.state IN ('held', 'offered')
                AND b.held_until_s > NEW.changed_s)));
    SELECT RAISE(ABORT, 'the person is taken') WHERE NEW.mail <> '' AND EXISTS (SELECT 1 FROM booking b
        WHERE b.clinic = NEW.clinic AND b.mail = NEW.mail AND b.booking <> NEW.booking AND b.from_s < NEW.until_s AND b.until_s > NEW.from_s
            AND b.from_s > NEW.from_s - 28800 AND (b.state IN ('booked', 'arrived', 'in_room', 'done') OR (b.state IN ('held', 'offered')
                AND b.held_until_s > NEW.changed_s)));
    SELECT RAISE(ABORT, 'there is no time for the way') WHERE EXISTS (SELECT 1 FROM booking b JOIN clinic c
        ON c.clinic = NEW.clinic WHERE b.account = NEW.account AND b.booking <> NEW.booking AND b.site <> NEW.site
            AND b.from_s < NEW.until_s + 60 * c.travel_min AND b.until_s > NEW.from_s - 60 * c.travel_min
            AND b.from_s > NEW.from_s - 28800 - 60 * c.travel_min AND (b.state IN ('booked', 'arrived', 'in_room', 'done') OR (b.state IN ('held', 'offered')
                AND b.held_until_s > NEW.changed_s)));
    SELECT RAISE(ABORT, 'they do not work there that day') WHERE NOT EXISTS (SELECT 1 FROM hours h
        WHERE h.account = NEW.account AND h.site = NEW.site AND h.clinic = NEW.clinic
            AND (h.day = NEW.day OR (h.weekday = ((NEW.day + 3) % 7 + 7) % 7
                AND coalesce(h.first_day, NEW.day) <= NEW.day AND coalesce(h.last_day, NEW.day) >= NEW.day)));
    SELECT RAISE(ABORT, 'they are away') WHERE EXISTS (SELECT 1 FROM away w WHERE w.clinic = NEW.clinic
        AND coalesce(w.account, NEW.account) = NEW.account AND coalesce(w.site, NEW.site) = NEW.site
        AND w.first_day <= NEW.day AND w.last_day >= NEW.day
        AND w.from_min < NEW.from_min + NEW.minutes AND w.to_min > NEW.from_min);
END;
-- Given to somebody, only they are looked at: hours of days gone by may be others now, and an erasure takes names out.
CREATE TRIGGER booking_given BEFORE UPDATE ON booking
WHEN NEW.state IN ('held', 'offered', 'booked', 'arrived', 'in_room', 'done')
    AND NEW.patient IS NOT NULL AND NEW.patient IS NOT OLD.patient
BEGIN
    SELECT RAISE(ABORT, 'the person is taken') WHERE EXISTS (SELECT 1 FROM booking b
        WHERE b.patient = NEW.patient AND b.booking <> NEW.booking AND b.from_s < NEW.until_s AND b.until_s > NEW.from_s
            AND b.from_s > NEW.from_s - 28800 AND (b.state IN ('booked', 'arrived', 'in_room', 'done') OR (b.state IN ('held', 'offered')
                AND b.held_until_s > NEW.changed_s)));
END;
CREATE TRIGGER booking_made AFTER INSERT ON booking
BEGIN
    INSERT INTO booking_was VALUES (NEW.booking, NEW.sequence, NEW.clinic, NEW.site, NEW.account, NEW.room, NEW.from_s,
                                    NEW.minutes, NEW.state, NEW.changed_s, NEW.changed_by);
END;
CREATE TRIGGER booking_changed AFTER UPDATE ON booking WHEN NEW.sequence <> OLD.sequence
BEGIN
    INSERT INTO booking_was VALUES (NEW.booking, NEW.sequence, NEW.clinic, NEW.site, NEW.account, NEW.room, NEW.from_s,
                                    NEW.minutes, NEW.state, NEW.changed_s, NEW.changed_by);
END;
CREATE TRIGGER booking_was_update BEFORE UPDATE ON booking_was
BEGIN
    SELECT RAISE(ABORT, 'what was stands');
END;

INSERT INTO meta (name, value) VALUES ('schema', 4);
