-- A public board may be shared without being announced.
alter table study add column on_start_page boolean not null default true;
