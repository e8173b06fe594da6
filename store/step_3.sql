-- step_3.sql - schema 3 to 4: the diary. As in schema.sql.

ALTER TABLE clinic ADD COLUMN books INTEGER NOT NULL DEFAULT 0;
ALTER TABLE clinic ADD COLUMN travel_min INTEGER NOT NULL DEFAULT 30 CHECK (travel_min BETWEEN 0 AND 480);
ALTER TABLE clinic ADD COLUMN notice_min INTEGER NOT NULL DEFAULT 120;
ALTER TABLE clinic ADD COLUMN ahead_days INTEGER NOT NULL DEFAULT 60;
ALTER TABLE clinic ADD COLUMN remind_days INTEGER NOT NULL DEFAULT 1;
ALTER TABLE site ADD COLUMN directions TEXT NOT NULL DEFAULT '';
ALTER TABLE site ADD COLUMN step_free INTEGER;
ALTER TABLE account ADD COLUMN feed BLOB;
ALTER TABLE patient ADD COLUMN mail TEXT NOT NULL DEFAULT '';

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
