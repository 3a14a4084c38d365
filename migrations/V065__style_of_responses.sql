-- Features of a text's style, by which boards can be adjusted and which votes.csv tells.

-- Headers of Markdown: lines that begin with one to six signs # and a blank.
create function style_headers(text) returns integer language sql immutable parallel safe as
$$ select regexp_count($1, '^ {0,3}#{1,6}[ \t]', 1, 'n') $$;

-- Passages in bold: between two stars or two underscores each, within a line.
create function style_bold(text) returns integer language sql immutable parallel safe as
$$ select regexp_count($1, '\*\*[^*\n]+\*\*|__[^_\n]+__', 1) $$;

-- Entries of lists: lines that begin with a dash, star, plus, or a number with a dot or bracket, and then a blank.
create function style_lists(text) returns integer language sql immutable parallel safe as
$$ select regexp_count($1, '^[ \t]*([-*+]|[0-9]{1,9}[.)])[ \t]', 1, 'n') $$;
