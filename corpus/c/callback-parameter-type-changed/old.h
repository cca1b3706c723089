typedef int (*progress_fn)(int done);
int copy_all(progress_fn progress);
