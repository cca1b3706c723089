enum file_code { FILE_FAIL, FILE_PARTIAL, FILE_OK };
enum file_code parse_line(const char *line);
