"""What PostgreSQL itself must know: search without accents, statements in monthly partitions."""

from typing import ClassVar

from django.db import migrations

SEARCH = """
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TEXT SEARCH CONFIGURATION vi (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION vi
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;
"""

PARTITIONS = """
DROP TABLE lms_statement;
CREATE TABLE lms_statement (
    id uuid NOT NULL,
    stored timestamptz NOT NULL,
    "timestamp" timestamptz NOT NULL,
    actor_id bigint NOT NULL REFERENCES lms_user (id) DEFERRABLE INITIALLY DEFERRED,
    verb varchar(20) NOT NULL,
    object_kind varchar(30) NOT NULL,
    object_id uuid NOT NULL,
    result jsonb NOT NULL,
    context jsonb NOT NULL,
    PRIMARY KEY (stored, id)
) PARTITION BY RANGE (stored);
CREATE INDEX statement_actor_object ON lms_statement (actor_id, object_id, stored);
CREATE INDEX statement_object_verb ON lms_statement (object_id, verb);
CREATE TABLE lms_statement_rest PARTITION OF lms_statement DEFAULT;

CREATE FUNCTION lms_open_partition(day date) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    first date := date_trunc('month', day);
    label text := 'lms_statement_' || to_char(day, 'YYYYMM');
BEGIN
    EXECUTE format(
        'CREATE TABLE IF NOT EXISTS %I PARTITION OF lms_statement FOR VALUES FROM (%L) TO (%L)',
        label, first, first + interval '1 month');
    RETURN label;
END $$;
SELECT lms_open_partition((current_date + make_interval(months => n))::date)
FROM generate_series(-1, 12) AS n;
"""


class Migration(migrations.Migration):
    """Extensions, the search configuration `vi`, and the partitioned table of statements."""

    dependencies: ClassVar = [("lms", "0001_initial")]

    operations: ClassVar = [
        migrations.RunSQL(SEARCH, "DROP TEXT SEARCH CONFIGURATION vi"),
        migrations.RunSQL(PARTITIONS, migrations.RunSQL.noop),
    ]
