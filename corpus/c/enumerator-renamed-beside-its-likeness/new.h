enum level { LEVEL_QUIET, LEVEL_DEBUG, LEVEL_TRACE_ALL };

int level_traces(enum level level);
