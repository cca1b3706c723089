enum line_code { LINE_OK, LINE_LONG, LINE_BAD };
enum line_code parse_line(const char *line);
