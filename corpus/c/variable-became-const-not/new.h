extern const char *program_name;
int name_initial(void);
