extern const int motd_lines;
int motd_fits(int rows);
