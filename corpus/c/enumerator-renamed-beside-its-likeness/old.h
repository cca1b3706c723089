enum level { LEVEL_QUIET, LEVEL_TRACE };

int level_traces(enum level level);
