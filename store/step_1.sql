-- step_1.sql - from schema 1 to 2: a person's row knows how long their lines are, so that room for
-- them is made before they are read.
ALTER TABLE person ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
UPDATE person SET bytes =
    (SELECT coalesce(sum(octet + 1), 0)
     FROM (SELECT length(CAST(line AS BLOB)) AS octet FROM fact WHERE fact.person = person.person));
