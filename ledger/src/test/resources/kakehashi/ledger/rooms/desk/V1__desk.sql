CREATE TABLE desk.papers (name text PRIMARY KEY);
GRANT SELECT, INSERT ON desk.papers TO ${role};
