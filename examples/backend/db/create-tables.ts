/** The tables of `schema.ts` as SQL; every statement may run again. Columns that came later are added to what is there. */
export const createTables = `
create table if not exists cases (
  id uuid primary key, principal text not null, reference text not null unique, version integer not null,
  phase text not null, phase_since timestamptz not null, outcome text, draft jsonb not null, draft_hash text not null,
  created_at timestamptz not null, last_event_id integer not null, clock_started_at timestamptz,
  earliest date, latest date, report jsonb
);
alter table cases add column if not exists delay jsonb;
alter table cases add column if not exists notice_due boolean not null default false;
alter table cases add column if not exists noticed_at timestamptz;
create index if not exists cases_principal on cases (principal);
create table if not exists case_devices (
  case_id uuid not null references cases, principal text not null, added_at timestamptz not null,
  primary key (case_id, principal)
);
create index if not exists case_devices_principal on case_devices (principal);
create table if not exists events (
  case_id uuid not null references cases, id integer not null, body jsonb not null, primary key (case_id, id)
);
create table if not exists consents (
  id uuid primary key, case_id uuid not null references cases, agreement jsonb not null, recorded_at timestamptz not null
);
create table if not exists requests (
  id uuid primary key, case_id uuid not null references cases, owner text not null, title text not null, reason text,
  due_on date, status text not null, opened_at timestamptz not null, closed_at timestamptz, answer text
);
alter table requests add column if not exists way text;
alter table requests add column if not exists given jsonb;
alter table requests add column if not exists reminded_at timestamptz;
create table if not exists messages (
  id uuid primary key, position bigint generated always as identity, case_id uuid not null references cases,
  sender text not null, author text, text text not null, document_ids jsonb not null, posted_at timestamptz not null,
  read_at timestamptz
);
create index if not exists messages_case on messages (case_id, position);
create table if not exists documents (
  id uuid primary key, case_id uuid not null references cases, file_name text not null, media_type text not null,
  type text not null, size bigint not null, sha256 text not null, status text not null, rejection jsonb,
  request_id uuid, declared_at timestamptz not null, received_at timestamptz, upload_id text, completion jsonb,
  deleted boolean not null default false
);
alter table documents add column if not exists description jsonb;
alter table documents add column if not exists piece_bytes bigint;
create index if not exists documents_case on documents (case_id);
create unique index if not exists documents_upload on documents (upload_id);
create table if not exists bundles (
  id uuid primary key, case_id uuid not null references cases, size bigint not null, sha256 text not null,
  status text not null, rejection jsonb, declared_at timestamptz not null, upload_id text, completion jsonb,
  deleted boolean not null default false
);
create index if not exists bundles_case on bundles (case_id);
create unique index if not exists bundles_upload on bundles (upload_id);
create table if not exists bundle_entries (
  bundle_id uuid not null references bundles, position integer not null, entry text not null,
  document_id uuid not null references documents, primary key (bundle_id, position)
);
create index if not exists bundle_entries_document on bundle_entries (document_id);
create table if not exists pieces (
  id uuid primary key, case_id uuid not null references cases, sha256 text not null, size bigint not null,
  encoding text not null, encoded_sha256 text not null, encoded_size bigint not null, status text not null,
  declared_at timestamptz not null, upload_id text, deleted boolean not null default false
);
create index if not exists pieces_case on pieces (case_id, sha256);
create unique index if not exists pieces_upload on pieces (upload_id);
create table if not exists document_pieces (
  document_id uuid not null references documents, position integer not null, sha256 text not null,
  primary key (document_id, position)
);
create table if not exists definitions (
  id text not null, version text not null, body jsonb not null, replaced_at timestamptz, primary key (id, version)
);
create table if not exists assessments (
  id uuid primary key, definition_id text not null, definition_version text not null, answers jsonb not null,
  outcome_id text not null, outcome_kind text not null, trail jsonb not null, evaluated_at timestamptz not null,
  expires_at timestamptz
);
create table if not exists sessions (token_hash text primary key, principal text not null, expires_at timestamptz not null);
create table if not exists used_proofs (jti text primary key, expires_at timestamptz not null);
create table if not exists session_codes (
  id uuid primary key, case_id uuid not null references cases, code_hash text not null, expires_at timestamptz not null,
  attempts integer not null default 0, used_at timestamptz
);
create index if not exists session_codes_case on session_codes (case_id);
create table if not exists idempotency (
  key text primary key, body_hash text not null, status integer, answer jsonb, created_at timestamptz not null
);
create table if not exists report_links (
  token_hash text primary key, case_id uuid not null references cases, expires_at timestamptz not null, consumed_at timestamptz
);
alter table report_links add column if not exists addendum_id uuid;
-- What was under way when the process ended has no answer to replay.
delete from idempotency where status is null;
-- The event log is append-only.
create or replace function events_append_only() returns trigger language plpgsql as
  $$ begin raise exception 'events are append-only'; end $$;
create or replace trigger events_append_only before update or delete on events
  for each row execute function events_append_only();
`;
