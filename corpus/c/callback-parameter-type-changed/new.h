typedef int (*progress_fn)(double done);
int copy_all(progress_fn progress);
